"""The demonstration is dropped like returns are, once, and never among real ones."""

from datetime import UTC, datetime

import pytest

from orchestration.demo.delivery import write_demo
from orchestration.demo.files import DemoFile
from orchestration.errors import UsageError
from orchestration.storage.folder import Folder


def file(version: int = 1, data: bytes = b"one", day: int = 10) -> DemoFile:
    name = f"cde-001-{version}.xlsx"
    moment = datetime(2024, 1, day, 9, 30, tzinfo=UTC)
    return DemoFile(name, f"landing/demo/2023-T4/{name}", data, moment, "cde-001", "2023-T4", version, None)


@pytest.fixture
def storage(tmp_path) -> Folder:
    return Folder(tmp_path)


class Recorder:
    """A storage that cannot set times, and tells what was written in which round."""

    url = "s3://bucket/prefix"

    def __init__(self):
        self.objects, self.rounds = {}, []

    def entries(self, prefix):
        found = [type("Entry", (), {"key": key, "size": len(data)}) for key, data in self.objects.items()]
        return iter(entry for entry in found if entry.key.startswith(prefix))

    def read_many(self, keys):
        return ((key, self.objects[key]) for key in keys)

    def write_many(self, items):
        written = dict(items)
        self.rounds.append(sorted(written))
        self.objects |= written

    def local_path(self, key):
        return None


def test_files_bear_the_time_of_their_receipt(storage):
    assert write_demo(storage, [file(1, day=10), file(2, b"two", day=20)]) == 2
    assert [(entry.key[-14:], entry.modified) for entry in storage.entries("landing/")] == [
        ("cde-001-1.xlsx", datetime(2024, 1, 10, 9, 30, tzinfo=UTC)),
        ("cde-001-2.xlsx", datetime(2024, 1, 20, 9, 30, tzinfo=UTC)),
    ]


def test_writing_again_changes_nothing(storage):
    files = [file(1), file(2, b"two")]
    write_demo(storage, files)
    before = list(storage.entries(""))
    assert write_demo(storage, files) == 0
    assert list(storage.entries("")) == before


def test_what_an_interrupted_delivery_left_out_is_added(storage):
    write_demo(storage, [file(1)])
    assert write_demo(storage, [file(1), file(2, b"two")]) == 1
    assert storage.read(file(2).key) == b"two"


def test_a_file_with_other_bytes_is_replaced(storage):
    storage.write(file().key, b"eno")
    assert write_demo(storage, [file()]) == 1
    assert storage.read(file().key) == b"one"


def test_where_times_cannot_be_set_corrections_are_written_last():
    storage = Recorder()
    write_demo(storage, [file(2, b"two"), file(1)])
    assert storage.rounds == [[file(1).key], [file(2).key]]


def test_fictitious_figures_do_not_join_real_ones(storage):
    storage.write("landing/2023-T4/angers.xlsx", b"real")
    with pytest.raises(
        UsageError, match=r"already holds 1 files in landing/.*point CITES_STORAGE to an empty folder"
    ):
        write_demo(storage, [file()])
    assert [entry.key for entry in storage.entries("")] == ["landing/2023-T4/angers.xlsx"]


def test_a_return_dropped_into_a_demonstration_does_not_stop_it(storage):
    write_demo(storage, [file()])
    storage.write("landing/essai.xlsx", b"mine")
    assert write_demo(storage, [file()]) == 0
