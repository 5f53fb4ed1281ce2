"""A file that is still being uploaded is told from one that has arrived, whatever the programme that uploads it."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from orchestration.landing.arriving import LONGEST_UPLOAD, on_its_way
from orchestration.storage.folder import Folder
from tests.making.files import make
from tests.making.returns import valid_return

NOW = datetime(2024, 1, 20, 8, tzinfo=UTC)
BOOK = make(valid_return("cde-001"))


@pytest.fixture
def told(tmp_path):
    """Why a file of this name, content and age is waited for."""
    storage = Folder(tmp_path)

    def asked(name="retour.xlsx", data=BOOK, age=timedelta(seconds=20)):
        storage.write(f"landing/{name}", data)
        instant = (NOW - age).timestamp()
        os.utime(storage.local_path(f"landing/{name}"), (instant, instant))
        (entry,) = storage.entries("landing/")
        return on_its_way(storage, entry, NOW)

    return asked


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_whole_return_has_arrived_at_once(told, container):
    assert told(f"retour.{container}", make(valid_return("cde-001"), container), timedelta(0)) is None


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
@pytest.mark.parametrize("missing", [1, 22, 4_000])
def test_a_return_that_is_cut_off_is_on_its_way(told, container, missing):
    data = make(valid_return("cde-001"), container)
    said = "landing/retour.bin: its end has not arrived yet, left for a later run"
    assert told("retour.bin", data[:-missing]) == said


@pytest.mark.parametrize("length", [0, 4, 5, 100])
def test_one_that_has_just_begun_is_on_its_way(told, length):
    assert told(data=BOOK[:length]) is not None


def test_room_that_was_made_for_a_file_is_not_the_file(told):
    """Some programs set the size first, and fill in the bytes."""
    assert told(data=BOOK[:4_000] + bytes(len(BOOK) - 4_000)) is not None
    assert told(data=bytes(10_000)) is not None


def test_a_comment_behind_the_end_is_no_matter(told):
    ended = BOOK[:-2] + (0xFFFF).to_bytes(2, "little") + b"c" * 0xFFFF
    assert told(data=ended) is None
    assert told(data=ended[:-1]) is not None


@pytest.mark.parametrize("data", [b"PK", b"%PDF-1.7 half a page", b"code_cite;trimestre\n"])
def test_what_is_refused_whatever_comes_is_not_waited_for(told, data):
    assert told(data=data) is None


@pytest.mark.parametrize(
    "name", [".retour.xlsx.part", "retour.xlsx.PART", "retour.xlsx.filepart", "~$retour.xlsx", "a/.retour.x"]
)
def test_an_unfinished_name_is_waited_for(told, name):
    assert told(name) == f"landing/{name}: the name of an unfinished upload, left for a later run"


@pytest.mark.parametrize(
    "name", ["retour.partie.xlsx", "a.tmp/retour.xlsx", ".a/retour.xlsx", "~retour.xlsx"]
)
def test_an_ordinary_name_is_not(told, name):
    assert told(name) is None


@pytest.mark.parametrize("name", ["retour.xlsx", ".retour.xlsx.part"])
@pytest.mark.parametrize(
    ("age", "waits"),
    [
        (LONGEST_UPLOAD - timedelta(seconds=1), True),
        (LONGEST_UPLOAD, False),
        (-LONGEST_UPLOAD + timedelta(seconds=1), True),  # a clock that is ahead
        (-LONGEST_UPLOAD, False),
    ],
)
def test_in_the_end_every_file_is_judged(told, name, age, waits):
    assert (told(name, BOOK[:500], age) is not None) == waits


def test_a_file_that_is_gone_is_left_to_the_run(tmp_path):
    storage = Folder(tmp_path)
    storage.write("landing/a.xlsx", BOOK[:500])
    (entry,) = storage.entries("landing/")
    storage.delete("landing/a.xlsx")
    assert on_its_way(storage, entry, entry.modified) is None
