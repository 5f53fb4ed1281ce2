"""A run waits its turn for the lock, and where it fails it says which step and what to do."""

import subprocess
import sys
import threading
from contextlib import ExitStack
from datetime import timedelta

import dagster as dg
import pytest

from orchestration.assets.landing import landing_files
from orchestration.assets.resources import RUN, OpenRun, RunInWaiting, cites_run
from orchestration.errors import LockHeld, LockStuck
from orchestration.run import open_run
from orchestration.schedule.settling import token
from orchestration.settings import read_settings
from tests.making.files import make
from tests.making.returns import valid_return

HOLD = """
import sys
from orchestration.storage.opening import open_storage
with open_storage(sys.argv[1]).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_run(storage):
    """Another process that holds the lock until it is told to let go."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, storage.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_the_lock_is_taken_by_the_first_step_that_asks(storage):
    with ExitStack() as stack:
        holder = RunInWaiting(stack, print)
        with storage.lock():
            pass
        assert holder.run is holder.run
        with pytest.raises(LockHeld), storage.lock():
            pass
    with storage.lock():
        pass


def test_a_run_waits_until_the_other_one_ends_and_says_so(storage, other_run):
    said = []
    threading.Timer(0.5, lambda: other_run.stdin.close()).start()
    with ExitStack() as stack:
        RunInWaiting(stack, said.append, patience=timedelta(seconds=60)).run.lease.check()
    assert len(said) == 1
    assert said[0].startswith("waiting, at most 0:01:00: another run holds the lock of ")


def test_a_killed_run_leaves_no_lock_behind(storage, other_run):
    other_run.kill()
    other_run.wait()
    with ExitStack() as stack:
        RunInWaiting(stack, print, patience=timedelta(0)).run.lease.check()


def test_patience_ends(storage, other_run):
    with ExitStack() as stack, pytest.raises(LockHeld):
        _ = RunInWaiting(stack, print, patience=timedelta(0)).run


def test_a_run_that_waited_for_a_hung_one_in_vain_says_whom_to_look_at(storage, other_run):
    with (
        ExitStack() as stack,
        pytest.raises(LockStuck, match=rf"\(process {other_run.pid} on .*where it hangs"),
    ):
        _ = RunInWaiting(stack, print, patience=timedelta(seconds=1)).run


def test_only_the_settled_files_are_taken_in(storage):
    for name in ("a", "b"):
        storage.write(f"landing/{name}.xlsx", make(valid_return(f"cde-00{ord(name) - 96}")))
    first = next(entry for entry in storage.entries("landing/"))
    with ExitStack() as stack:
        run = RunInWaiting(stack, print, frozenset([token(first)])).run
        assert [arrival.key for arrival in run.intake.new] == ["landing/a.xlsx"]
    with ExitStack() as stack:
        run = RunInWaiting(stack, print).run
        assert [arrival.key for arrival in run.intake.new] == ["landing/a.xlsx", "landing/b.xlsx"]


def test_a_run_that_nobody_asked_for_leaves_what_is_still_on_its_way_and_says_so(storage):
    book = make(valid_return("cde-001"))
    storage.write("landing/.b.xlsx.part", book)
    storage.write("landing/a.xlsx", book[:4_000])
    storage.write("landing/c.xlsx", book)
    found = dg.materialize([landing_files], resources={RUN: cites_run})
    (event,) = found.asset_materializations_for_node("landing__files")
    assert event.metadata["new_files"].value == 1
    assert event.metadata["left_for_the_next_run"].value.splitlines() == [
        "- landing/.b.xlsx.part: the name of an unfinished upload, left for a later run",
        "- landing/a.xlsx: its end has not arrived yet, left for a later run",
    ]


def test_whoever_types_a_run_has_every_file_judged(storage):
    storage.write("landing/a.xlsx", make(valid_return("cde-001"))[:4_000])
    with open_run(read_settings()) as run:
        assert [arrival.key for arrival in run.intake.new] == ["landing/a.xlsx"]


def test_a_step_that_fails_says_which_and_what_to_do(storage):
    storage.write("register/00000001.jsonl", b"nonsense")
    found = dg.materialize([landing_files], resources={RUN: cites_run}, raise_on_error=False)
    (failure,) = [event for event in found.all_events if event.event_type_value == "STEP_FAILURE"]
    said = failure.event_specific_data.user_failure_data
    assert said.description.startswith("step landing__files: ")
    assert "restore register/ from a backup" in said.description
    assert said.metadata["step"].value == "landing__files"


def test_a_run_of_the_command_line_is_used_as_it_is(storage):
    with open_run(read_settings()) as run:
        found = dg.materialize(
            [landing_files], resources={RUN: dg.ResourceDefinition.hardcoded_resource(OpenRun(run))}
        )
    assert found.success
