"""How dbt is run: completely, quietly, inside this process, and with one line where something is wrong."""

import os
import shutil
import socket
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
import yaml

from orchestration.warehouse import dbt
from orchestration.warehouse.schemas import staged_schema
from tests.integration.warehouse.conftest import two_quarters
from tests.integration.warehouse.world import ANGERS, History, rows_of, three_cites

UNIT_TESTS = [
    test["name"]
    for path in (dbt.PROJECT / "models" / "unit_tests").glob("*.yml")
    for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]
]


def test_every_unit_test_of_the_project_was_run_and_passed(built):
    passed = {node.unique_id.rsplit(".", 1)[1] for node in built.nodes if node.status == "pass"}
    assert len(UNIT_TESTS) == len(set(UNIT_TESTS))
    assert set(UNIT_TESTS) <= passed


def test_no_node_failed_or_was_left_out(built):
    assert {node.status for node in built.nodes} == {"success", "pass"}


def test_the_candidate_is_closed_when_the_build_ends(candidate):
    with duckdb.connect(str(candidate), read_only=True) as connection:
        assert connection.execute("select count(*) from publication.indicateurs_nationaux").fetchall() == [
            (2,)
        ]


def test_an_ordinary_build_runs_data_tests_but_no_unit_test(tmp_path):
    heard = []
    result = dbt.build(two_quarters().prepare(tmp_path), heard.append)
    kinds = {node.unique_id.split(".")[0] for node in result.nodes}
    assert kinds == {"model", "test"}
    assert tuple(heard) == result.nodes


def test_nothing_received_makes_empty_tables_and_a_dictionary(tmp_path):
    result = dbt.build(History().prepare(tmp_path))
    counted = {
        name: rows_of(result.candidate, f"select count(*) from publication.{name}")[0][0]
        for name in three_cites().published
    }
    assert [name for name, rows in counted.items() if rows] == ["dictionnaire"]


def test_a_build_leaves_the_process_the_machine_and_the_network_alone(tmp_path, monkeypatch, capfd):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DBT_TARGET", "somebody_elses")
    monkeypatch.setenv("CITES_WORKDIR", "/nowhere")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    before, folder = dict(os.environ), Path.cwd()
    project = {path: path.stat().st_mtime_ns for path in dbt.PROJECT.rglob("*")}

    dbt.build(History().prepare(tmp_path))

    assert dict(os.environ) == before
    assert Path.cwd() == folder
    assert list(home.iterdir()) == []
    assert {path: path.stat().st_mtime_ns for path in dbt.PROJECT.rglob("*")} == project
    assert capfd.readouterr() == ("", "")


def test_a_workdir_is_no_pattern(tmp_path):
    history = History()
    history.accepted(ANGERS, "2022-T1", partners=2)
    result = dbt.build(history.prepare(tmp_path / "l'été [1] * {a,b}"))
    assert rows_of(result.candidate, "select partenaires from publication.indicateurs_nationaux") == [(2,)]


def test_a_build_starts_anew_where_the_caller_stands(tmp_path, monkeypatch):
    workdir = two_quarters().prepare(tmp_path)
    (workdir / dbt.CANDIDATE).write_bytes(b"not a database")
    monkeypatch.chdir(tmp_path)
    candidate = dbt.build(Path("work")).candidate
    assert candidate == tmp_path / "work" / "candidate.duckdb"
    assert rows_of(candidate, "select count(*) from publication.indicateurs_nationaux") == [(2,)]


def test_rows_staged_before_a_column_existed_have_nothing_in_it(tmp_path):
    workdir = two_quarters().prepare(tmp_path)
    path = workdir / "staged/partenaires/trimestre=2022-T1/00000001.parquet"
    older = pq.read_table(path.resolve(), partitioning=None).drop_columns(["nom", "date_sortie"])
    path.unlink()
    pq.write_table(older, path)
    staged = "staging.stg_remontees__partenaires"
    query = f"select count(*), count(nom), count(siret) from {staged} where trimestre = '2022-T1'"
    found = rows_of(dbt.build(workdir).candidate, query)
    assert found == [(16, 0, 16)]


def test_rows_staged_twice_stop_the_build_with_one_line(tmp_path):
    workdir = two_quarters().prepare(tmp_path)
    path = workdir / "staged/partenaires/trimestre=2022-T1/00000001.parquet"
    shutil.copy(path, path.with_name("00000002.parquet"))
    with pytest.raises(dbt.BuildFailed) as failed:
        dbt.build(workdir)
    message = str(failed.value)
    assert "is_a_key_stg_remontees__partenaires" in message
    assert "Got 16 results" in message
    assert "\n" not in message


def test_a_return_in_force_whose_rows_are_lost_stops_the_build(tmp_path):
    workdir = two_quarters().prepare(tmp_path)
    (workdir / "staged/aller_vers/trimestre=2022-T1/00000001.parquet").unlink()
    with pytest.raises(dbt.BuildFailed, match="the_detail_equals_what_every_return_in_force_declares"):
        dbt.build(workdir)


def test_a_figure_that_the_contract_forbids_stops_the_build(tmp_path):
    history = two_quarters()
    history.rows["aller_vers", "2022-T1"][-1]["personnes_rencontrees"] = -1000
    with pytest.raises(dbt.BuildFailed, match=r"model\.cites_emploi\.aller_vers_modalites: error: .*CHECK"):
        dbt.build(history.prepare(tmp_path))


def test_a_failed_build_says_where_the_whole_story_is(tmp_path):
    workdir = two_quarters().prepare(tmp_path)
    (workdir / "register.parquet").unlink()
    with pytest.raises(dbt.BuildFailed, match=r"stg_registre__evenements.*logs/dbt\.log$"):
        dbt.build(workdir)
    assert "stg_registre__evenements" in (workdir / "logs" / "dbt.log").read_text(encoding="utf-8")


def test_the_manifest_names_every_published_table_and_its_layer():
    nodes = dbt.parse(Path("unused"))["nodes"].values()
    published = {node["name"] for node in nodes if node.get("schema") == "publication"}
    assert published == set(three_cites().published)


def test_the_staged_schema_and_the_staging_models_name_the_same_columns():
    nodes = dbt.parse(Path("unused"))["nodes"]
    for sheet in three_cites().submission.sheets:
        columns = set(nodes[f"model.cites_emploi.stg_remontees__{sheet.name}"]["columns"])
        assert columns == {*staged_schema(three_cites(), sheet.name).names, "trimestre"}
