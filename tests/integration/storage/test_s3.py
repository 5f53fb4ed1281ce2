"""What a bucket promises beyond the contract: prefixes, markers, broken answers, conditional writes."""

from __future__ import annotations

import io
import re

import pytest
from botocore.awsrequest import AWSResponse

from orchestration.errors import StorageError
from orchestration.storage.interface import Entry, UnreadableObject
from orchestration.storage.opening import open_storage
from orchestration.storage.s3 import S3Storage
from orchestration.storage.s3_connection import connect

pytestmark = pytest.mark.s3


@pytest.fixture
def bucket(s3_url):
    return connect(s3_url)


@pytest.fixture
def storage(bucket) -> S3Storage:
    return S3Storage(bucket)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("releases/r0001/page/index.html", "text/html; charset=utf-8"),
        ("releases/r0001/manifest.json", "application/json"),
        ("releases/current.json", "application/json"),
        ("returns/ab/abcdef", "application/octet-stream"),
    ],
)
def test_a_browser_is_told_what_it_opens(storage, bucket, tmp_path, key, kind):
    local = tmp_path / "file"
    local.write_bytes(b"<p>Bonjour</p>")
    puts = (
        lambda: storage.write_new(key, b"<p>Bonjour</p>"),
        lambda: storage.write_over(key, b"<p>Bonsoir</p>", storage.version(key)),
        lambda: storage.write(key, b"<p>Bonjour</p>"),
        lambda: storage.upload(local, key),
    )
    for put in puts:
        put()
        head = bucket.client.head_object(Bucket=bucket.name, Key=bucket.full(key))
        assert head["ContentType"] == kind


def keys(storage, prefix: str = "") -> list[str]:
    return [entry.key for entry in storage.entries(prefix)]


def answer_once(client, operation: str, make_answer) -> list[str]:
    """Let `make_answer(request)` stand for the server, the first time the operation is asked for."""
    asked: list[str] = []

    def intercept(request, **_):
        asked.append(request.url)
        return make_answer(request) if len(asked) == 1 else None

    client.meta.events.register(f"before-send.s3.{operation}", intercept)
    return asked


def refusal(status: int, code: str):
    body = f"<Error><Code>{code}</Code><Message>key AKIAHUSH, string to sign: hush</Message></Error>".encode()

    class Raw(io.BytesIO):
        def stream(self, **_):
            yield self.read()

    return lambda request: AWSResponse(request.url, status, {"content-length": str(len(body))}, Raw(body))


# --- where things lie


def test_two_prefixes_of_one_bucket_are_two_storages(s3_url):
    first, second = open_storage(f"{s3_url}/a"), open_storage(f"{s3_url}/ab/")
    first.write("x", b"first")
    second.write("x", b"second")
    assert (keys(first), first.read("x")) == (["x"], b"first")
    assert (keys(second), second.read("x")) == (["x"], b"second")
    assert second.url == f"{s3_url}/ab"
    assert second.location("x y") == f"{s3_url}/ab/x y"
    assert second.local_path("x") is None
    assert keys(open_storage(s3_url)) == ["a/x", "ab/x"]


def test_a_whole_bucket_can_be_the_storage(s3_url, s3_server):
    storage = open_storage(f"s3://{s3_server.bucket}")
    open_storage(s3_url).write("landing/a", b"x")
    prefix = s3_url.rpartition("/")[2]
    assert storage.url == f"s3://{s3_server.bucket}"
    assert storage.read(f"{prefix}/landing/a") == b"x"
    assert keys(storage, f"{prefix}/") == [f"{prefix}/landing/a"]


def test_markers_that_stand_for_folders_are_no_objects(bucket, storage):
    bucket.client.put_object(Bucket=bucket.name, Key=bucket.full("landing/2024") + "/", Body=b"")
    storage.write("landing/2024/a", b"x")
    assert keys(storage, "landing/") == ["landing/2024/a"]


def test_the_mark_is_size_and_etag(storage):
    storage.write("a", b"hello")
    (entry,) = storage.entries("a")
    assert entry == Entry("a", 5, entry.modified, "5-5d41402abc4b2a76b9719d911017c592")


# --- answers that go wrong


def test_an_answer_that_breaks_off_is_asked_for_again(bucket, storage):
    storage.write("a", b"the whole content")
    asked = answer_once(
        bucket.client,
        "GetObject",
        lambda request: AWSResponse(
            request.url, 200, {"content-length": "17", "etag": '"x"'}, io.BytesIO(b"the wh")
        ),
    )
    assert storage.read("a") == b"the whole content"
    assert len(asked) == 2


def test_an_object_without_access_is_told_and_the_others_are_kept(bucket, storage):
    storage.write_many([("landing/a", b"a"), ("landing/b", b"b")])
    entries = list(storage.entries("landing/"))

    def intercept(request, **_):
        return refusal(403, "AccessDenied")(request) if request.url.endswith("/landing/a") else None

    bucket.client.meta.events.register("before-send.s3.GetObject", intercept)
    first, second = storage.keep(entries, lambda fingerprint: f"returns/{fingerprint}")
    assert (first.fingerprint, first.problem) == (None, "landing/a: cannot be read (AccessDenied)")
    assert keys(storage, "returns/") == [f"returns/{second.fingerprint}"]
    with pytest.raises(UnreadableObject, match="landing/a: cannot be read"):
        storage.read("landing/a")


def test_a_large_object_that_changes_between_hashing_and_copying_is_not_kept(bucket, storage):
    storage.write("landing/a", b"x" * 9_000_000)
    entries = list(storage.entries("landing/"))
    changed = []

    def change(request, **_):
        if not changed:
            changed.append(True)
            storage.write("landing/a", b"y" * 9_000_000)

    # the server is asked for the target after the hashing and before the copy
    bucket.client.meta.events.register("before-send.s3.HeadObject", change)
    (kept,) = storage.keep(entries, lambda fingerprint: f"returns/{fingerprint}")
    assert kept.problem == "landing/a: changed while it was read, left for the next run"
    assert keys(storage, "returns/") == []


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (
            403,
            "AccessDenied",
            "no right to write a at {url}: let the account list, read, write and delete there",
        ),
        (
            507,
            "QuotaExceeded",
            "the storage {url} is full (QuotaExceeded): free some space, or have its quota raised",
        ),
        (400, "ExpiredToken", "{endpoint} refused the credentials (ExpiredToken): correct AWS_ACCESS_KEY_ID"),
        (
            403,
            "RequestTimeTooSkewed",
            "the clock of this machine is wrong, says {endpoint}: set it, then run again",
        ),
        (418, "Teapot/<b>", "{endpoint} refused to write a at {url} (Teapotb): look the code up"),
    ],
)
def test_a_refusal_says_what_to_do_and_repeats_nothing_of_the_server(bucket, storage, status, code, said):
    escaped = code.replace("<", "&lt;").replace(">", "&gt;")
    answer_once(bucket.client, "PutObject", refusal(status, escaped))
    with pytest.raises(StorageError) as told:
        storage.write("a", b"x")
    endpoint = bucket.client.meta.endpoint_url
    assert str(told.value).startswith(said.format(url=storage.url, endpoint=endpoint))
    assert "hush" not in str(told.value).lower() and "\n" not in str(told.value)


# --- conditional writes


def test_a_conflict_with_another_writer_is_tried_again(bucket, storage):
    asked = answer_once(bucket.client, "PutObject", refusal(409, "ConditionalRequestConflict"))
    assert storage.write_new("a", b"x")
    assert len(asked) == 2


def test_a_creation_whose_answer_was_lost_counts_as_ours(bucket, storage, s3_url):
    def write_then_lose_the_answer(request):
        assert open_storage(s3_url).write_new("register/1", b"our segment")
        return refusal(500, "InternalError")(request)

    answer_once(bucket.client, "PutObject", write_then_lose_the_answer)
    assert storage.write_new("register/1", b"our segment")


def test_a_creation_that_another_won_while_ours_was_tried_again_is_not_ours(bucket, storage, s3_url):
    def let_another_win(request):
        assert open_storage(s3_url).write_new("register/1", b"their segment")
        return refusal(500, "InternalError")(request)

    answer_once(bucket.client, "PutObject", let_another_win)
    assert not storage.write_new("register/1", b"our segment")
    assert storage.read("register/1") == b"their segment"


def test_a_server_that_knows_no_conditions_is_asked_first(bucket, storage):
    def intercept(request, **_):
        return refusal(501, "NotImplemented")(request) if "If-None-Match" in request.headers else None

    bucket.client.meta.events.register("before-send.s3.PutObject", intercept)
    assert storage.write_new("a", b"first")
    assert not storage.write_new("a", b"second")
    assert storage.read("a") == b"first"


def test_requests_carry_no_checksums_that_older_servers_refuse(bucket, storage):
    sent: list[str] = []
    bucket.client.meta.events.register(
        "before-send.s3.PutObject", lambda request, **_: sent.extend(request.headers)
    )
    storage.write("a", b"x")
    assert [name for name in sent if re.search("checksum|trailer", name, re.IGNORECASE)] == []
