"""A real mail server and a real webhook on loopback, and the settings that lead there."""

from pathlib import Path

import pytest

from orchestration.settings import Settings
from tests.integration.notifications.webhook_server import Room, answering
from tests.integration.reminders.smtp_server import MailHost, serving

SENDER = "Cités de l'emploi <robot@example.org>"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def mail_host():
    with serving(MailHost()) as host:
        yield host


@pytest.fixture
def room():
    with answering(Room()) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, mail_host: MailHost, room: Room) -> Settings:
    """Both ways, to two people and a room."""
    return Settings(
        storage=str(tmp_path / "storage"),
        reference=None,
        postgres=None,
        smtp_url=mail_host.url,
        smtp_from=SENDER,
        notify_email=("a@example.org", "b@example.org"),
        notify_webhook=room.url,
    )
