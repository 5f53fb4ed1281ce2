"""What every storage promises, asked of a folder and of a real S3 server."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from orchestration.errors import LockHeld, StorageError
from orchestration.storage.interface import MissingKey
from orchestration.storage.opening import open_storage


@pytest.fixture
def storage(url):
    return open_storage(url)


def keys(storage, prefix: str = "") -> list[str]:
    return [entry.key for entry in storage.entries(prefix)]


def kept_key(fingerprint: str) -> str:
    return f"returns/{fingerprint[:2]}/{fingerprint}"


# --- one object


@pytest.mark.parametrize("data", [b"", b"one line\n", bytes(range(256)) * 5000])
def test_what_was_written_is_read_back(storage, data):
    storage.write("returns/ab/abcd", data)
    assert storage.read("returns/ab/abcd") == data


def test_writing_again_replaces(storage):
    storage.write("releases/current.json", b"old")
    storage.write("releases/current.json", b"new")
    assert storage.read("releases/current.json") == b"new"
    assert keys(storage) == ["releases/current.json"]


def test_an_object_exists_once_it_is_written_and_until_it_is_deleted(storage):
    assert not storage.exists("a/b")
    storage.write("a/b", b"x")
    assert storage.exists("a/b")
    storage.delete("a/b")
    assert not storage.exists("a/b")


def test_a_folder_of_objects_is_no_object(storage):
    storage.write("a/b", b"x")
    assert not storage.exists("a")


def test_deleting_nothing_is_no_fault(storage):
    storage.delete("never/was")
    assert keys(storage) == []


def test_reading_what_is_not_there_says_so(storage, tmp_path):
    with pytest.raises(MissingKey, match="never/was"):
        storage.read("never/was")
    with pytest.raises(MissingKey, match="never/was"):
        storage.download("never/was", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../outside", "a/../../outside", "a//b", "a/./b", "a/", "a%00b"]
)
def test_a_key_that_leads_out_of_the_storage_is_refused(storage, key):
    with pytest.raises(StorageError, match="is no key of a storage"):
        storage.read(key)
    with pytest.raises(StorageError, match="is no key of a storage"):
        storage.write(key, b"x")


@pytest.mark.parametrize(
    "key",
    [
        "landing/Île-de-France/Cité d'Aubervilliers – T4 2023 (v2).xlsx",
        "landing/日本/😀.ods",
        "landing/e\u0301.xlsx",  # decomposed: not the same name as the composed one
        "landing/100%.xlsx",
        "landing/a%20b+c&d=e?f#g.xlsx",
        "landing/line%0Abreak.xlsx",
        "landing/%250A.xlsx",
        "landing/.hidden/~$lock.xlsx",
    ],
)
def test_every_name_is_listed_as_it_is_read(storage, key):
    storage.write(key, key.encode())
    assert keys(storage, "landing/") == [key]
    assert storage.read(key) == key.encode()
    assert storage.exists(key)


# --- several objects


def test_objects_are_listed_sorted_by_key(storage):
    storage.write_many((key, b"x") for key in ["b", "a/b/c", "é", "a-b", "ab/c", "a b/c", "a/b.c"])
    assert keys(storage) == ["a b/c", "a-b", "a/b.c", "a/b/c", "ab/c", "b", "é"]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("landing/", ["landing/2023/a", "landing/2024/b", "landing/c"]),
        ("landing/2023/", ["landing/2023/a"]),
        ("landing/20", ["landing/2023/a", "landing/2024/b"]),  # a prefix may end within a name
        ("land", ["landing/2023/a", "landing/2024/b", "landing/c", "landings/d"]),
        ("landing/2023/a", ["landing/2023/a"]),
        ("nothing/", []),
        ("landing/c/", []),
    ],
)
def test_a_prefix_selects_the_keys_that_start_with_it(storage, prefix, expected):
    storage.write_many(
        (key, b"x") for key in ["landing/c", "landing/2023/a", "landing/2024/b", "landings/d", "z"]
    )
    assert keys(storage, prefix) == expected


def test_an_entry_gives_size_time_and_a_mark_that_follows_the_content(storage):
    storage.write("a", b"four")
    (before,) = storage.entries("")
    assert (before.key, before.size, before.modified.tzinfo) == ("a", 4, UTC)
    assert abs(before.modified - datetime.now(UTC)) < timedelta(minutes=1)
    assert [entry.mark for entry in storage.entries("")] == [before.mark]
    storage.write("a", b"FOUR")
    assert [entry.mark for entry in storage.entries("")] != [before.mark]


def test_a_listing_goes_on_after_the_first_thousand(storage):
    written = [f"many/{number:04d}" for number in range(1_005)]
    storage.write_many((key, key.encode()) for key in reversed(written))
    assert keys(storage, "many/") == written


def test_many_objects_are_read_in_the_order_asked_for(storage):
    asked = [f"k/{number}" for number in (7, 3, 99, 0, 42, 3)]
    storage.write_many((f"k/{number}", str(number).encode()) for number in range(100))
    assert list(storage.read_many(asked)) == [(key, key[2:].encode()) for key in asked]


def test_reading_many_stops_at_the_one_that_is_missing(storage):
    storage.write("a", b"x")
    with pytest.raises(MissingKey, match=r"there is no .* b$"):
        list(storage.read_many(["a", "b", "a"]))


# --- of several writers one wins


def test_what_exists_is_not_created_again(storage):
    assert storage.write_new("register/00000001.jsonl", b"first")
    assert not storage.write_new("register/00000001.jsonl", b"second")
    assert storage.read("register/00000001.jsonl") == b"first"


def test_of_eight_writers_at_once_exactly_one_creates(storage):
    together = Barrier(8)

    def create(number: int) -> bool:
        together.wait()
        return storage.write_new("register/00000002.jsonl", f"writer {number}".encode())

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(create, range(8)))
    assert won.count(True) == 1
    assert storage.read("register/00000002.jsonl") == f"writer {won.index(True)}".encode()


def test_a_version_tells_one_state_of_an_object_from_another(storage):
    assert storage.version("releases/current.json") is None
    storage.write("releases/current.json", b"first")
    first = storage.version("releases/current.json")
    assert first == storage.version("releases/current.json")
    storage.write("releases/current.json", b"other")
    assert storage.version("releases/current.json") not in {None, first}


def test_only_the_version_that_was_looked_at_is_written_over(storage):
    assert not storage.write_over("releases/current.json", b"x", "no such version")
    assert storage.write_over("releases/current.json", b"first", None)
    assert not storage.write_over("releases/current.json", b"late", None)
    first = storage.version("releases/current.json")
    assert storage.write_over("releases/current.json", b"second", first)
    assert not storage.write_over("releases/current.json", b"late", first)
    assert storage.read("releases/current.json") == b"second"


def test_what_was_removed_meanwhile_is_not_written_over(storage):
    storage.write("releases/current.json", b"first")
    first = storage.version("releases/current.json")
    storage.delete("releases/current.json")
    assert not storage.write_over("releases/current.json", b"second", first)
    assert not storage.exists("releases/current.json")


def test_a_reader_sees_the_old_bytes_or_the_new(storage):
    versions = {letter.encode() * 300_000 for letter in "abcdefgh"}
    storage.write("pointer", b"a" * 300_000)
    with ThreadPoolExecutor(2) as pool:
        writing = pool.submit(lambda: [storage.write("pointer", version) for version in sorted(versions) * 3])
        seen = {storage.read("pointer")}
        while not writing.done():
            seen.add(storage.read("pointer"))
        writing.result()
    assert seen <= versions


# --- files


@pytest.mark.parametrize("size", [0, 1, 20_000_000])  # the last is sent and fetched in parts
def test_a_file_goes_up_and_comes_down_unchanged(storage, tmp_path, size):
    data = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    (tmp_path / "local").write_bytes(data)
    storage.upload(tmp_path / "local", "releases/x/cites.duckdb")
    assert keys(storage) == ["releases/x/cites.duckdb"]
    storage.download("releases/x/cites.duckdb", tmp_path / "new folder" / "copy")
    assert (tmp_path / "new folder" / "copy").read_bytes() == data
    assert [path.name for path in (tmp_path / "new folder").iterdir()] == ["copy"]


def test_a_download_replaces_what_was_there(storage, tmp_path):
    storage.write("a", b"new")
    (tmp_path / "copy").write_bytes(b"something longer")
    storage.download("a", tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"new"


def test_a_local_file_that_is_missing_is_named(storage, tmp_path):
    with pytest.raises(StorageError, match=r"cannot read .*nowhere"):
        storage.upload(tmp_path / "nowhere", "a")
    assert keys(storage) == []


# --- keeping bytes under their hash


def test_bytes_are_kept_under_their_hash(storage):
    storage.write_many([("landing/b", b"same"), ("landing/a", b"same"), ("landing/c", b"")])
    entries = list(storage.entries("landing/"))
    fingerprints = [hashlib.sha256(data).hexdigest() for data in (b"same", b"same", b"")]
    kept = list(storage.keep(entries, kept_key))
    assert [one.entry for one in kept] == entries
    assert [one.fingerprint for one in kept] == fingerprints
    assert [one.problem for one in kept] == ["", "", ""]
    assert keys(storage, "returns/") == sorted({kept_key(fingerprint) for fingerprint in fingerprints})
    assert storage.read(kept_key(fingerprints[0])) == b"same"


def test_a_large_object_is_kept_whole(storage):
    data = bytes(range(256)) * 40_000  # 10 MB
    storage.write("landing/large", data)
    (kept,) = storage.keep(storage.entries("landing/"), kept_key)
    assert kept.fingerprint == hashlib.sha256(data).hexdigest()
    assert storage.read(kept_key(kept.fingerprint)) == data


def test_what_is_kept_already_is_recognised(storage):
    storage.write_many([("landing/a", b"bytes"), ("landing/b", b"bytes")])
    key = kept_key(hashlib.sha256(b"bytes").hexdigest())
    assert [one.problem for one in storage.keep(storage.entries("landing/"), kept_key)] == ["", ""]
    assert [one.problem for one in storage.keep(storage.entries("landing/"), kept_key)] == ["", ""]
    assert storage.read(key) == b"bytes"


def test_a_kept_copy_that_no_longer_has_its_fingerprint_is_replaced(storage):
    storage.write("landing/a", b"bytes")
    key = kept_key(hashlib.sha256(b"bytes").hexdigest())
    storage.write(key, b"other")
    assert [one.problem for one in storage.keep(storage.entries("landing/"), kept_key)] == [""]
    assert storage.read(key) == b"bytes"


def test_an_object_that_changed_or_went_since_it_was_listed_is_told_and_the_others_are_kept(storage):
    storage.write_many([("landing/a", b"a"), ("landing/b", b"b"), ("landing/c", b"c")])
    entries = list(storage.entries("landing/"))
    storage.write("landing/a", b"a and more")
    storage.delete("landing/b")
    first, second, third = storage.keep(entries, kept_key)
    assert (first.fingerprint, first.problem) == (
        None,
        "landing/a: changed while it was read, left for the next run",
    )
    assert (second.fingerprint, second.problem) == (None, "landing/b: gone since it was listed")
    assert third.fingerprint == hashlib.sha256(b"c").hexdigest()
    assert keys(storage, "returns/") == [kept_key(third.fingerprint)]


# --- the run lock


def test_a_second_run_is_refused_at_once_and_told_who_holds_the_lock(url, storage):
    with storage.lock(), pytest.raises(LockHeld) as refusal, open_storage(url).lock():
        pass
    assert re.match(
        rf"another run holds the lock of {re.escape(url)} \(process {os.getpid()} on .+ since 20",
        str(refusal.value),
    )


def test_the_lock_is_free_again_after_a_run_that_ended_or_failed(storage):
    with storage.lock():
        pass
    with pytest.raises(ZeroDivisionError), storage.lock():
        _ = 1 / 0
    with storage.lock() as lease:
        lease.check()


def test_the_lock_is_no_object_of_the_storage(storage):
    with storage.lock():
        assert keys(storage) == []
        assert storage.skipped("") == []


HOLDER = """
import sys, time
url = sys.argv[1]
if url.startswith("s3://"):
    from orchestration.storage.s3 import S3Storage
    from orchestration.storage.s3_connection import connect
    storage = S3Storage(connect(url), lease_seconds=1, renew_every=0.2)
else:
    from orchestration.storage.opening import open_storage
    storage = open_storage(url)
with storage.lock():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_holder_does_not_leave_the_lock_behind(url, storage):
    with subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockHeld), storage.lock():
            pass
        holder.kill()
    deadline = time.monotonic() + 20
    while True:
        try:
            with storage.lock() as lease:
                lease.check()
            break
        except LockHeld:
            assert time.monotonic() < deadline, "the lock of a killed run never came free"
            time.sleep(0.2)
