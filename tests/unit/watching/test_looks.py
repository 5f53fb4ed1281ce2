"""A look that went well is noted and pinged; whatever becomes of that, the look went well."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from orchestration.clock import now
from orchestration.settings import Settings
from orchestration.watching.looks import tell_of_a_good_look
from orchestration.watching.traces import Traces
from tests.integration.notifications.webhook_server import Room, answering

REST = timedelta(seconds=40)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def room():
    with answering(Room()) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path, room) -> Settings:
    return Settings(str(tmp_path), None, None, dagster_home=str(tmp_path), heartbeat_url=room.url)


def told(settings: Settings) -> list[str]:
    said: list[str] = []
    tell_of_a_good_look(settings, REST, said.append)
    return said


def test_a_look_is_noted_with_its_rest_and_pinged_once(settings, room):
    before = now()
    assert told(settings) == []
    look = Traces(settings).look
    assert before <= look.instant <= now()
    assert look.due - look.instant == REST
    assert [asked[:2] for asked in room.asked] == [("GET", "/hooks/token-that-is-secret")]


def test_without_an_address_nobody_is_pinged(settings, room):
    assert told(dataclasses.replace(settings, heartbeat_url=None)) == []
    assert room.asked == []


def test_a_ping_that_finds_nobody_is_said_without_the_secret(settings, room):
    nobody = "http://127.0.0.1:1/token-that-is-secret"
    assert told(dataclasses.replace(settings, heartbeat_url=nobody)) == [
        "the heartbeat at 127.0.0.1:1 cannot be reached (Connection refused); see CITES_HEARTBEAT_URL"
    ]


@pytest.mark.parametrize("address", ["ftp://host/x", "file:///etc/passwd", "host/secret", "https://"])
def test_what_is_no_address_of_the_web_is_told_by_the_name_of_its_variable(settings, address):
    assert told(dataclasses.replace(settings, heartbeat_url=address)) == [
        "CITES_HEARTBEAT_URL is no address: write it as https://host/path"
    ]


def test_a_look_that_cannot_be_noted_is_pinged_all_the_same(settings, room, tmp_path):
    (said,) = told(dataclasses.replace(settings, dagster_home=str(tmp_path / "gone")))
    assert said.startswith("this look could not be noted for `cites health` (")
    assert len(room.asked) == 1
