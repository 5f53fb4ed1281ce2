"""`cites run` with DAGSTER_HOME set is seen in the UI like any other run."""

import dagster as dg
import pytest
from dagster._core.storage.partition_status_cache import AssetPartitionStatus

from orchestration.assets.drawing import PARTITIONS
from orchestration.assets.grid import RETURNS
from orchestration.cli import main
from orchestration.definitions import JOB
from tests.making.files import make
from tests.making.returns import valid_return


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Where Dagster keeps its records."""
    found = tmp_path / "home"
    found.mkdir()
    (found / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(found))
    return found


@pytest.mark.usefixtures("home")
def test_a_run_of_the_command_line_draws_the_grid_and_names_itself(storage, capsys):
    storage.write("landing/a.xlsx", make(valid_return("cde-001")))
    storage.write(
        "landing/b.xlsx", make(valid_return("cde-002").set("aller_vers", column="femmes", value=99))
    )
    assert main(["run"]) == 0
    assert "1 accepted" in capsys.readouterr().out
    with dg.DagsterInstance.get() as instance:
        keys = ["cde-001|2023-T4", "cde-002|2023-T4", "cde-003|2023-T4"]
        statuses = instance.get_status_by_partition(RETURNS, keys, PARTITIONS)
        (run,) = instance.get_runs(dg.RunsFilter(job_name=JOB))
        newest = instance.fetch_materializations(RETURNS, limit=2).records
    assert [statuses[key] for key in keys] == [
        AssetPartitionStatus.MATERIALIZED,
        AssetPartitionStatus.FAILED,
        None,
    ]
    assert (run.status, {record.run_id for record in newest}) == (dg.DagsterRunStatus.SUCCESS, {run.run_id})


def test_records_that_dagster_cannot_keep_are_one_line(storage, home, capsys):
    (home / "history").mkdir()
    (home / "history" / "runs.db").write_bytes(b"no database any more" * 400)
    storage.write("landing/a.xlsx", make(valid_return("cde-001")))
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.splitlines()[-1] == (
        f"cites: Dagster cannot keep its records of this run in DAGSTER_HOME={home} (file is not a database): "
        "see to that disk or database, or unset DAGSTER_HOME to go on without them, and run again; "
        "nothing half-done was kept"
    )
    assert "Traceback" not in said
