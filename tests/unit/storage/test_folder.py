"""What a folder promises beyond the contract: regular files only, whole files only, names of any bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from orchestration.errors import StorageError
from orchestration.storage import folder_writing
from orchestration.storage.folder import Folder
from orchestration.storage.interface import Entry, MissingKey, UnreadableObject


@pytest.fixture
def root(tmp_path) -> Path:
    return tmp_path / "storage"


@pytest.fixture
def storage(root) -> Folder:
    return Folder(root)


@pytest.fixture
def landing(root) -> Path:
    (root / "landing").mkdir(parents=True)
    return root / "landing"


def keys(storage, prefix: str = "") -> list[str]:
    return [entry.key for entry in storage.entries(prefix)]


def every_file(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir())


# --- where it is


def test_the_folder_is_made_by_the_first_write_and_not_before(root, storage):
    assert keys(storage) == []
    assert storage.skipped("landing/") == []
    assert not root.exists()
    storage.write("a", b"x")
    assert (root / "a").read_bytes() == b"x"


def test_it_is_named_by_its_absolute_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    storage = Folder(Path("data"))
    assert storage.url == f"{tmp_path}/data"
    assert storage.location("releases/x") == f"{tmp_path}/data/releases/x"


def test_an_object_is_a_local_file(root, storage):
    assert storage.local_path("a/b") == root / "a" / "b"  # known before anything is written there
    storage.write("a/b", b"x")
    assert storage.local_path("a/b").read_bytes() == b"x"


def test_a_file_cannot_be_the_storage(root):
    root.write_bytes(b"")
    with pytest.raises(StorageError) as refusal:
        Folder(root)
    assert (
        str(refusal.value)
        == f"{root} is not a folder: point CITES_STORAGE at a folder, or move that file away"
    )


@pytest.mark.parametrize("name", ["a?b", "a\\b", "trimestre=2023-T4", "trimestre=2023-T4/below"])
def test_a_path_that_duckdb_misreads_is_refused(tmp_path, name):
    (tmp_path / name).mkdir(parents=True)
    with pytest.raises(StorageError, match=r"DuckDB misreads a path .* plainer name"):
        Folder(tmp_path / name)


@pytest.mark.parametrize("name", ["région=idf", "a*b[c]", "l'été {x}", "a%20b;c"])
def test_other_unusual_paths_are_taken(tmp_path, name):
    Folder(tmp_path / name).write("landing/a", b"a")
    assert (tmp_path / name / "landing" / "a").read_bytes() == b"a"


def test_a_folder_in_a_missing_folder_is_a_mistake_not_a_wish(root):
    with pytest.raises(StorageError) as refusal:
        Folder(root / "missing" / "data")
    assert str(refusal.value) == (
        f"the folder {root}/missing does not exist, so {root}/missing/data cannot be made in it: "
        "create it (or mount its disk), or correct CITES_STORAGE"
    )


def test_a_link_to_a_folder_can_be_the_storage(root, tmp_path):
    root.mkdir()
    (tmp_path / "link").symlink_to(root)
    Folder(tmp_path / "link").write("a", b"x")
    assert (root / "a").read_bytes() == b"x"


def test_the_landing_area_may_be_a_link_to_a_share(root, storage, tmp_path):
    (tmp_path / "share" / "idf").mkdir(parents=True)
    (tmp_path / "share" / "idf" / "a").write_bytes(b"x")
    root.mkdir()
    (root / "landing").symlink_to(tmp_path / "share")
    assert keys(storage, "landing/") == ["landing/idf/a"]
    assert storage.skipped("landing/") == []
    assert storage.read("landing/idf/a") == b"x"


# --- regular files only


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_link_to_a_file(path: Path) -> None:
    secret = path.parent.parent.parent / "secret"
    secret.write_bytes(b"outside of the storage")
    path.symlink_to(secret)


def make_broken_link(path: Path) -> None:
    path.symlink_to("nowhere")


def make_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path may not be long
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def make_link_to_a_folder(path: Path) -> None:
    outside = path.parent.parent.parent / "outside"
    outside.mkdir()
    (outside / "secret").write_bytes(b"outside of the storage")
    path.symlink_to(outside)


ODDITIES = [
    (make_pipe, "a named pipe"),
    (make_link_to_a_file, "a symbolic link"),
    (make_broken_link, "a symbolic link"),
    (make_link_to_a_folder, "a symbolic link"),
    (make_socket, "a socket"),
]


@pytest.mark.parametrize(("make", "kind"), ODDITIES)
def test_what_is_no_regular_file_is_never_opened_and_is_told(storage, landing, make, kind):
    (landing / "good").write_bytes(b"x")
    make(landing / "odd")
    assert keys(storage, "landing/") == ["landing/good"]
    assert storage.skipped("landing/") == [f"landing/odd: {kind}, not a file: never opened"]
    assert not storage.exists("landing/odd")
    with pytest.raises(UnreadableObject, match=f"landing/odd: {kind}, not a file: never opened"):
        storage.read("landing/odd")


@pytest.mark.parametrize("make", [make_pipe, make_link_to_a_file])
def test_a_file_swapped_for_something_else_after_the_listing_is_not_kept(storage, landing, make):
    (landing / "odd").write_bytes(b"x")
    entries = list(storage.entries("landing/"))
    (landing / "odd").unlink()
    make(landing / "odd")
    (kept,) = storage.keep(entries, lambda fingerprint: f"returns/{fingerprint}")
    assert kept.fingerprint is None
    assert keys(storage, "returns/") == []


def test_a_folder_is_no_object(storage, landing):
    with pytest.raises(MissingKey, match="there is no file landing"):
        storage.read("landing")


def test_a_folder_without_access_is_told_and_hides_nothing_else(storage, landing, monkeypatch):
    for name in ("closed", "open"):
        (landing / name).mkdir()
        (landing / name / "a").write_bytes(b"x")
    real = os.scandir

    def scandir(path):
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert keys(storage, "landing/") == ["landing/open/a"]
    assert storage.skipped("landing/") == ["landing/closed: the folder cannot be opened (permission denied)"]
    with pytest.raises(
        StorageError, match="permission denied"
    ):  # asked for by name, it is not taken for empty
        storage.entries("landing/closed/")


# --- names of any bytes


@pytest.mark.parametrize(
    ("name", "key"),
    [
        (b"cit\xe9.xlsx", "landing/cit%E9.xlsx"),
        (b"two\nlines", "landing/two%0Alines"),
        (b"%0A", "landing/%250A"),
    ],
)
def test_a_name_that_cannot_be_printed_is_read_by_its_key(storage, landing, name, key):
    Path(os.fsdecode(os.fsencode(landing) + b"/" + name)).write_bytes(b"content")
    assert keys(storage, "landing/") == [key]
    assert storage.read(key) == b"content"
    (kept,) = storage.keep(storage.entries("landing/"), lambda fingerprint: f"returns/{fingerprint}")
    assert kept.fingerprint == hashlib.sha256(b"content").hexdigest()


# --- times and marks


@pytest.mark.parametrize(
    ("nanoseconds", "expected"),
    [
        (1_700_000_000_123_456_789, datetime(2023, 11, 14, 22, 13, 20, 123456, tzinfo=UTC)),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (-1_000, datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_the_time_is_that_of_the_file_to_the_microsecond(storage, landing, nanoseconds, expected):
    (landing / "a").write_bytes(b"four")
    os.utime(landing / "a", ns=(nanoseconds, nanoseconds))
    assert list(storage.entries("landing/")) == [Entry("landing/a", 4, expected, f"4-{nanoseconds}")]


# --- whole or not at all


def test_files_follow_the_umask_so_that_others_may_read_a_release(root, storage):
    before = os.umask(0o027)
    try:
        storage.write("releases/a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((root / "releases" / "a").stat().st_mode) == 0o640


def test_unfinished_writes_are_not_listed(storage, root):
    with folder_writing.temporary(_made(root / ".tmp")) as file:
        file.write(b"half")
        assert keys(storage) == []
        assert storage.skipped("") == []


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def small_disk():
    """No file may grow beyond 100 kB, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("how", ["write", "write_new", "write_many", "upload", "keep"])
def test_a_write_that_finds_no_room_leaves_nothing(storage, root, landing, tmp_path, request, how):
    storage.write("old", b"old")
    big = b"x" * 200_000
    (landing / "big").write_bytes(big)
    request.getfixturevalue("small_disk")
    with pytest.raises(StorageError) as refusal:
        match how:
            case "write":
                storage.write("old", big)
            case "write_new":
                storage.write_new("new", big)
            case "write_many":
                storage.write_many([("old", big), ("new", big)])
            case "upload":
                storage.upload(landing / "big", "old")
            case "keep":
                list(storage.keep(storage.entries("landing/"), lambda fingerprint: f"returns/{fingerprint}"))
    assert "the file is larger than" in str(refusal.value) and "\n" not in str(refusal.value)
    assert every_file(root) == ["landing/big", "old"]
    assert storage.read("old") == b"old"


def test_a_download_that_finds_no_room_leaves_nothing(storage, tmp_path, request):
    storage.write("big", b"x" * 200_000)
    request.getfixturevalue("small_disk")
    with pytest.raises(StorageError, match=r"cannot write .*/there/copy"):
        storage.download("big", tmp_path / "there" / "copy")
    assert every_file(tmp_path / "there") == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "no space is left on the disk of {root}: free some and run again"),
        (
            errno.EDQUOT,
            "the disk quota of {root} is used up: free some space, or have it raised, and run again",
        ),
        (errno.EACCES, "permission denied: give this user the right to read and write {root}"),
        (errno.EROFS, "{root} is on a read-only disk: make it writable, or point CITES_STORAGE elsewhere"),
        (errno.EIO, "input/output error: check the disk of {root} and run again"),
    ],
)
def test_a_fault_of_the_disk_is_one_line_that_says_what_to_do(storage, root, monkeypatch, code, said):
    def fsync(_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fsync)
    root.mkdir()
    (root / ".tmp").mkdir()
    with pytest.raises(StorageError) as refusal:
        storage.write("a", b"x")
    assert (
        str(refusal.value)
        == f"cannot write {root}/a: {said.format(root=root)}; nothing half-written was kept"
    )
    assert every_file(root) == []


def test_a_file_in_the_place_of_a_folder_is_told(storage):
    storage.write("a", b"x")
    with pytest.raises(StorageError, match="a file stands where a folder is needed: move it away"):
        storage.write("a/b", b"x")


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_of_several_writers_one_wins_where_the_disk_has_no_hard_links(storage, root, monkeypatch, code):
    def link(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", link)
    together = Barrier(8)

    def create(number: int) -> bool:
        together.wait()
        return storage.write_new("a", f"writer {number}".encode())

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(create, range(8)))
    assert won.count(True) == 1
    assert storage.read("a") == f"writer {won.index(True)}".encode()
    assert not storage.write_new("a", b"later")
    assert every_file(root) == [".tmp/turn", "a"]


# --- what changes while it is read


def test_a_file_that_keeps_growing_is_given_up(storage, landing):
    (landing / "log").write_bytes(b"x" * 10)
    (entry,) = storage.entries("landing/")
    (landing / "log").write_bytes(b"x" * 5_000_000)
    (kept,) = storage.keep([entry], lambda fingerprint: f"returns/{fingerprint}")
    assert kept.problem == "landing/log: changed while it was read, left for the next run"


def test_a_file_changed_without_a_change_of_size_is_given_up(storage, landing):
    (landing / "a").write_bytes(b"old")
    (entry,) = storage.entries("landing/")
    (landing / "a").write_bytes(b"new")
    os.utime(landing / "a", ns=(1, 1))
    (kept,) = storage.keep([entry], lambda fingerprint: f"returns/{fingerprint}")
    assert kept.problem == "landing/a: changed while it was read, left for the next run"
    assert keys(storage, "returns/") == []


ENDLESS_WRITER = """
import sys
from pathlib import Path
from orchestration.storage.folder import Folder
storage = Folder(Path(sys.argv[1]))
print("begun", flush=True)
while True:
    for letter in (b"a", b"b"):
        storage.write("pointer", letter * 3_000_000)
"""


def test_a_writer_killed_at_any_moment_leaves_whole_files_only(storage, root):
    storage.write("pointer", b"a" * 3_000_000)
    for pause in (0.01, 0.02, 0.03):
        with subprocess.Popen(
            [sys.executable, "-c", ENDLESS_WRITER, str(root)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout.readline() == b"begun\n"
            time.sleep(pause)
            writer.kill()
        assert storage.read("pointer") in (b"a" * 3_000_000, b"b" * 3_000_000)
        assert keys(storage) == ["pointer"]
