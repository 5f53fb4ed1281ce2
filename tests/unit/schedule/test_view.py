"""A look takes no lock and changes nothing; looking again reads the register only when it has grown."""

import os

import pytest

from orchestration.errors import DamagedRegister
from orchestration.schedule import view as module
from orchestration.schedule.view import View, Watch, open_view
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from tests.unit.register.making import judged, received


@pytest.fixture
def settings(tmp_path):
    return read_settings({"CITES_STORAGE": str(tmp_path / "data")})


@pytest.fixture
def storage(settings):
    return open_storage(settings.storage)


def append(storage, *events):
    register = Register.load(storage)
    register.append(events)


def drop(storage, name):
    storage.write(f"landing/{name}", b"bytes")
    return next(entry for entry in storage.entries("landing/") if entry.key.endswith(name))


def test_a_look_leaves_no_trace(settings, storage, tmp_path):
    drop(storage, "a.xlsx")
    before = sorted(path for path in tmp_path.rglob("*"))
    view = open_view(settings)
    assert [entry.key for entry in view.unseen] == ["landing/a.xlsx"]
    assert sorted(path for path in tmp_path.rglob("*")) == before


def test_known_files_are_not_unseen(settings, storage):
    entry = drop(storage, "a.xlsx")
    append(storage, received("a", cle=entry.key, marque=entry.mark))
    assert list(open_view(settings).unseen) == []
    os.utime(storage.local_path(entry.key), ns=(1, 1))
    assert [one.key for one in open_view(settings).unseen] == ["landing/a.xlsx"]


def test_looking_again_reads_the_register_only_when_it_grew(settings, storage, monkeypatch):
    append(storage, received("a"))
    loads = []
    original = Register.load
    monkeypatch.setattr(module.Register, "load", lambda place: loads.append(1) or original(place))
    watch = Watch(settings)
    assert watch.look() is watch.look()
    assert len(loads) == 1
    append(storage, received("b"))
    loads.clear()
    assert len(watch.look().register.events) == 2
    assert len(loads) == 1


def test_new_files_are_seen_whether_or_not_the_register_grew(settings, storage):
    watch = Watch(settings)
    assert list(watch.look().unseen) == []
    drop(storage, "a.xlsx")
    assert [entry.key for entry in watch.look().unseen] == ["landing/a.xlsx"]


def test_a_damaged_register_is_told_at_each_look(settings, storage):
    storage.write("register/00000001.jsonl", b"nonsense")
    watch = Watch(settings)
    for _ in range(2):
        with pytest.raises(DamagedRegister):
            watch.look()


def test_an_empty_storage_is_up_to_date(settings):
    assert open_view(settings).is_up_to_date


def test_accepted_returns_that_no_release_has_are_not(settings, storage):
    append(storage, judged("a", verdict="rejetee"))
    assert open_view(settings).is_up_to_date
    append(storage, judged("b"))
    assert not open_view(settings).is_up_to_date


def test_quarters_are_those_of_the_calendar_and_of_the_returns(settings, storage):
    append(storage, judged("a", trimestre="2031-T2"))
    quarters = open_view(settings).quarters
    assert (quarters[0], quarters[-1]) == (open_view(settings).contract.submission.first_quarter, "2031-T2")
    assert quarters == sorted(set(quarters))


def test_the_view_of_an_open_run_is_what_the_run_has(settings, storage):
    seen = open_view(settings)
    assert View.of(seen) == seen
