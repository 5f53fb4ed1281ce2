"""What the environment says becomes one frozen object, and nothing secret is in its text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.cli import build_parser
from orchestration.settings import read_settings


def test_nothing_is_told_to_anybody_until_it_is_configured():
    settings = read_settings({})
    assert (settings.notify_email, settings.notify_webhook, settings.notifies) == ((), None, False)


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("", ()),
        (" ", ()),
        (",", ()),
        ("a@example.org", ("a@example.org",)),
        (" a@example.org ,b@example.org,", ("a@example.org", "b@example.org")),
    ],
)
def test_addresses_are_told_apart_by_commas(written, addresses):
    settings = read_settings({"CITES_NOTIFY_EMAIL": written})
    assert settings.notify_email == addresses
    assert settings.notifies is bool(addresses)


def test_a_webhook_alone_is_enough():
    assert read_settings({"CITES_NOTIFY_WEBHOOK": "https://chat.example/hooks/x"}).notifies


def test_the_help_names_every_variable_that_the_readme_explains():
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    rows = "\n".join(line.split("|")[1] for line in readme.splitlines() if line.startswith("| `"))
    explained = set(re.findall(r"`((?:CITES|DAGSTER)_\w+)`", rows))
    told = set(re.findall(r"(?:CITES|DAGSTER)_\w+", build_parser().epilog or ""))
    assert told == explained
    assert len(told) > 8


def test_the_text_of_the_settings_holds_no_password_and_no_address():
    secret = {
        "CITES_POSTGRES": "postgresql://u:hush@db/x",
        "CITES_SMTP_URL": "smtp://u:hush@mail",
        "CITES_SMTP_FROM": "hush@example.org",
        "CITES_NOTIFY_EMAIL": "hush@example.org",
        "CITES_NOTIFY_WEBHOOK": "https://chat.example/hooks/hush",
    }
    assert "hush" not in repr(read_settings(secret))
