"""What a look and a run leave behind for whoever asks later, from another process."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.settings import Settings
from orchestration.watching.traces import LastLook, LastRun, Traces

NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
JOB = "publish_release"


@pytest.fixture
def settings(tmp_path) -> Settings:
    home = tmp_path / "home"
    home.mkdir()
    return Settings(str(tmp_path / "storage"), None, None, dagster_home=str(home))


def test_a_look_is_found_again_by_another_process(settings):
    Traces(settings).note_look(NOON, LATER)
    assert Traces(settings).look == LastLook(settings.storage, NOON, LATER)


def test_nothing_is_made_by_asking(settings, tmp_path):
    assert (Traces(settings).look, Traces(settings).run(JOB)) == (None, None)
    assert list((tmp_path / "home").iterdir()) == []


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        "\xff",
        '{"storage": "%s", "instant": "2024-02-01T12:00:00", "due": "2024-02-01T12:00:10"}',
    ],
)
def test_what_is_none_of_ours_is_no_trace(settings, text):
    """Cut off, of another shape, or of no time zone: who asks is told that nothing was noted, and not a stack trace."""
    Traces(settings).note_look(NOON, LATER)
    (Traces(settings).place / "look.json").write_bytes(text.replace("%s", settings.storage).encode("latin-1"))
    assert Traces(settings).look is None


def test_a_look_at_another_storage_is_none_at_this_one(settings):
    Traces(settings).note_look(NOON, LATER)
    assert Traces(dataclasses.replace(settings, storage=f"{settings.storage}-2")).look is None


def test_a_home_that_is_gone_is_not_made_again(settings, tmp_path):
    (tmp_path / "home").rmdir()
    with pytest.raises(OSError, match="home"):
        Traces(settings).note_look(NOON, LATER)


def test_a_trace_that_was_damaged_is_no_trace(settings):
    traces = Traces(settings)
    traces.note_look(NOON, LATER)
    (traces.place / "look.json").write_text('{"instant": "yesterday"', encoding="utf-8")
    assert traces.look is None


def test_without_a_home_they_lie_in_the_workdir_of_a_folder(settings, tmp_path):
    (tmp_path / "storage").mkdir()
    alone = dataclasses.replace(settings, dagster_home=None)
    Traces(alone).note_run(JOB, NOON, "succeeded")
    assert Traces(alone).run(JOB) == LastRun(alone.storage, JOB, NOON, "succeeded")
    assert Traces(alone).place == tmp_path / "storage" / "work" / "cites-watch"


def test_a_storage_that_is_not_there_is_not_made_by_a_run_that_failed(settings, tmp_path):
    with pytest.raises(OSError, match="storage"):
        Traces(dataclasses.replace(settings, dagster_home=None)).note_run(JOB, NOON, "failed")
    assert not (tmp_path / "storage").exists()


def test_of_a_bucket_they_lie_among_the_temporary_files_of_this_account(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bucket = Settings("s3://remontees/production/", None, None)
    Traces(bucket).note_run(JOB, NOON, "succeeded")
    same = dataclasses.replace(bucket, storage="s3://remontees/production")
    assert Traces(same).run(JOB).instant == NOON
    assert Traces(same).place.parent.stat().st_mode & 0o777 == 0o700


def test_what_stood_before_is_given_back(settings):
    traces = Traces(settings)
    assert traces.note_run(JOB, NOON, "failed", "the disk is full", told=True) is None
    assert traces.note_run(JOB, LATER, "succeeded") == LastRun(
        settings.storage, JOB, NOON, "failed", "the disk is full", told=True
    )
    assert traces.run(JOB) == LastRun(settings.storage, JOB, LATER, "succeeded")


def test_that_people_were_told_stands_until_a_run_goes_well(settings):
    traces = Traces(settings)
    traces.note_run(JOB, NOON, "failed", told=True)
    traces.note_run(JOB, LATER, "failed", told=False)
    assert traces.run(JOB).told
    traces.note_run(JOB, LATER, "succeeded", told=True)
    assert not traces.run(JOB).told


def test_an_end_that_is_told_late_changes_nothing(settings):
    traces = Traces(settings)
    traces.note_run(JOB, LATER, "succeeded")
    traces.note_run(JOB, NOON, "failed", told=True)
    assert traces.run(JOB).outcome == "succeeded"


def test_each_job_has_its_own(settings):
    traces = Traces(settings)
    traces.note_run("refresh_grid", NOON, "failed")
    assert traces.run(JOB) is None
