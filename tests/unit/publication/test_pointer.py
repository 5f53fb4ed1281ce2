"""The pointer: one object, that tells which release is current and every move it made."""

import json

import pytest

from orchestration.errors import StorageError
from orchestration.publication.pointer import (
    KEY,
    DamagedPointer,
    MovedMeanwhile,
    Movement,
    Pointer,
    moved,
    read_pointer,
    remembering,
    stamp,
    write_pointer,
)
from tests.unit.publication.memory import HeldLease, Memory
from tests.unit.publication.publishing import NOON


def movement(release: str, genre="publication") -> Movement:
    return Movement(release, stamp(NOON), genre, "motif")


def pointer(*moves: Movement) -> Pointer:
    now = None
    for move in moves:
        now = moved(now, move, "inputs")
    assert now is not None
    return now


def back(release: str) -> Movement:
    return movement(release, "retour_arriere")


def test_nothing_was_published_yet():
    assert read_pointer(Memory()) is None


def test_it_reads_back_as_written():
    storage, written = Memory(), pointer(movement("r1"), movement("r2"), back("r1"))
    write_pointer(storage, written, HeldLease())
    assert read_pointer(storage) == written


def test_the_object_has_these_keys():
    storage = Memory()
    write_pointer(storage, pointer(movement("r1")), HeldLease())
    assert json.loads(storage.read(KEY)) == {
        "release": "r1",
        "depuis": "2023-02-01T12:00:00+00:00",
        "motif": "motif",
        "entrees": "inputs",
        "mouvements": [
            {
                "release": "r1",
                "instant": "2023-02-01T12:00:00+00:00",
                "genre": "publication",
                "motif": "motif",
                "manifeste": "",
            }
        ],
    }


def test_a_move_adds_to_the_journal_and_forgets_nothing():
    now = pointer(movement("r1"), movement("r2"))
    assert [move.release for move in moved(now, back("r1"), "new").mouvements] == ["r1", "r2", "r1"]


def test_remembering_inputs_moves_nothing():
    now = pointer(movement("r1"))
    after = remembering(now, "new")
    assert (after.release, after.mouvements, after.entrees) == (now.release, now.mouvements, "new")


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ([movement("r1")], set()),
        ([movement("r1"), movement("r2")], set()),
        ([movement("r1"), movement("r2"), back("r1")], {"r2"}),
        ([movement("r1"), movement("r2"), movement("r3"), back("r1")], {"r3"}),
        ([movement("r1"), movement("r2"), movement("r3"), back("r2"), back("r1")], {"r3", "r2"}),
        ([movement("r1"), movement("r2"), back("r1"), back("r2")], {"r1"}),
        ([movement("r1"), movement("r2"), back("r1"), movement("r3")], set()),
        ([movement("r1"), movement("r2"), back("r1"), movement("r2", "republication")], set()),
    ],
    ids=[
        "first",
        "second",
        "rolled back",
        "over one",
        "twice",
        "and forward again",
        "something new since",
        "republished",
    ],
)
def test_a_rollback_sets_aside_what_it_left_until_something_new_is_published(moves, expected):
    assert pointer(*moves).set_aside() == expected


def test_a_lost_lock_moves_nothing():
    storage = Memory()
    with pytest.raises(StorageError):
        write_pointer(storage, pointer(movement("r1")), HeldLease(checks=0))
    assert storage.objects == {}


def test_a_run_that_fell_asleep_behind_its_last_look_at_the_lock_moves_nothing():
    storage = Memory()

    class TakenOverAtOnce(HeldLease):
        def check(self) -> None:
            storage.write(KEY, b"what the other run published")

    with pytest.raises(MovedMeanwhile, match="moved by another run, which took over"):
        write_pointer(storage, pointer(movement("r1")), TakenOverAtOnce())
    assert storage.objects == {KEY: b"what the other run published"}


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"release": "r1"}', b'"r1"'])
def test_a_damaged_pointer_is_said_to_be_so(data):
    with pytest.raises(DamagedPointer, match=r"memory://releases/current\.json is damaged"):
        read_pointer(Memory({KEY: data}))


@pytest.mark.parametrize(
    "changed",
    [{"release": "r2"}, {"depuis": "2020-01-01T00:00:00+00:00"}, {"motif": "?"}, {"mouvements": []}],
)
def test_one_that_differs_from_its_own_journal_is_no_pointer(changed):
    storage = Memory()
    write_pointer(storage, pointer(movement("r2"), movement("r1")), HeldLease())
    storage.objects[KEY] = json.dumps({**json.loads(storage.read(KEY)), **changed}).encode()
    with pytest.raises(DamagedPointer, match=r"not the last move of its own journal; put back a copy"):
        read_pointer(storage)


def test_it_knows_the_manifest_that_a_release_had_when_it_came_to_it():
    sealed = Movement("r1", stamp(NOON), "publication", "motif", "abc")
    now = pointer(sealed, movement("r2"), back("r1"))
    assert (now.manifest_digest("r1"), now.manifest_digest("r2")) == ("abc", "")
