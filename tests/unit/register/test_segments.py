"""The chain of segments: what was committed is read back, and any damage is named before anything else happens."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.errors import DamagedRegister, StorageError
from orchestration.storage.folder import Folder
from orchestration.submissions.register import Register
from tests.unit.register.making import received

REMEDY = "nothing was changed; restore register/ from a backup (docs/how-to/back-up-the-register.md)"


@pytest.fixture
def storage(tmp_path) -> Folder:
    return Folder(tmp_path / "storage")


@pytest.fixture
def three_commits(storage) -> Folder:
    """Three segments of two events each."""
    register = Register.load(storage)
    for name in "abc":
        register.append([received(f"{name}1"), received(f"{name}2")])
    return storage


def path(storage: Folder, number: int) -> Path:
    return Path(storage.url) / "register" / f"{number:08d}.jsonl"


def damage(storage: Folder) -> str:
    with pytest.raises(DamagedRegister) as found:
        Register.load(storage)
    return str(found.value)


def altered(storage: Folder, number: int) -> str:
    return f"{path(storage, number)} was altered or cut off: {REMEDY}"


# --- what is written


def test_a_commit_is_one_segment_of_json_lines_after_a_head(three_commits):
    head, *events = [json.loads(line) for line in path(three_commits, 1).read_bytes().splitlines()]
    assert sorted(head) == ["contenu", "evenements", "precedent", "segment"]
    assert (head["segment"], head["precedent"], head["evenements"]) == (1, "", 2)
    assert events == [{"numero": 1, **received("a1")}, {"numero": 2, **received("a2")}]


def test_each_segment_names_the_hash_of_the_one_before(three_commits):
    import hashlib

    for number in (2, 3):
        head = json.loads(path(three_commits, number).read_bytes().splitlines()[0])
        assert head["precedent"] == hashlib.sha256(path(three_commits, number - 1).read_bytes()).hexdigest()


def test_events_are_numbered_through_all_segments(three_commits):
    register = Register.load(three_commits)
    assert [event["numero"] for event in register.events] == [1, 2, 3, 4, 5, 6]
    assert [event["empreinte"][-2:] for event in register.events] == ["a1", "a2", "b1", "b2", "c1", "c2"]


def test_what_was_committed_is_what_a_later_run_reads(storage):
    register = Register.load(storage)
    register.append([received("a"), received("b")])
    register.append([received("c")])
    assert list(Register.load(storage).events) == list(register.events)
    assert Register.load(storage).head == register.head


def test_a_new_storage_has_an_empty_register(storage):
    register = Register.load(storage)
    assert (list(register.events), register.head) == ([], (0, ""))


def test_nothing_to_say_writes_no_segment(storage):
    register = Register.load(storage)
    register.append([])
    assert list(storage.entries("register/")) == []


def test_the_head_follows_every_commit(storage):
    import hashlib

    register = Register.load(storage)
    register.append([received("a")])
    assert register.head == (1, hashlib.sha256(path(storage, 1).read_bytes()).hexdigest())


@pytest.mark.parametrize(
    "text",
    [
        "Cité « à refaire »",
        "line\u2028separator",
        "next\u0085line",
        'tab\tand "quotes" \\ \n',
        "\x0b\x0c\x1c",
    ],
)
def test_any_text_comes_back(storage, text):
    Register.load(storage).append([received("a", cle=text)])
    assert [event["cle"] for event in Register.load(storage).events] == [text]


# --- two runs


def test_of_two_runs_that_commit_at_once_one_is_told_and_nothing_of_it_is_kept(storage):
    first, second = Register.load(storage), Register.load(storage)
    first.append([received("a")])
    with pytest.raises(StorageError) as refusal:
        second.append([received("b")])
    assert str(refusal.value) == (
        "another run committed to the register meanwhile; nothing was recorded: run the command again"
    )
    assert list(second.events) == []
    assert [event["empreinte"] for event in Register.load(storage).events] == [received("a")["empreinte"]]


# --- damage


@pytest.mark.parametrize("number", [1, 2])
def test_a_missing_segment_is_named(three_commits, number):
    path(three_commits, number).unlink()
    assert damage(three_commits) == f"{path(three_commits, number)} is missing: {REMEDY}"


@pytest.mark.parametrize("number", [1, 2, 3])  # the last one too, though nothing follows it yet
def test_an_altered_event_is_noticed(three_commits, number):
    whole = path(three_commits, number).read_bytes()
    path(three_commits, number).write_bytes(whole.replace(b'"taille": 10', b'"taille": 11'))
    assert damage(three_commits) == altered(three_commits, number)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("lost", [1, 40])
def test_a_segment_cut_off_within_a_line_is_noticed(three_commits, number, lost):
    path(three_commits, number).write_bytes(path(three_commits, number).read_bytes()[:-lost])
    assert damage(three_commits) == altered(three_commits, number)


def test_a_segment_cut_off_between_two_lines_is_noticed(three_commits):
    lines = path(three_commits, 3).read_bytes().splitlines(keepends=True)
    path(three_commits, 3).write_bytes(b"".join(lines[:-1]))
    assert damage(three_commits) == altered(three_commits, 3)


@pytest.mark.parametrize("added", [b'{"numero": 7}\n', b'{"numero": 7', b" "])
def test_something_added_is_noticed(three_commits, added):
    path(three_commits, 3).write_bytes(path(three_commits, 3).read_bytes() + added)
    assert damage(three_commits) == altered(three_commits, 3)


def unreadable(storage: Folder, number: int) -> str:
    return f"{path(storage, number)} is cut off or not JSON Lines: {REMEDY}"


@pytest.mark.parametrize(
    "data", [b"", b"not json\n", b"\xff\xfe\n", b"[]\n", b"<html>\n</html>\n", b'{"segment": 2']
)
def test_something_else_in_the_place_of_a_segment_is_noticed(three_commits, data):
    path(three_commits, 2).write_bytes(data)
    assert damage(three_commits) == unreadable(three_commits, 2)


def test_a_segment_of_another_register_is_noticed(three_commits, tmp_path):
    other = Folder(tmp_path / "other")
    register = Register.load(other)
    for name in "xyz":
        register.append([received(f"{name}1"), received(f"{name}2")])
    path(three_commits, 2).write_bytes(path(other, 2).read_bytes())
    assert damage(three_commits) == (
        f"{path(three_commits, 2)} does not follow the segment before it, one of them was altered: {REMEDY}"
    )


def test_a_segment_in_the_place_of_another_is_noticed(three_commits):
    path(three_commits, 2).write_bytes(path(three_commits, 3).read_bytes())
    assert damage(three_commits) == altered(three_commits, 2)


def test_a_damaged_register_is_left_as_it_is(three_commits):
    path(three_commits, 2).write_bytes(b"")
    before = {entry.key: entry.mark for entry in three_commits.entries("")}
    damage(three_commits)
    assert {entry.key: entry.mark for entry in three_commits.entries("")} == before


@pytest.mark.parametrize(
    "name", [".DS_Store", "00000002.jsonl.bak", "notes.txt", "old/00000009.jsonl", "2.jsonl"]
)
def test_other_files_beside_the_segments_are_left_alone(three_commits, name):
    three_commits.write(f"register/{name}", b"not ours")
    assert len(Register.load(three_commits).events) == 6
