"""Taking in what arrived: every file once, nothing read twice, nothing lost, the odd ones left alone."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.landing.intake import Intake, look_at, returns_key, take_in
from orchestration.storage.folder import Folder
from orchestration.submissions.register import Register

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=UTC)
MORNING, NOON, EVENING = (datetime(2024, 1, 15, hour, tzinfo=UTC) for hour in (8, 12, 18))


@pytest.fixture
def storage(tmp_path) -> Folder:
    return Folder(tmp_path / "storage")


@pytest.fixture
def drop(storage):
    """Drop a file below landing/ as if at the given time."""

    def write(name: str, data: bytes, at: datetime = MORNING) -> Path:
        storage.write(f"landing/{name}", data)
        path = storage.local_path(f"landing/{name}")
        os.utime(path, (at.timestamp(), at.timestamp()))
        return path

    return write


@pytest.fixture
def run(storage):
    """Take in what there is and commit it, as a run does; gives the intake."""

    def take() -> Intake:
        register = Register.load(storage)
        intake = take_in(storage, register, NOW)
        register.append(intake.events)
        return intake

    return take


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def told(intake: Intake) -> tuple[list[str], list[str], list[str]]:
    return [one.key for one in intake.new], [one.key for one in intake.recognised], intake.problems


# --- what is new


def test_a_new_file_is_taken_in_with_its_key_size_time_and_mark(drop, run):
    drop("idf/a.xlsx", b"hello", at=NOON)
    (arrival,) = run().new
    assert (arrival.fingerprint, arrival.key, arrival.size) == (sha(b"hello"), "landing/idf/a.xlsx", 5)
    assert arrival.received == NOON
    assert arrival.mark == f"5-{int(NOON.timestamp())}000000000"


def test_the_original_bytes_are_kept_under_their_fingerprint(drop, run, storage):
    drop("a.xlsx", b"hello")
    run()
    assert storage.read(f"returns/{sha(b'hello')[:2]}/{sha(b'hello')}") == b"hello"
    assert storage.read("landing/a.xlsx") == b"hello"  # what the cités dropped is never touched


def test_every_kind_of_file_is_taken_in_whatever_its_name(drop, run):
    names = ("notes.txt", ".hidden.xlsx", "a", "deep/er/b.XLSX", "empty", "thumbs.db.xlsx", "a~$b.xlsx")
    for name in names:
        drop(name, b"" if name == "empty" else name.encode())
    assert sorted(told(run())[0]) == sorted(f"landing/{name}" for name in names)


LEFT_ABOUT = (
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    "~$a.xlsx",
    ".~lock.a.xlsx#",
    "idf/._a.xlsx",
    "idf/.ds_store",
)


def test_what_systems_leave_about_is_no_file_that_was_dropped_and_its_number_is_told(drop, run, storage):
    for name in LEFT_ABOUT:
        drop(name, name.encode())
    assert not look_at(storage, Register.load(storage)).unseen
    drop("a.xlsx", b"hello")
    intake = run()
    assert (told(intake), intake.left_about) == ((["landing/a.xlsx"], [], []), len(LEFT_ABOUT))
    assert [event["cle"] for event in Register.load(storage).events] == ["landing/a.xlsx"]


# --- what counts as received last


def received(storage):
    return {event["cle"]: event["recue_le"] for event in Register.load(storage).of_kind("recue")}


def test_what_an_earlier_run_saw_was_received_earlier_however_old_the_later_ones_say_they_are(
    drop, run, storage
):
    drop("first", b"1", at=EVENING)
    run()
    drop("old", b"2", at=MORNING)
    drop("older still", b"3", at=datetime(2020, 1, 1, tzinfo=UTC))
    run()
    order = received(storage)
    assert sorted(order, key=order.get) == ["landing/first", "landing/older still", "landing/old"]
    assert order["landing/first"] == "2024-01-15T18:00:00.000000Z"


def test_a_file_younger_than_all_before_keeps_its_own_time(drop, run, storage):
    drop("first", b"1", at=MORNING)
    run()
    drop("second", b"2", at=NOON)
    run()
    assert received(storage)["landing/second"] == "2024-01-15T12:00:00.000000Z"


def test_a_file_of_tomorrow_was_received_today_and_holds_up_nobody_after_it(drop, run, storage):
    for name, year in (("a", 2098), ("b", 2097)):
        drop(name, name.encode(), at=datetime(year, 1, 1, tzinfo=UTC))
    run()
    order = received(storage)
    assert sorted(order, key=order.get) == ["landing/b", "landing/a"]
    assert set(order.values()) == {"2024-02-01T09:00:00.000000Z", "2024-02-01T09:00:00.000001Z"}


def test_arrivals_come_in_the_order_in_which_they_were_received(drop, run):
    drop("a", b"1", at=EVENING)
    drop("b", b"2", at=MORNING)
    drop("d", b"3", at=NOON)
    drop("c", b"4", at=NOON)
    assert told(run())[0] == ["landing/b", "landing/c", "landing/d", "landing/a"]


def test_files_outside_of_the_landing_area_are_not_returns(storage, drop, run):
    storage.write("landings/a", b"x")
    storage.write("reports/a", b"x")
    assert told(run()) == ([], [], [])


# --- what is seen again


def test_a_file_is_taken_in_once(drop, run):
    drop("a", b"hello")
    run()
    assert told(run()) == ([], [], [])


def test_a_file_seen_before_is_not_read_again(drop, run, monkeypatch):
    drop("a", b"hello")
    run()
    drop("b", b"new")
    read: list[str] = []
    real = Folder._open
    monkeypatch.setattr(Folder, "_open", lambda self, key: read.append(key) or real(self, key))
    run()
    assert [key for key in read if key.startswith("landing/")] == ["landing/b"]


def test_the_same_bytes_under_another_name_are_recognised(drop, run):
    drop("a", b"hello")
    run()
    drop("b", b"hello", at=NOON)
    assert told(run()) == ([], ["landing/b"], [])
    assert told(run()) == ([], [], [])  # and seen from then on


def test_a_file_touched_without_a_change_is_recognised(drop, run):
    drop("a", b"hello", at=MORNING)
    run()
    drop("a", b"hello", at=NOON)
    assert told(run()) == ([], ["landing/a"], [])


def test_other_bytes_under_the_same_name_are_a_new_file(drop, run, storage):
    drop("a", b"first", at=MORNING)
    run()
    drop("a", b"second", at=NOON)
    assert told(run()) == (["landing/a"], [], [])
    assert {storage.read(returns_key(sha(data))) for data in (b"first", b"second")} == {b"first", b"second"}


def test_other_bytes_of_the_same_size_under_the_same_name_are_a_new_file(drop, run):
    drop("a", b"first", at=MORNING)
    run()
    drop("a", b"FIRST", at=NOON)
    assert told(run())[0] == ["landing/a"]


@pytest.mark.parametrize(
    ("times", "arrival"),
    [((NOON, MORNING, EVENING), "b"), ((NOON, NOON, MORNING), "c"), ((NOON, NOON, NOON), "a")],
)
def test_of_several_identical_new_files_the_earliest_is_the_arrival(drop, run, times, arrival):
    for name, at in zip("abc", times, strict=True):
        drop(name, b"same", at=at)
    intake = run()
    assert told(intake)[0] == [f"landing/{arrival}"]
    assert sorted(told(intake)[1]) == sorted(f"landing/{name}" for name in "abc" if name != arrival)


def test_bytes_stay_received_when_they_first_were(drop, run, storage):
    drop("a", b"hello", at=NOON)
    run()
    drop("b", b"hello", at=MORNING)  # an older copy turns up
    run()
    register = Register.load(storage)
    assert [event["recue_le"] for event in register.of_kind("recue")] == ["2024-01-15T12:00:00.000000Z"]


# --- what the register is told


def test_the_register_is_told_of_every_file(drop, run, storage):
    drop("a", b"same", at=MORNING)
    drop("b", b"same", at=NOON)
    run()
    assert [{**event, "marque": "…"} for event in Register.load(storage).events] == [
        {
            "numero": number,
            "evenement": kind,
            "instant": "2024-02-01T09:00:00.000000Z",
            "empreinte": sha(b"same"),
            "cle": key,
            "taille": 4,
            "recue_le": received,
            "marque": "…",
        }
        for number, kind, key, received in [
            (1, "recue", "landing/a", "2024-01-15T08:00:00.000000Z"),
            (2, "reconnue", "landing/b", "2024-01-15T12:00:00.000000Z"),
        ]
    ]


def test_a_run_killed_before_its_commit_takes_the_same_in_again(drop, storage):
    drop("a", b"hello")
    first = take_in(storage, Register.load(storage), NOW)
    again = take_in(storage, Register.load(storage), NOW)
    assert again == first
    assert [entry.key for entry in storage.entries("returns/")] == [returns_key(sha(b"hello"))]


# --- what is left alone


def test_what_is_no_regular_file_is_told_and_hides_nothing(drop, run, tmp_path):
    path = drop("good", b"hello")
    (tmp_path / "secret").write_bytes(b"outside of the storage")
    (path.parent / "link").symlink_to(tmp_path / "secret")
    os.mkfifo(path.parent / "pipe")
    assert told(run()) == (
        ["landing/good"],
        [],
        [
            "landing/link: a symbolic link, not a file: never opened",
            "landing/pipe: a named pipe, not a file: never opened",
        ],
    )


def test_a_file_that_changes_or_goes_while_the_others_are_read_is_left_for_the_next_run(
    drop, run, storage, monkeypatch
):
    growing, going = drop("growing", b"half"), drop("going", b"gone soon")
    drop("steady", b"hello")
    real = Folder.entries

    def entries(self, prefix):
        listed = list(real(self, prefix))
        if prefix == "landing/" and growing.read_bytes() == b"half":
            growing.write_bytes(b"half and the other half")
            going.unlink()
        return iter(listed)

    monkeypatch.setattr(Folder, "entries", entries)
    new, recognised, problems = told(run())
    assert (new, recognised) == (["landing/steady"], [])
    assert sorted(problems) == [
        "landing/going: gone since it was listed",
        "landing/growing: changed while it was read, left for the next run",
    ]
    assert told(run()) == (["landing/growing"], [], [])


def test_names_of_any_bytes_are_taken_in(run, drop, storage):
    folder = drop("a", b"1").parent
    Path(os.fsdecode(os.fsencode(folder) + b"/cit\xe9\n.xlsx")).write_bytes(b"2")
    assert sorted(told(run())[0]) == ["landing/a", "landing/cit%E9%0A.xlsx"]
    assert told(run()) == ([], [], [])


# --- is there anything to do at all


def test_a_look_that_finds_nothing_new_reads_nothing(drop, run, storage, monkeypatch):
    drop("a", b"hello")
    assert look_at(storage, Register.load(storage)).unseen
    run()
    register = Register.load(storage)
    monkeypatch.setattr(Folder, "_open", lambda self, key: pytest.fail(f"{key} was read"))
    assert not look_at(storage, register).unseen
    drop("b", b"hello")
    assert look_at(storage, register).unseen


def test_an_empty_storage_has_nothing_new(storage, run):
    assert not look_at(storage, Register.load(storage)).unseen
    assert told(run()) == ([], [], [])
