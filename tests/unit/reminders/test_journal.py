"""Nobody is told the same thing twice within a week, whoever sends, whatever dies; the journal holds no address."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.errors import CitesError, StorageError
from orchestration.reminders.journal import Journal

MONDAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
FIRST = "reminders/journal/2024-T1/00000001.jsonl"


@pytest.fixture
def journal(storage):
    return Journal(storage, "2024-T1")


@pytest.mark.parametrize(
    ("later", "again"),
    [
        (timedelta(0), False),
        (WEEK - timedelta(microseconds=1), False),
        (WEEK, True),
    ],
)
def test_the_same_reason_waits_a_week(journal, reminder, later, again):
    assert journal.claim(reminder(), MONDAY)
    assert journal.claim(reminder(), MONDAY + later) is again


def test_another_cite_or_another_rejected_file_does_not_wait(journal, reminder):
    told = [reminder(), reminder("cde-013"), reminder(rejet="ab12"), reminder(rejet="cd34")]
    assert [journal.claim(one, MONDAY) for one in told] == [True] * 4
    assert [journal.claim(one, MONDAY) for one in told] == [False] * 4


def test_another_quarter_has_a_journal_of_its_own(storage, reminder):
    assert Journal(storage, "2024-T1").claim(reminder(), MONDAY)
    assert Journal(storage, "2024-T2").claim(reminder(trimestre="2024-T2"), MONDAY)


def test_it_lasts_beyond_the_process(storage, reminder):
    Journal(storage, "2024-T1").claim(reminder(), MONDAY)
    later = Journal(storage, "2024-T1")
    assert later.sent_at(reminder(), MONDAY + timedelta(days=1)) == MONDAY
    assert later.sent_at(reminder(), MONDAY + WEEK) is None


def test_what_did_not_leave_may_be_sent_again_at_once(storage, journal, reminder):
    journal.claim(reminder(), MONDAY)
    journal.take_back(reminder(), MONDAY)
    assert Journal(storage, "2024-T1").sent_at(reminder(), MONDAY) is None
    assert journal.claim(reminder(), MONDAY)


def test_of_two_who_send_at_the_same_time_one_does(storage, reminder):
    one, other = Journal(storage, "2024-T1"), Journal(storage, "2024-T1")
    assert one.claim(reminder(), MONDAY)
    assert not other.claim(reminder(), MONDAY)
    assert other.claim(reminder("cde-013"), MONDAY)


def test_each_entry_is_one_segment_that_is_never_rewritten(storage, journal, reminder):
    journal.claim(reminder(rejet="ab12"), MONDAY)
    before = storage.read(FIRST)
    journal.take_back(reminder(rejet="ab12"), MONDAY)
    keys = [entry.key for entry in storage.entries("reminders/journal/")]
    assert keys == [FIRST, "reminders/journal/2024-T1/00000002.jsonl"]
    assert storage.read(FIRST) == before
    assert json.loads(before) == {
        "evenement": "envoyee",
        "instant": "2024-05-06T09:00:00.000000Z",
        "code_cite": "cde-012",
        "trimestre": "2024-T1",
        "motif": "rejetee:ab12",
    }


def test_a_hole_in_the_numbers_is_not_filled(storage, journal, reminder):
    journal.claim(reminder(), MONDAY)
    journal.claim(reminder("cde-013"), MONDAY)
    storage.delete(FIRST)
    Journal(storage, "2024-T1").claim(reminder("cde-014"), MONDAY)
    assert not storage.exists(FIRST)
    assert storage.exists("reminders/journal/2024-T1/00000003.jsonl")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"instant": "hier"}', b"\xff"])
def test_a_damaged_segment_is_named(storage, data):
    storage.write(FIRST, data)
    with pytest.raises(CitesError) as told:
        Journal(storage, "2024-T1")
    assert str(told.value).startswith(f"{FIRST} is no entry of the journal of reminders: move it away")


def test_a_segment_that_can_neither_be_written_nor_read_stops_the_sending(
    storage, journal, reminder, monkeypatch
):
    monkeypatch.setattr(type(storage), "write_new", lambda *_: False)
    with pytest.raises(StorageError, match="nothing was sent to cde-012"):
        journal.claim(reminder(), MONDAY)


def test_what_is_told_of_an_accepted_file_is_told_once(storage, reminder):
    told, asked = reminder(accepte="ab12", compte=True), reminder(rejet="ab12")
    journal = Journal(storage, "2024-T1")
    journal.claim(told, MONDAY)
    journal.claim(asked, MONDAY)
    later = MONDAY + timedelta(days=400)
    assert journal.sent_at(told, later) == MONDAY
    assert journal.sent_at(asked, later) is None
    assert journal.sent_at(reminder(accepte="ab12", compte=True, renvois=1), later) is None
