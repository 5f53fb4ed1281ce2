"""Services that are killed under a run, for real: started again they tell it as failed, and its file gets its release."""

import json
import subprocess
import sys

import pytest

from tests.integration.dagster.live import running
from tests.integration.notifications.webhook_server import Room, answering
from tests.making.files import make
from tests.making.returns import valid_return

# the same group as the other test with a UI: the machine has two processors
pytestmark = pytest.mark.xdist_group("dagster-ui")

HASTY = ("-m", "tests.integration.dagster.hasty")
RUNS = """
query {
  runsOrError(filter: {pipelineName: "publish_release"}) { ... on Runs { results { runId status } } }
}
"""
FAILURE = """
query($run: ID!) {
  logsForRun(runId: $run) { ... on EventConnection { events { ... on RunFailureEvent { message } } } }
}
"""
HOLD = """
import sys
from orchestration.storage.opening import open_storage
with open_storage(sys.argv[1]).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def runs(ui):
    return [(run["runId"], run["status"]) for run in ui.ask(RUNS)["runsOrError"]["results"]]


def why(ui, run_id):
    events = ui.ask(FAILURE, run=run_id)["logsForRun"]["events"]
    return [event["message"] for event in events if "message" in event]


@pytest.fixture
def other_run(tmp_path):
    """Another process that holds the lock, so that the run under test lasts until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "storage")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def room():
    with answering(Room()) as opened:
        yield opened


def test_a_run_killed_with_its_services_is_told_as_failed_and_its_file_gets_its_release(
    tmp_path, other_run, room
):
    told = {"CITES_NOTIFY_WEBHOOK": room.url, "NO_PROXY": "127.0.0.1"}
    storage = tmp_path / "storage"
    landing = storage / "landing"
    landing.mkdir(parents=True)
    (landing / "un.xlsx").write_bytes(make(valid_return("cde-001")))

    with running(tmp_path, storage, HASTY, **told) as ui:
        ui.wait("the run begins", lambda: "STARTED" in dict(runs(ui)).values())
        (killed,) = dict(runs(ui))
        ui.kill()
    other_run.kill()
    other_run.wait()

    with running(tmp_path, storage, HASTY, **told) as ui:
        ui.wait("the run is told as failed", lambda: dict(runs(ui))[killed] == "FAILURE")
        (said,) = why(ui, killed)
        assert said.startswith("this run was cut off: process ")
        ui.wait("the next run ends", lambda: "SUCCESS" in dict(runs(ui)).values())
        pointer = json.loads((storage / "releases" / "current.json").read_text(encoding="utf-8"))
        assert pointer["release"].startswith("r0001-")
        assert len(runs(ui)) == 2
        ui.wait("the notice", lambda: room.texts)
        ui.kill()  # quicker than asking it to end
    (notice,) = room.texts
    assert f"Ce que dit le programme : {said}" in notice
    assert f"Exécution dans Dagster : {killed}" in notice
