"""A mirror holds exactly what the storage holds, and fetches nothing twice."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.errors import StorageError
from orchestration.storage.folder import Folder
from orchestration.storage.interface import Entry
from orchestration.warehouse.mirror import mirror


class Remote:
    """A storage elsewhere: objects in memory, none of them a local file; it counts what is fetched."""

    def __init__(self, **objects: bytes) -> None:
        self.objects = {f"staged/{name}": data for name, data in objects.items()}
        self.fetched: list[str] = []

    def entries(self, prefix: str) -> Iterator[Entry]:
        now = datetime.now(UTC)
        for key, data in sorted(self.objects.items()):
            if key.startswith(prefix):
                yield Entry(key, len(data), now, f"{len(data)}-{hash(data)}")

    def local_path(self, key: str) -> Path | None:
        return None

    def read_many(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for key in keys:
            if key not in self.objects:
                raise StorageError(f"{key} is gone")
            self.fetched.append(key)
            yield key, self.objects[key]


def held(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "staged").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_objects_elsewhere_are_copied_under_their_keys(tmp_path):
    remote = Remote(a=b"1", b=b"2")
    mirror(remote, "staged/", tmp_path)
    assert held(tmp_path) == {"staged/a": b"1", "staged/b": b"2"}


def test_what_has_not_changed_is_not_fetched_again(tmp_path):
    remote = Remote(a=b"1", b=b"2")
    mirror(remote, "staged/", tmp_path)
    remote.fetched.clear()
    remote.objects["staged/b"] = b"22"
    remote.objects["staged/c"] = b"3"
    mirror(remote, "staged/", tmp_path)
    assert remote.fetched == ["staged/b", "staged/c"]
    assert held(tmp_path) == {"staged/a": b"1", "staged/b": b"22", "staged/c": b"3"}


def test_what_the_storage_no_longer_holds_is_forgotten(tmp_path):
    remote = Remote(a=b"1", b=b"2")
    mirror(remote, "staged/", tmp_path)
    del remote.objects["staged/a"]
    (tmp_path / "staged" / "stray").write_bytes(b"x")
    mirror(remote, "staged/", tmp_path)
    assert held(tmp_path) == {"staged/b": b"2"}


def test_a_copy_that_was_lost_is_fetched_again(tmp_path):
    remote = Remote(a=b"1")
    mirror(remote, "staged/", tmp_path)
    (tmp_path / "staged" / "a").unlink()
    mirror(remote, "staged/", tmp_path)
    assert held(tmp_path) == {"staged/a": b"1"}


@pytest.mark.parametrize("marks", ["", "[1, 2", "[]"])
def test_unreadable_marks_only_cost_a_second_fetch(tmp_path, marks):
    remote = Remote(a=b"1")
    mirror(remote, "staged/", tmp_path)
    (tmp_path / ".marks.json").write_text(marks)
    mirror(remote, "staged/", tmp_path)
    assert held(tmp_path) == {"staged/a": b"1"}
    assert remote.fetched == ["staged/a", "staged/a"]


def test_a_fetch_that_fails_is_the_storages_error_and_is_made_up_for(tmp_path):
    remote = Remote(a=b"1", b=b"2")
    keys = remote.objects
    remote.objects = {**keys}
    broken = remote.objects.pop("staged/b")
    entries = [Entry(key, 1, datetime.now(UTC), key) for key in ("staged/a", "staged/b")]
    remote.entries = lambda prefix: iter(entries)  # type: ignore[method-assign]
    with pytest.raises(StorageError, match="staged/b is gone"):
        mirror(remote, "staged/", tmp_path)
    remote.objects["staged/b"] = broken
    mirror(remote, "staged/", tmp_path)
    assert held(tmp_path) == {"staged/a": b"1", "staged/b": b"2"}


def test_files_of_this_machine_are_linked_to(tmp_path):
    storage = Folder(tmp_path / "storage")
    storage.write("staged/partenaires/x.parquet", b"1")
    storage.write("landing/y", b"2")
    mirror(storage, "staged/", tmp_path / "work")
    link = tmp_path / "work" / "staged" / "partenaires" / "x.parquet"
    assert link.is_symlink()
    assert held(tmp_path / "work") == {"staged/partenaires/x.parquet": b"1"}


def test_a_link_follows_the_storage(tmp_path):
    storage = Folder(tmp_path / "storage")
    storage.write("staged/x", b"1")
    mirror(storage, "staged/", tmp_path / "work")
    storage.write("staged/x", b"22")
    mirror(storage, "staged/", tmp_path / "work")
    assert held(tmp_path / "work") == {"staged/x": b"22"}
    storage.delete("staged/x")
    mirror(storage, "staged/", tmp_path / "work")
    assert held(tmp_path / "work") == {}
    assert not (tmp_path / "work" / "staged" / "x").is_symlink()


def test_nothing_to_mirror_is_an_empty_folder(tmp_path):
    mirror(Remote(), "staged/", tmp_path)
    assert held(tmp_path) == {}
