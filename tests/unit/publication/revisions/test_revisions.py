"""What a release says of the changes since the one before: each with its causes, which add up to it."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from orchestration.publication import formats, writing
from orchestration.publication.assemble import DUCKDB, table_path
from orchestration.publication.catalogue import current, rollback, tables_of
from orchestration.publication.diff import diff
from tests.unit.audit.small_world import (
    ANGERS,
    BELFORT,
    FLOWS,
    GRENOBLE,
    RETURNS,
    Return,
    as_arrow,
    register,
    small_contract,
    tables,
)
from tests.unit.publication.publishing import NOON, candidate_of
from tests.unit.publication.publishing import Press as Publishing

CONTRACT = small_contract()
MEASURED = ("partenaires", *FLOWS)
FIRST_FOUR = RETURNS[:4]
CORRECTION = Return(ANGERS, "2022-T1", 6, version=2)
LATE = Return(BELFORT, "2022-T2", 6)


@dataclass(frozen=True)
class Figures:
    """The figures of a state, as plain Python makes them; cités share in the national figures."""

    tables: dict = field(default_factory=dict)

    def shares(self, table, key):
        if table != "indicateurs_nationaux":
            return {}
        found = {}
        for row in self.tables["indicateurs_cites"].to_pylist():
            given = {name: row[name] or 0 for name in MEASURED} | {
                f"cumul_{f}": row[f"cumul_{f}"] for f in FLOWS
            }
            found.setdefault((row["trimestre"],), {})[row["code_cite"]] = given
        return found


BY_SHA = {sent.sha: sent for sent in (*RETURNS, CORRECTION)}


def in_force(events):
    gone = {event["empreinte"] for event in events if event["evenement"] == "retiree"}
    judged = [e for e in events if e["evenement"] == "jugee" and e["verdict"] == "acceptee"]
    return [BY_SHA[event["empreinte"]] for event in judged if event["empreinte"] not in gone]


def figures(events):
    rows = tables(in_force(events), ("2022-T1", "2022-T2"))
    return Figures({name: as_arrow(CONTRACT, name, lines) for name, lines in rows.items()})


class Press(Publishing):
    """Publishes what a register says."""

    def says(self, events, **more):
        from orchestration.publication import release
        from tests.unit.publication.publishing import CODE, FakeAudit

        candidate, fingerprint = candidate_of(
            self.place, tables(in_force(events.events), ("2022-T1", "2022-T2"))
        )
        options = {"code_version": CODE, "replay": figures} | more
        return release.publish(
            self.storage,
            candidate,
            FakeAudit(fingerprint),
            events,
            CONTRACT,
            self.lease,
            NOON,
            False,
            options["code_version"],
            options["replay"],
        )


def only_tables(folder, edition):
    """All that revisions need of a release: its tables as Parquet and CSV; the database stays empty."""
    (folder / DUCKDB).touch()
    for kind in ("parquet", "csv"):
        (folder / kind).mkdir()
        for name, rows in edition.every_table.items():
            (folder / table_path(kind, name)).write_bytes(formats.encoder(kind)(rows, name))


@pytest.fixture
def press(candidates, monkeypatch):
    monkeypatch.setattr(writing, "assemble", only_tables)
    return Press(candidates)


def revised(press, table=None, column=None):
    rows = tables_of(press.storage, current(press.storage))["revisions"].to_pylist()
    return [row for row in rows if table in (None, row["nom_table"]) and column in (None, row["colonne"])]


def told(rows):
    return [
        (r["cle"], r["avant"], r["apres"], r["rang"], r["cause"], r["part"], r["code_cite"]) for r in rows
    ]


BEFORE = register(FIRST_FOUR)


def test_a_first_release_has_no_revision(press):
    press.says(BEFORE)
    assert revised(press) == []


def test_a_correction_is_the_cause_of_what_it_changed(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION))
    assert told(revised(press, "indicateurs_nationaux", "actions_aller_vers")) == [
        ("trimestre=2022-T1", "12", "14", 1, "correction", Decimal(2), ANGERS)
    ]


def test_it_names_both_releases_the_file_and_the_return(press):
    before = press.says(BEFORE).release
    after = press.says(BEFORE.judged(CORRECTION)).release
    (row,) = revised(press, "indicateurs_nationaux", "actions_aller_vers")
    assert (row["release"], row["release_precedente"]) == (after, before)
    assert (row["fichiers"], row["empreinte"]) == (1, CORRECTION.sha)
    assert (row["remontees"], row["trimestre"]) == (f"{ANGERS} 2022-T1", "2022-T1")


def test_several_causes_of_one_figure_each_have_their_part(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION).withdrawn(RETURNS[1]).judged(LATE))
    assert told(revised(press, "indicateurs_nationaux", "cumul_actions_aller_vers")) == [
        ("trimestre=2022-T1", "12", "11", 1, "retrait", Decimal(-3), BELFORT),
        ("trimestre=2022-T1", "12", "11", 2, "correction", Decimal(2), ANGERS),
        ("trimestre=2022-T2", "14", "19", 1, "retrait", Decimal(-3), BELFORT),
        ("trimestre=2022-T2", "14", "19", 2, "correction", Decimal(2), ANGERS),
        ("trimestre=2022-T2", "14", "19", 3, "nouvelle_remontee", Decimal(6), BELFORT),
    ]


def test_a_part_names_its_cite_only_where_the_measure_is_published_by_cite(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION).withdrawn(RETURNS[1]).judged(LATE))
    by_cite = {"indicateurs_cites", "indicateurs_qpv", "suivi_remontees"}
    sums = {"indicateurs_nationaux", "indicateurs_territoriaux"}
    told_of_cites = {*MEASURED, *(f"cumul_{flow}" for flow in FLOWS)}
    rows = revised(press)
    assert {row["nom_table"] for row in rows} == {*CONTRACT.published} - {"dictionnaire", "qualite_regles"}
    for row in rows:
        table = row["nom_table"]
        named = table in by_cite or (table in sums and row["colonne"] in told_of_cites)
        whose = (row["code_cite"], row["empreinte"], row["remontees"])
        assert (any(whose), row["cites"] > 0) == (named, True), row


def test_where_no_cite_is_named_a_cause_has_one_part_and_says_how_many_cites(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(LATE).judged(Return(GRENOBLE, "2022-T2", 5)))
    (row,) = revised(press, "indicateurs_nationaux", "cites_repondantes")
    assert (row["cause"], row["cites"], row["fichiers"], row["part"]) == ("nouvelle_remontee", 2, 2, 2)


def test_a_mean_is_replayed_cause_by_cause(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION).withdrawn(RETURNS[1]))
    # partners 5, 4, 6: without Belfort 5, 6; then 7, 6
    assert told(revised(press, "indicateurs_nationaux", "partenaires_par_cite")) == [
        ("trimestre=2022-T1", "5.00", "6.50", 1, "retrait", Decimal("0.5"), None),
        ("trimestre=2022-T1", "5.00", "6.50", 2, "correction", Decimal("1.0"), None),
    ]


def test_a_word_has_a_cause_and_no_part(press):
    press.says(BEFORE)
    press.says(BEFORE.withdrawn(RETURNS[1]))
    assert told(revised(press, "indicateurs_nationaux", "statut")) == [
        ("trimestre=2022-T1", "complet", "partiel", 1, "retrait", None, None)
    ]


def test_what_changes_without_any_new_event_comes_from_the_rules_or_the_code(press, monkeypatch):
    press.says(register([CORRECTION]))
    # the same return, made by other code that counts otherwise
    monkeypatch.setitem(BY_SHA, CORRECTION.sha, Return(ANGERS, "2022-T1", 7, version=2))
    press.says(register([CORRECTION]), code_version="1.0.1+def")
    assert {row["cause"] for row in revised(press)} == {"regles_ou_code"}
    assert told(revised(press, "indicateurs_nationaux", "actions_aller_vers")) == [
        ("trimestre=2022-T1", "6", "7", 1, "regles_ou_code", Decimal(1), None)
    ]


def test_a_change_that_nothing_explains_says_so(press, monkeypatch):
    press.says(register([CORRECTION]))
    monkeypatch.setitem(BY_SHA, CORRECTION.sha, Return(ANGERS, "2022-T1", 7, version=2))
    press.says(register([CORRECTION]))
    assert {row["cause"] for row in revised(press)} == {"non_etablie"}


def test_without_a_replay_one_possible_cause_is_told(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION), replay=None)
    assert {row["cause"] for row in revised(press)} == {"correction"}


def test_without_a_replay_several_possible_causes_are_not_guessed(press):
    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION).judged(LATE), replay=None)
    assert {row["cause"] for row in revised(press)} == {"non_etablie"}


@pytest.mark.parametrize(
    "after",
    [
        BEFORE.judged(LATE),
        BEFORE.withdrawn(RETURNS[0]).judged(CORRECTION).judged(LATE),
        BEFORE.judged(CORRECTION).withdrawn(CORRECTION).withdrawn(RETURNS[2]),
        register([FIRST_FOUR[0]]).judged(LATE, "rejetee"),
    ],
)
def test_every_difference_is_revised_and_the_parts_add_up_to_it(press, after):
    before = press.says(BEFORE).release
    now = press.says(after).release
    found, parts = {}, {}
    for row in revised(press):
        place = (row["nom_table"], row["cle"], row["colonne"])
        found[place] = (row["avant"], row["apres"])
        parts[place] = parts.get(place, Decimal(0)) + row["part"] if row["part"] is not None else None
    differences = {
        (d["table"], " · ".join(f"{k}={v}" for k, v in d["cle"].items()), d["colonne"]): d
        for d in diff(press.storage, before, now)
    }
    assert found.keys() == differences.keys()
    for place, difference in differences.items():
        if parts[place] is not None:
            assert float(parts[place]) == pytest.approx(
                (difference["apres"] or 0) - (difference["avant"] or 0)
            )


def test_revisions_are_no_content_the_hash_is_that_of_the_figures_alone(press, tmp_path):
    press.says(BEFORE)
    by_correction = press.says(BEFORE.judged(CORRECTION))
    alone = Press(tmp_path).says(BEFORE.judged(CORRECTION))
    assert by_correction.content_hash == alone.content_hash


def test_a_release_made_current_again_keeps_its_own_revisions(press):
    press.says(BEFORE)
    second = press.says(BEFORE.judged(CORRECTION))
    kept = revised(press)
    press.says(BEFORE.judged(CORRECTION).withdrawn(CORRECTION).judged(LATE))
    again = press.says(BEFORE.judged(CORRECTION))
    assert (again.release, again.outcome) == (second.release, "republished")
    assert revised(press) == kept
    assert GRENOBLE not in {row["code_cite"] for row in kept}


def test_revisions_are_pulled_like_every_table(press):
    from orchestration.publication.pull import pull

    press.says(BEFORE)
    press.says(BEFORE.judged(CORRECTION))
    lines = pull(press.storage, "revisions", None, "csv").decode("utf-8-sig").splitlines()
    assert lines[0].startswith(
        "release;release_precedente;nom_table;cle;colonne;rang;trimestre;avant;apres;cause;part"
    )
    assert len(lines) == 1 + len(revised(press))


def test_after_a_rollback_the_release_before_is_the_one_that_readers_saw(press):
    first = press.says(BEFORE).release
    press.says(BEFORE.judged(CORRECTION))
    rollback(press.storage, first, "essai", NOON, press.lease)
    press.says(BEFORE.judged(CORRECTION).judged(LATE))
    rows = revised(press, "indicateurs_nationaux", "actions_aller_vers")
    assert {row["release_precedente"] for row in rows} == {first}
    assert [(row["cle"], row["cause"]) for row in rows] == [
        ("trimestre=2022-T1", "correction"),
        ("trimestre=2022-T2", "nouvelle_remontee"),
    ]
