"""The data engineer's day for real: a file dropped ends in a release, the grid shows it, a quarter is drawn again.

One webserver and one daemon, started once for this module, as `make ui` starts them. All that the daemon is to do is
asked for at the beginning, so that its ticks of 30 seconds are waited for together.
"""

import json
import os
from pathlib import Path

import pytest

from orchestration.assets.rejected import REJECTED
from tests.integration.dagster.live import running
from tests.making.files import make
from tests.making.returns import valid_return

pytestmark = pytest.mark.xdist_group("dagster-ui")

RUNS = """
query($tags: [ExecutionTag!]) {
  runsOrError(filter: {tags: $tags}) { ... on Runs { results { runId status jobName tags { key value } } } }
}
"""
GRID = """
query($key: AssetKeyInput!) {
  assetNodeOrError(assetKey: $key) {
    ... on AssetNode {
      partitionStats { numMaterialized numFailed numPartitions }
      assetPartitionStatuses {
        ... on MultiPartitionStatuses {
          ranges {
            primaryDimStartKey primaryDimEndKey
            secondaryDim { ... on DefaultPartitionStatuses { materializedPartitions failedPartitions } }
          }
        }
      }
    }
  }
}
"""
BACKFILL = """
mutation($params: LaunchBackfillParams!) {
  launchPartitionBackfill(backfillParams: $params) {
    __typename ... on LaunchBackfillSuccess { backfillId } ... on PythonError { message }
  }
}
"""
BACKFILL_STATUS = """
query($name: String!) {
  partitionBackfillOrError(backfillId: $name) { ... on PartitionBackfill { status } }
}
"""
AUTOMATION = """
query {
  repositoriesOrError { ... on RepositoryConnection { nodes {
    schedules { name description executionTimezone scheduleState { status } futureTicks(limit: 1) { results { timestamp } } }
    sensors { name description sensorState { status } }
  } } }
}
"""
CHECKS = """
query($key: AssetKeyInput!) {
  assetNodeOrError(assetKey: $key) { ... on AssetNode { assetChecksOrError { ... on AssetChecks { checks {
    name executionForLatestMaterialization { status evaluation { success description } }
  } } } } }
}
"""
RETURNS = {"path": ["submissions", "returns"]}


def drop(storage: Path, name: str, data: bytes) -> None:
    """Like a copy over a slow line: the file is there before it is whole."""
    path = storage / "landing" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data[:100])
    path.write_bytes(data)


@pytest.fixture(scope="module")
def ui(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dagster")
    with running(folder, folder / "storage") as found:
        yield found


@pytest.fixture(scope="module")
def dropped(ui):
    """One return that is accepted and one that is rejected."""
    drop(ui.storage, "un.xlsx", make(valid_return("cde-001")))
    drop(ui.storage, "deux.xlsx", make(valid_return("cde-002").set("aller_vers", column="femmes", value=99)))


@pytest.fixture(scope="module")
def release(ui, dropped):
    """The pointer of the release that the sensor's run made."""
    ui.wait("the end of the run", lambda: [run for run in runs(ui) if run["status"] == "SUCCESS"])
    pointer = ui.storage / "releases" / "current.json"
    return json.loads(pointer.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def begun(ui, release):
    """Eight quarters of all the cités to be materialised again, nearly all of them missing; the backfill's name.

    Not before the release: while a backfill is under way, Dagster shows its squares as being materialised.
    """
    quarters = [f"{year}-T{number}" for year in (2023, 2024) for number in range(1, 5)]
    keys = [f"cde-{number:03d}|{quarter}" for quarter in quarters for number in range(1, 85)]
    launched = ui.ask(BACKFILL, params={"assetSelection": [RETURNS], "partitionNames": keys})
    return launched["launchPartitionBackfill"]["backfillId"]


@pytest.fixture(scope="module")
def drawn_again(ui, begun):
    """The runs of the backfill, once all are over."""

    def ended():
        found = runs(ui, **{"dagster/backfill": begun})
        return found if found and {run["status"] for run in found} <= {"SUCCESS", "FAILURE"} else None

    return ui.wait("the runs of the backfill", ended)


def stats(ui):
    return ui.ask(GRID, key=RETURNS)["assetNodeOrError"]["partitionStats"]


def runs(ui, **tags):
    wanted = [
        {"key": key, "value": value} for key, value in (tags or {"dagster/sensor_name": "new_files"}).items()
    ]
    return ui.ask(RUNS, tags=wanted)["runsOrError"]["results"]


def colours(ui):
    node = ui.ask(GRID, key=RETURNS)["assetNodeOrError"]
    found = {}
    for part in node["assetPartitionStatuses"]["ranges"]:
        assert part["primaryDimStartKey"] == part["primaryDimEndKey"]
        for colour in ("materialized", "failed"):
            for quarter in part["secondaryDim"][f"{colour}Partitions"]:
                found[part["primaryDimStartKey"], quarter] = colour
    return found


def test_dropped_files_end_in_a_release_by_one_run(ui, release):
    (run,) = runs(ui)
    tags = {tag["key"]: tag["value"] for tag in run["tags"]}
    assert (run["jobName"], tags["cites/files"]) == ("publish_release", "2")
    assert release["release"].startswith("r0001-")


def test_the_grid_shows_green_in_force_and_red_rejected(ui, release):
    assert colours(ui) == {("cde-001", "2023-T4"): "materialized", ("cde-002", "2023-T4"): "failed"}


def test_every_quarter_and_every_cite_has_its_square(ui, release):
    found = stats(ui)
    assert found["numPartitions"] % 84 == 0 and found["numPartitions"] >= 84 * 8
    assert (found["numMaterialized"], found["numFailed"]) == (1, 1)


def test_checks_tell_the_state_of_the_collection(ui, release):
    found = ui.ask(CHECKS, key={"path": ["publication", "release"]})["assetNodeOrError"][
        "assetChecksOrError"
    ]["checks"]
    (fresh,) = found
    assert fresh["executionForLatestMaterialization"]["evaluation"] == {
        "success": True,
        "description": "the current release says what the register says",
    }
    register = ui.ask(CHECKS, key={"path": ["submissions", "register"]})["assetNodeOrError"][
        "assetChecksOrError"
    ]
    states = {
        check["name"]: check["executionForLatestMaterialization"]["evaluation"]["success"]
        for check in register["checks"]
    }
    assert states["every_new_return_respects_the_contract"] is False
    assert states["few_returns_are_rejected"] is False


def test_what_runs_next_is_on_and_says_what_it_does(ui):
    (repository,) = ui.ask(AUTOMATION)["repositoriesOrError"]["nodes"]
    schedules = {one["name"]: one for one in repository["schedules"]}
    assert set(schedules) == {
        "nightly_while_collecting", "weekly_outside_collection", "quarter_close", "morning_look",
        "weekly_verification",
    }  # fmt: skip
    for one in schedules.values():
        assert (one["executionTimezone"], one["scheduleState"]["status"]) == ("Europe/Paris", "RUNNING")
        assert one["description"] and one["futureTicks"]["results"]
    sensors = {one["name"]: one["sensorState"]["status"] for one in repository["sensors"]}
    assert {"new_files": "RUNNING", "grid_kept_current": "RUNNING"}.items() <= sensors.items()
    assert all(one["description"] for one in repository["sensors"])


def test_a_backfill_is_one_run_a_quarter_and_changes_no_colour(ui, drawn_again):
    assert [run["status"] for run in drawn_again] == ["SUCCESS"] * 8
    assert colours(ui) == {("cde-001", "2023-T4"): "materialized", ("cde-002", "2023-T4"): "failed"}


def test_a_backfill_over_missing_returns_stands_as_completed_in_its_list(ui, begun, drawn_again):
    def status():
        return ui.ask(BACKFILL_STATUS, name=begun)["partitionBackfillOrError"]["status"]

    ui.wait("the backfill is over", lambda: status() == "COMPLETED_SUCCESS")


def test_the_graph_and_the_grid_can_be_looked_at(ui, drawn_again, page):
    page.goto(f"{ui.url}/asset-groups/")
    for group in ("landing", "submissions", "staging", "marts", "audit", "publication"):
        page.get_by_text(group, exact=True).first.wait_for()
    page.goto(f"{ui.url}/assets/submissions/returns?view=partitions&partition=cde-002%7C2023-T4")
    page.get_by_text("Failed (1)").wait_for()
    page.get_by_text("Materialized (1)").wait_for()
    # the square that is red tells which rule, in which file
    page.get_by_text("landing/deux.xlsx").first.wait_for()
    page.get_by_text("R05").first.wait_for()


def test_the_run_that_a_red_square_names_opens_and_tells_what_was_rejected(ui, release, page):
    (record,) = [run for run in ui.ask(RUNS, tags=[])["runsOrError"]["results"] if run["jobName"] == REJECTED]
    page.goto(f"{ui.url}/runs/{record['runId']}")
    page.get_by_text("no_failure_of_ours").first.wait_for()
    page.get_by_text("This is no failure of the programme.").first.wait_for()
    page.get_by_text("cde-002, 2023-T4: rejected (landing/deux.xlsx)").first.wait_for()


def test_what_happened_outside_dagster_is_seen_too(ui, drawn_again):
    """A return that is withdrawn by the command line leaves an empty square."""
    from orchestration.cli import main

    before = os.environ.get("CITES_STORAGE")
    os.environ["CITES_STORAGE"] = str(ui.storage)
    try:
        assert main(["withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "essai"]) == 0
    finally:
        os.environ.pop("CITES_STORAGE") if before is None else os.environ.update(CITES_STORAGE=before)
    ui.wait("the withdrawn square is empty", lambda: colours(ui) == {("cde-002", "2023-T4"): "failed"})
