"""`cites run` with DAGSTER_HOME set is seen in the UI like any other run."""

import dagster as dg
from dagster._core.storage.partition_status_cache import AssetPartitionStatus

from orchestration.assets.drawing import PARTITIONS
from orchestration.assets.grid import RETURNS
from orchestration.cli import main
from orchestration.definitions import JOB
from tests.making.files import make
from tests.making.returns import valid_return


def test_a_run_of_the_command_line_draws_the_grid_and_names_itself(storage, tmp_path, monkeypatch, capsys):
    home = tmp_path / "home"
    home.mkdir()
    (home / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    monkeypatch.setenv("DAGSTER_HOME", str(home))
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
