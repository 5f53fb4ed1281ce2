"""The sensors ask for one run a batch, once it has settled, and never twice for the same thing."""

import json
import os
from datetime import timedelta
from itertools import chain, repeat

import dagster as dg
import pytest

from orchestration.assets import sensors
from orchestration.assets.resources import RUN
from orchestration.assets.sensors import new_files_sensor
from orchestration.clock import now
from orchestration.definitions import JOB
from orchestration.schedule import settling
from orchestration.schedule.pace import Pace
from orchestration.schedule.settling import token
from tests.integration.dagster.conftest import append
from tests.unit.register.making import judged, received

SENSOR = new_files_sensor(JOB)


class Watcher:
    """A daemon that ticks when it is told to; the cursor is all that it keeps."""

    def __init__(self, instance, storage, sensor=SENSOR):
        self.instance, self.storage, self.sensor, self.cursor = instance, storage, sensor, None

    def tick(self):
        sensors._pace.cache_clear()  # as if it had rested long enough
        with dg.build_sensor_context(self.instance, cursor=self.cursor) as context:
            found = self.sensor(context)
            self.cursor = context.cursor
        return found

    def asked(self):
        """What the tick asked for: run key and tokens; None where it skipped."""
        found = self.tick()
        if isinstance(found, dg.SkipReason):
            return None
        (request,) = found.run_requests
        return request.run_key, request.run_config["resources"][RUN]["config"]["only"]

    def drop(self, name, data=b"bytes"):
        self.storage.write(f"landing/{name}", data)
        return self.token(name)

    def token(self, name):
        return next(token(entry) for entry in self.storage.entries("landing/") if entry.key.endswith(name))

    def take_in(self, *names):
        """What a run does, as far as the sensor sees it."""
        entries = {entry.key: entry for entry in self.storage.entries("landing/")}
        found = [entries[f"landing/{name}"] for name in names]
        append(self.storage, *(received(e.key[8:12], cle=e.key, marque=e.mark) for e in found))


@pytest.fixture
def watcher(instance, storage):
    return Watcher(instance, storage)


def test_an_empty_landing_area_asks_for_nothing(watcher):
    assert watcher.tick() == dg.SkipReason("no new file")


def test_a_file_asks_for_a_run_at_the_second_look(watcher):
    mine = watcher.drop("a.xlsx")
    assert watcher.tick() == dg.SkipReason("1 new files, not settled yet")
    key, only = watcher.asked()
    assert only == [mine]
    assert key.endswith("-1")


def test_a_file_that_still_grows_is_left_for_the_next_look(watcher):
    settled = watcher.drop("a.xlsx")
    watcher.drop("b.xlsx", b"half")
    watcher.tick()
    watcher.drop("b.xlsx", b"half and the rest")
    _, only = watcher.asked()
    assert only == [settled]


WHOLE = b"PK\3\4 rows PK\5\6" + bytes(18)


def test_a_workbook_that_stands_still_half_way_is_waited_for(watcher):
    watcher.drop("a.xlsx", WHOLE[:8])
    watcher.tick()
    assert watcher.tick() == dg.SkipReason("1 new files, not settled yet")
    whole = watcher.drop("a.xlsx", WHOLE)
    watcher.tick()
    _, only = watcher.asked()
    assert only == [whole]


def test_one_that_stays_cut_off_is_asked_for_in_the_end(watcher):
    watcher.drop("a.xlsx", WHOLE[:8])
    long_ago = (now() - timedelta(minutes=10)).timestamp()
    os.utime(watcher.storage.local_path("landing/a.xlsx"), (long_ago, long_ago))
    watcher.tick()
    assert watcher.asked()[1] == [watcher.token("a.xlsx")]


def test_an_area_that_takes_long_to_list_is_looked_at_less_often(watcher, monkeypatch):
    pace = Pace(
        chain([0.0, 0.0, 0.0, 1.0], repeat(1.0)).__next__
    )  # a look of one second, the next tick at once
    monkeypatch.setattr(sensors, "_pace", lambda: pace)
    with dg.build_sensor_context(watcher.instance) as context:
        assert SENSOR(context) == dg.SkipReason("no new file")
        assert SENSOR(context) == dg.SkipReason("a large landing area is looked at less often: again in 20 s")


def test_a_batch_is_one_run_whatever_its_size(watcher):
    for number in range(30):
        watcher.drop(f"{number:03d}.xlsx")
    watcher.tick()
    _, only = watcher.asked()
    assert len(only) == 30


def test_asking_again_for_the_same_batch_has_the_same_key(watcher):
    """Dagster starts no second run for a key: a daemon that was killed between asking and noting asks in vain."""
    watcher.drop("a.xlsx")
    watcher.tick()
    assert watcher.asked() == watcher.asked()


def test_a_daemon_that_lost_everything_asks_with_the_same_key(watcher):
    watcher.drop("a.xlsx")
    watcher.tick()
    before = watcher.asked()
    other = Watcher(watcher.instance, watcher.storage)
    other.tick()
    assert other.asked() == before


def test_what_a_run_took_in_asks_for_nothing_more(watcher):
    watcher.drop("a.xlsx")
    watcher.tick()
    watcher.asked()
    watcher.take_in("a.xlsx")
    assert watcher.tick() == dg.SkipReason("no new file")


def test_a_changed_file_is_a_new_one(watcher):
    watcher.drop("a.xlsx")
    watcher.take_in("a.xlsx")
    path = watcher.storage.local_path("landing/a.xlsx")
    os.utime(path, ns=(1, 1))
    watcher.tick()
    assert watcher.asked() is not None


def add_run(instance, status, **tags):
    return instance.create_run_for_job(
        refresh(), status=status, tags={"dagster/sensor_name": "new_files", **tags}
    )


def refresh():
    from orchestration.assets.returns import refresh_grid

    return refresh_grid


def test_what_arrives_during_a_run_waits_for_its_end(watcher):
    watcher.drop("a.xlsx")
    watcher.tick()
    add_run(watcher.instance, dg.DagsterRunStatus.STARTED)
    assert watcher.tick() == dg.SkipReason("a run is under way: what is new waits for its end")


def test_a_run_that_failed_just_now_is_not_asked_for_again_at_once(watcher):
    watcher.drop("a.xlsx")
    watcher.tick()
    key, _ = watcher.asked()
    add_run(watcher.instance, dg.DagsterRunStatus.FAILURE, **{"cites/batch": key.rpartition("-")[0]})
    assert watcher.tick().skip_message.startswith("1 new files: the last run on this failed; again at ")


def test_however_often_it_failed_a_batch_is_asked_for_again_under_a_new_key(watcher, monkeypatch):
    watcher.drop("a.xlsx")
    watcher.tick()
    keys = []
    for hours in range(0, 60, 2):
        monkeypatch.setattr(sensors, "now", lambda: now() + timedelta(hours=hours))  # noqa: B023
        key, _ = watcher.asked()
        keys.append(key)
        tags = {"cites/batch": key.rpartition("-")[0], "dagster/run_key": key}
        add_run(watcher.instance, dg.DagsterRunStatus.FAILURE, **tags)
    assert [int(key.rpartition("-")[2]) for key in keys] == list(range(1, 31))
    assert len(set(keys)) == 30


def test_verdicts_that_were_recorded_but_not_published_ask_for_a_run(watcher):
    append(watcher.storage, judged("a"))
    key, only = watcher.asked()
    assert (only, key[-2:]) == ([], "-1")


def changed_on_disk(monkeypatch):
    monkeypatch.setattr("orchestration.schedule.view.version_on_disk", lambda: "1.0.1+0123456789ab")


def test_code_that_changed_under_the_server_is_told_and_asks_for_no_run(watcher, monkeypatch):
    append(watcher.storage, judged("a"))
    changed_on_disk(monkeypatch)
    assert watcher.tick() == dg.SkipReason(
        "the code on disk is not what this server loaded: reload the code location, or restart the services"
    )


def test_new_files_are_judged_whatever_became_of_the_code(watcher, monkeypatch):
    changed_on_disk(monkeypatch)
    mine = watcher.drop("a.xlsx")
    watcher.tick()
    assert watcher.asked()[1] == [mine]


def test_code_that_changed_is_not_told_where_the_release_is_up_to_date(watcher, monkeypatch):
    changed_on_disk(monkeypatch)
    assert watcher.tick() == dg.SkipReason("no new file")


def test_the_cursor_stays_small_whatever_is_dropped(watcher):
    for number in range(1_200):
        path = watcher.storage.local_path(f"landing/{number:05d}.xlsx")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    watcher.tick()
    assert len(json.loads(watcher.cursor)["tokens"]) == 1_000
    assert len(watcher.cursor) < 25_000


def test_files_that_no_run_can_take_in_do_not_hide_those_behind_them(watcher, monkeypatch):
    monkeypatch.setattr(settling.look, "__defaults__", (3, *settling.look.__defaults__[1:]))
    for number in range(4):
        watcher.drop(f"{number}.xlsx")
    watcher.tick()
    key, only = watcher.asked()
    assert len(only) == 3
    add_run(watcher.instance, dg.DagsterRunStatus.SUCCESS, **{"cites/batch": key.rpartition("-")[0]})
    watcher.tick()
    assert watcher.token("3.xlsx") in watcher.asked()[1]


def test_a_cursor_of_an_earlier_version_is_begun_anew(watcher):
    mine = watcher.drop("a.xlsx")
    watcher.cursor = json.dumps([mine])
    assert watcher.asked() is None
    assert watcher.asked()[1] == [mine]


def test_a_storage_out_of_reach_is_an_error_of_the_tick(watcher):
    watcher.storage.write("register/00000001.jsonl", b"nonsense")
    with pytest.raises(Exception, match="cut off or not JSON Lines"):
        watcher.tick()
