"""What a monitor is told: nothing wrong, or one line on what is."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.clock import now
from orchestration.schedule.thresholds import LATE_LOOK, LATE_PUBLICATION, LONGEST_RUN
from orchestration.settings import Settings
from orchestration.storage.folder import Folder
from orchestration.storage.interface import Holder
from orchestration.submissions.register import Register, moment
from orchestration.watching.health import ago, look_at
from orchestration.watching.traces import Traces
from tests.unit.register.making import judged, received

JOB = "publish_release"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def settings(tmp_path) -> Settings:
    """A machine with a daemon that has just looked, and a register of two events."""
    home = tmp_path / "home"
    home.mkdir()
    found = Settings(str(tmp_path / "storage"), None, None, dagster_home=str(home))
    Register.load(storage := Folder(tmp_path / "storage")).append(
        [received("a"), judged("a", verdict="rejetee", bloquants=1)]
    )
    storage.write("landing/.keep", b"")
    (tmp_path / "storage" / "landing" / ".keep").unlink()
    Traces(found).note_look(now(), now())
    return found


def move_pointer_to(storage: Folder, release: str) -> None:
    move = {"release": release, "instant": "2024-02-01T12:00:00+00:00", "genre": "publication", "motif": ""}
    pointer = {
        "release": release,
        "depuis": move["instant"],
        "motif": "",
        "entrees": "",
        "mouvements": [move],
    }
    storage.write("releases/current.json", json.dumps(pointer).encode())


def problems(settings, instant: datetime | None = None) -> list[str]:
    return look_at(settings, instant or now()).problems


def test_where_all_is_well_nothing_is_wrong(settings):
    found = look_at(settings, now())
    assert found.problems == []
    assert (found.register, found.waiting, found.lock, found.lock_known) == (2, 0, None, True)


JUDGED = datetime(2024, 2, 1, 9, tzinfo=UTC)


def accept(settings: Settings) -> None:
    register = Register.load(Folder(Path(settings.storage)))
    register.append([received("b"), judged("b", instant=moment(JUDGED))])


def test_what_was_judged_and_published_by_no_run_is_wrong_though_none_could_say_that_it_failed(settings):
    accept(settings)
    Traces(settings).note_run(JOB, JUDGED - MOMENT, "succeeded")
    Traces(settings).note_look(JUDGED, JUDGED + LATE_PUBLICATION)
    assert problems(settings, JUDGED + LATE_PUBLICATION) == []
    (said,) = problems(settings, JUDGED + LATE_PUBLICATION + MOMENT)
    assert said.startswith(f"what was judged at {JUDGED.isoformat()} is in no release, and no run is at work")
    assert said.endswith("then start `cites run`")


def test_a_run_that_ended_well_since_leaves_nothing_unpublished(settings):
    """Other code or another contract since then is no fault: the next run sees to it."""
    accept(settings)
    Traces(settings).note_run(JOB, JUDGED + MOMENT, "succeeded")
    assert problems(settings) == []


def test_a_run_at_work_is_given_its_time_to_publish(settings):
    accept(settings)
    with Folder(Path(settings.storage)).lock():
        assert problems(settings) == []


def test_a_daemon_that_looks_late_is_alive_until_it_is_too_late(settings):
    due = Traces(settings).look.due
    assert problems(settings, due + LATE_LOOK) == []
    (said,) = problems(settings, due + LATE_LOOK + MOMENT)
    assert said.startswith(f"nobody has looked at the landing area since {due.isoformat(timespec='seconds')}")
    assert "systemctl status cites-daemon" in said


def test_a_look_that_rests_is_not_late(settings):
    """A large landing area is looked at every few minutes."""
    Traces(settings).note_look(now(), now() + timedelta(minutes=5))
    due = Traces(settings).look.due
    assert problems(settings, due + LATE_LOOK) == []


def test_a_daemon_that_never_looked_is_wrong(settings):
    (Traces(settings).place / "look.json").unlink()
    (said,) = problems(settings)
    assert said.startswith("no look at the landing area was ever noted: see the daemon")


def test_a_look_that_is_yet_to_come_is_wrong_and_hides_no_dead_daemon(settings):
    instant = now()
    Traces(settings).note_look(instant + LATE_LOOK, instant + LATE_LOOK)
    assert problems(settings, instant) == []
    (said,) = problems(settings, instant - MOMENT)
    assert said.endswith("set this machine's clock right; the next look notes itself anew")


def test_where_no_daemon_is_expected_none_is_missed(settings):
    assert problems(dataclasses.replace(settings, dagster_home=None)) == []


def test_a_run_that_failed_is_wrong_until_one_goes_well(settings):
    instant = datetime(2024, 2, 1, 12, tzinfo=UTC)
    Traces(settings).note_run(JOB, instant, "failed", "the storage is full: free some space")
    assert problems(settings) == [
        "the last run failed at 2024-02-01T12:00:00+00:00: the storage is full: free some space"
    ]
    Traces(settings).note_run(JOB, instant + MOMENT, "succeeded")
    assert problems(settings) == []


def test_a_damaged_register_is_wrong(settings, tmp_path):
    (segment,) = (tmp_path / "storage" / "register").iterdir()
    segment.write_bytes(segment.read_bytes().replace(b"recue", b"rexue"))
    found = look_at(settings, now())
    assert (found.register, len(found.problems)) == (None, 1)
    assert "register/00000001.jsonl" in found.problems[0]


def test_a_storage_out_of_reach_is_wrong_and_no_exception(settings):
    (said,) = problems(dataclasses.replace(settings, storage="ftp://x", dagster_home=None))
    assert said == "CITES_STORAGE cannot be a ftp:// address: write a folder's path or s3://bucket/prefix"


def test_a_folder_that_is_not_there_is_wrong(settings, tmp_path):
    """A share that is not mounted, a storage whose name was mistyped: nothing is wrong in what does not exist."""
    gone = tmp_path / "not-mounted"
    (said,) = problems(dataclasses.replace(settings, storage=str(gone), dagster_home=None))
    assert (
        said
        == f"there is no folder {gone}: mount it again, create it, or have CITES_STORAGE name the right one"
    )
    assert not gone.exists()


def test_a_release_that_the_pointer_names_and_that_is_gone_is_wrong(settings):
    release = "r0001-1008c1f2"
    storage = Folder(Path(settings.storage))
    move_pointer_to(storage, release)
    (said,) = problems(settings)
    assert said.startswith(f"releases/{release}/manifest.json is missing: the release is not whole")


def test_a_lock_is_told_and_wrong_only_where_it_is_held_longer_than_a_run_lasts(settings, monkeypatch):
    since = datetime(2024, 2, 1, 12, tzinfo=UTC)
    holder = Holder("process 12 on here", since)
    monkeypatch.setattr(Folder, "holder", lambda _: holder)
    Traces(settings).note_look(since, since + LONGEST_RUN)
    assert look_at(settings, since + LONGEST_RUN).lock == holder
    assert problems(settings, since + LONGEST_RUN) == []
    (said,) = problems(settings, since + LONGEST_RUN + MOMENT)
    assert said.startswith("process 12 on here has held the lock since 2024-02-01T12:00:00+00:00")


def test_a_file_that_waits_for_more_than_a_day_is_wrong(settings, tmp_path):
    (tmp_path / "storage" / "landing" / "a.xlsx").write_bytes(b"x")
    found = look_at(settings, now())
    assert (found.waiting, found.problems) == (1, [])
    later = now() + timedelta(hours=27)
    Traces(settings).note_look(later, later)
    (said,) = problems(settings, later)
    assert said.startswith("1 dropped files have waited more than 26 hours")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s ago"),
        (119, "119 s ago"),
        (120, "2 min ago"),
        (7199, "119 min ago"),
        (7200, "2 h ago"),
        (172_799, "47 h ago"),
        (172_800, "2 days ago"),
        (-5, "0 s ago"),
    ],
)
def test_how_long_ago_is_said_in_one_unit(seconds, expected):
    instant = datetime(2024, 2, 1, tzinfo=UTC)
    assert ago(instant, instant + timedelta(seconds=seconds)) == expected


# --- the command


def asked(settings: Settings, *options: str) -> subprocess.CompletedProcess[str]:
    environment = {"CITES_STORAGE": settings.storage, "DAGSTER_HOME": settings.dagster_home or ""}
    return subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "health", *options],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=Path(__file__).resolve().parents[3],
    )


def test_the_command_says_well_and_ends_with_0(settings):
    done = asked(settings)
    first, *facts = done.stdout.splitlines()
    assert (done.returncode, first, done.stderr) == (0, f"well: {settings.storage}", "")
    assert [line.split()[0] for line in facts] == ["last", "last", "release", "register", "lock", "landing"]


def test_the_command_says_what_is_wrong_in_its_first_line_and_ends_with_1(settings):
    Traces(settings).note_run(JOB, datetime(2024, 2, 1, tzinfo=UTC), "failed", "full:\nfree some")
    (Traces(settings).place / "look.json").unlink()
    done = asked(settings)
    first = done.stdout.splitlines()[0]
    assert done.returncode == 1
    assert first.startswith("wrong: no look at the landing area was ever noted: ")
    assert first.endswith("; the last run failed at 2024-02-01T00:00:00+00:00: full: free some")


def test_the_json_has_every_fact(settings):
    done = asked(settings, "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"], said["problems"]) == (0, True, [])
    assert said["register"] == {"whole": True, "events": 2}
    assert said["lock"] == {"held": False, "by": None, "since": None}
    assert said["daemon_expected"] is True
    assert said["last_look"]["at"].endswith("+00:00")
    assert (said["release"], said["last_run"], said["waiting_files"]) == (None, None, 0)


def test_it_needs_no_orchestrator_and_no_table_library():
    script = (
        "import sys; import orchestration.commands.health;"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'dagster','dbt','great_expectations','pandas','pyarrow','duckdb','boto3'}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert found.stdout.strip() == "[]"
