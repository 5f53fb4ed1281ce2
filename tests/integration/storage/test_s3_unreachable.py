"""A bucket that cannot be used: told in one line, within seconds, without a word of the credentials."""

from __future__ import annotations

import socket

import pytest

from orchestration.errors import StorageError
from orchestration.storage.opening import open_storage
from orchestration.storage.s3_connection import connect

pytestmark = pytest.mark.s3


def told(url: str) -> str:
    with pytest.raises(StorageError) as refusal:
        open_storage(url)
    text = str(refusal.value)
    assert "\n" not in text
    assert not {"test-key", "test-secret-value", "hush"} & set(
        text.replace(":", " ").replace("@", " ").split()
    )
    return text


def test_a_bucket_that_does_not_exist(s3_url, s3_server):
    assert told("s3://no-such-bucket/x") == (
        f"{s3_server.endpoint} has no bucket for s3://no-such-bucket/x: create it, or correct CITES_STORAGE"
    )


def test_a_name_that_no_bucket_can_have(s3_url):
    assert told("s3://not a bucket/x") == (
        "s3://not a bucket/x is no address of a bucket: write s3://bucket/prefix in CITES_STORAGE"
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [("AWS_SECRET_ACCESS_KEY", "SignatureDoesNotMatch"), ("AWS_ACCESS_KEY_ID", "InvalidAccessKeyId")],
)
def test_credentials_that_are_refused(s3_url, s3_server, monkeypatch, name, code):
    monkeypatch.setenv(name, "hush")
    assert told(s3_url) == (
        f"{s3_server.endpoint} refused the credentials ({code}): correct AWS_ACCESS_KEY_ID and the secret"
    )


@pytest.mark.parametrize(
    "missing", [["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], ["AWS_SECRET_ACCESS_KEY"]]
)
def test_credentials_that_are_missing(s3_url, monkeypatch, missing):
    for name in missing:
        monkeypatch.delenv(name)
    assert told(s3_url) == (
        f"no usable credentials for {s3_url}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
    )


def test_a_profile_that_does_not_exist(s3_url, monkeypatch):
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert told(s3_url).startswith(f"no usable credentials for {s3_url}: ")


def test_a_server_that_does_not_answer(s3_url, monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{closed.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://user:hush@{address}")
        assert told(s3_url) == (
            f"cannot reach http://{address} to list the objects at {s3_url}: "
            "check the network and the address"
        )


def test_an_endpoint_that_is_no_address(s3_url, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "localhost")
    assert told(s3_url) == "the S3 endpoint is no address: write AWS_ENDPOINT_URL_S3 as https://host:port"


def test_a_server_that_stays_silent_is_given_up_within_twenty_seconds(s3_url):
    settings = connect(s3_url).hasty.meta.config
    attempts, longest_pause = settings.retries["total_max_attempts"], 1
    assert attempts * (settings.connect_timeout + settings.read_timeout) + (attempts - 1) * longest_pause < 20


def test_a_server_in_use_is_given_more_patience(s3_url):
    settings = connect(s3_url).client.meta.config
    assert settings.retries == {"mode": "standard", "total_max_attempts": 7}
    assert (settings.connect_timeout, settings.read_timeout) == (5, 30)
    assert settings.s3["addressing_style"] == "path"


@pytest.mark.parametrize(
    ("endpoint", "style"),
    [
        ("https://s3.eu-west-3.amazonaws.com", "auto"),
        ("https://s3.gra.io.cloud.example", "path"),
        ("http://localhost:9000", "path"),
        ("https://amazonaws.com.example", "path"),
    ],
)
def test_only_the_provider_that_has_a_host_name_a_bucket_is_asked_for_it(endpoint, style):
    from orchestration.storage.s3_connection import _addressing

    assert _addressing(endpoint) == {"s3": {"addressing_style": style}}
