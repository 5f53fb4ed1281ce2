"""Taking in and committing, on a folder and on a real S3 server alike."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from orchestration.errors import DamagedRegister, StorageError
from orchestration.landing.intake import look_at, returns_key, take_in
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register

NOW = datetime(2024, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def storage(url):
    return open_storage(url)


def run(storage) -> tuple[list[str], list[str], list[str]]:
    register = Register.load(storage)
    intake = take_in(storage, register, NOW)
    register.append(intake.events)
    return [one.key for one in intake.new], [one.key for one in intake.recognised], intake.problems


def test_a_file_dropped_twice_is_taken_in_once_and_then_left_alone(storage):
    storage.write("landing/a.xlsx", b"hello")
    assert run(storage) == (["landing/a.xlsx"], [], [])
    storage.write("landing/Île/copie n°2.xlsx", b"hello")
    assert run(storage) == ([], ["landing/Île/copie n°2.xlsx"], [])
    assert not look_at(storage, Register.load(storage)).unseen
    storage.write("landing/a.xlsx", b"HELLO")
    assert run(storage) == (["landing/a.xlsx"], [], [])
    for data in (b"hello", b"HELLO"):
        assert storage.read(returns_key(hashlib.sha256(data).hexdigest())) == data


def test_a_file_counts_as_received_when_the_storage_says_it_was_written(storage):
    storage.write("landing/a.xlsx", b"hello")
    (entry,) = storage.entries("landing/")
    (arrival,) = take_in(storage, Register.load(storage), entry.modified).new
    assert (arrival.received, arrival.mark, arrival.size) == (entry.modified, entry.mark, 5)


def test_of_two_runs_that_commit_at_once_one_is_told(storage):
    first, second = Register.load(storage), Register.load(storage)
    storage.write("landing/a.xlsx", b"hello")
    first.append(take_in(storage, first, NOW).events)
    with pytest.raises(StorageError, match="another run committed to the register meanwhile"):
        second.append(take_in(storage, second, NOW).events)
    assert len(Register.load(storage).events) == 1


def test_a_register_of_many_segments_is_read_whole_and_a_lost_one_is_named(storage):
    register = Register.load(storage)
    for number in range(40):
        register.append(
            [
                {
                    "evenement": "recue",
                    "instant": "",
                    "empreinte": str(number),
                    "cle": str(number),
                    "marque": "",
                }
            ]
        )
    assert [event["empreinte"] for event in Register.load(storage).events] == [
        str(number) for number in range(40)
    ]
    storage.delete("register/00000017.jsonl")
    with pytest.raises(
        DamagedRegister, match=r"register/00000017\.jsonl is missing: nothing was changed; restore"
    ):
        Register.load(storage)
