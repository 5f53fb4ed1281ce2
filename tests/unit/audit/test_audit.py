"""The whole audit of a candidate file, through Great Expectations."""

from __future__ import annotations

from dataclasses import asdict

import duckdb
import pytest

from contracts.derive.expectations import suite
from orchestration.audit.audit import audit
from orchestration.publication.fingerprint import content_hash, read_tables
from tests.unit.audit.sentences import BREAKDOWNS, FALLING, NEGATIVE, RECOUNT, ROWS, STRUCTURE, SUMS
from tests.unit.audit.small_world import ANGERS, register, small_contract, tables, write_candidate
from tests.unit.audit.test_history import BIGGER, published


@pytest.fixture
def candidate(tmp_path):
    return write_candidate(tmp_path / "candidate.duckdb")


def audited(workdir, candidate, previous=None):
    return audit(workdir, candidate, register(), small_contract(), previous)


def changed(candidate, *statements):
    with duckdb.connect(str(candidate)) as connection:
        for statement in statements:
            connection.execute(statement)
    return candidate


def failures(report) -> set[tuple[str | None, str]]:
    return {(result.table, result.sentence) for result in report.failures}


def test_the_good_candidate_passes_for_its_content_hash(workdir, candidate):
    report = audited(workdir, candidate, published(BIGGER))
    assert failures(report) == set()
    assert report.success
    assert report.content_hash == content_hash(read_tables(candidate, small_contract()))


def test_every_expectation_of_every_table_and_every_control_has_its_result(workdir, candidate):
    expectations = sum(len(suite(table)) for table in small_contract().published.values())
    assert len(audited(workdir, candidate).results) == 1 + expectations + 11
    assert len(audited(workdir, candidate, published()).results) == 1 + expectations + 14


def test_controls_have_no_table_and_expectations_have_theirs(workdir, candidate):
    tables_named = [result.table for result in audited(workdir, candidate).results]
    assert tables_named[0] is None
    assert set(tables_named) == {None, *small_contract().published}


def test_results_are_plain_data(workdir, candidate):
    for result in audited(workdir, candidate).results:
        assert {type(value) for value in asdict(result).values()} <= {str, bool, type(None)}


def test_a_changed_value_fails_with_key_expected_and_found(workdir, candidate):
    update = (
        "update publication.indicateurs_nationaux set actions_aller_vers = 13 where trimestre = '2022-T1'"
    )
    report = audited(workdir, changed(candidate, update))
    assert failures(report) == {(None, SUMS), (None, BREAKDOWNS)}
    failure = next(failure for failure in report.failures if failure.sentence == SUMS)
    assert failure.message == (
        "2022-T1 actions_aller_vers over cites: expected 13, found 12; "
        "2022-T1 actions_aller_vers over departement: expected 13, found 12; "
        "2022-T1 actions_aller_vers over region: expected 13, found 12; and 1 more"
    )


def test_a_row_twice_fails_its_table_and_the_expected_rows(workdir, candidate):
    insert = f"insert into publication.suivi_remontees from publication.suivi_remontees where code_cite = '{ANGERS}' limit 1"
    assert failures(audited(workdir, changed(candidate, insert))) == {
        ("suivi_remontees", "no two rows share the same code_cite, trimestre"),
        (None, ROWS),
    }


def test_a_row_that_is_missing_fails(workdir, candidate):
    delete = f"delete from publication.suivi_remontees where code_cite = '{ANGERS}' and trimestre = '2022-T1'"
    assert (None, ROWS) in failures(audited(workdir, changed(candidate, delete)))


def test_a_value_outside_the_contracts_list_fails_its_table(workdir, candidate):
    update = "update publication.qualite_regles set gravite = 'grave'"
    assert failures(audited(workdir, changed(candidate, update))) == {
        ("qualite_regles", "gravite is one of the contract's values")
    }


def test_an_empty_required_value_fails_its_table(workdir, candidate):
    update = "update publication.qualite_regles set cites = null"
    assert failures(audited(workdir, changed(candidate, update))) == {
        ("qualite_regles", "cites is never empty")
    }


def test_a_negative_number_fails(workdir, candidate):
    update = "update publication.qualite_regles set cites = -1"
    assert failures(audited(workdir, changed(candidate, update))) == {(None, NEGATIVE)}


def test_a_running_total_that_falls_fails(workdir, candidate):
    update = (
        "update publication.indicateurs_cites set cumul_actions_aller_vers = 0"
        f" where code_cite = '{ANGERS}' and trimestre = '2022-T3'"
    )
    assert failures(audited(workdir, changed(candidate, update))) == {
        (None, FALLING),
        (None, RECOUNT),
        (None, SUMS),
    }


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("drop table publication.dictionnaire", "dictionnaire.colonne: expected 2 VARCHAR, found no row"),
        ("create table publication.brouillon (x int)", "brouillon.x: expected no row, found 1 INTEGER"),
        (
            "alter table publication.qualite_regles add column z int",
            "qualite_regles.z: expected no row, found 7 INTEGER",
        ),
        (
            "alter table publication.qualite_regles alter cites type integer",
            "qualite_regles.cites: expected 6 BIGINT, found 6 INTEGER",
        ),
        (
            "alter table publication.indicateurs_nationaux alter taux_remontee type decimal(18, 3)",
            "indicateurs_nationaux.taux_remontee: expected 5 DECIMAL(18,4), found 5 DECIMAL(18,3)",
        ),
    ],
    ids=["missing table", "one table too many", "one column too many", "wrong type", "wrong scale"],
)
def test_tables_that_are_not_the_contracts_end_the_audit_at_once(workdir, candidate, statement, message):
    report = audited(workdir, changed(candidate, statement))
    assert [result.sentence for result in report.results] == [STRUCTURE]
    assert message in (report.results[0].message or "")
    assert report.content_hash == ""


def test_columns_in_another_order_end_the_audit_at_once(workdir, tmp_path):
    candidate = write_candidate(tmp_path / "candidate.duckdb")
    changed(
        candidate,
        "create table publication.other as select regle, trimestre, * exclude (regle, trimestre) from publication.qualite_regles",
        "drop table publication.qualite_regles",
        "alter table publication.other rename to qualite_regles",
    )
    report = audited(workdir, candidate)
    assert not report.success
    assert "qualite_regles.regle: expected 2 VARCHAR, found 1 VARCHAR" in (report.results[0].message or "")


def test_the_order_of_rows_does_not_matter(workdir, tmp_path):
    backwards = write_candidate(
        tmp_path / "candidate.duckdb", {name: rows[::-1] for name, rows in tables().items()}
    )
    assert audited(workdir, backwards).success


def test_nothing_is_printed_and_nothing_is_warned(workdir, candidate, capsys, recwarn, caplog):
    audited(workdir, candidate)
    captured = capsys.readouterr()
    assert (captured.out, captured.err, list(recwarn), caplog.records) == ("", "", [], [])
