"""Notices that arrive by e-mail and over a webhook, and what is said where they do not."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from orchestration.notifications.notice import Notice
from orchestration.notifications.notify import notify

NOTICE = Notice(
    "Cités de l'emploi : 1 remontée rejetée", ("- Cité d'Évry (cde-012), 2024-T1 : R05", "", "@all")
)


def told(settings, notice: Notice = NOTICE) -> list[str]:
    lines: list[str] = []
    notify(settings, notice, lines.append)
    assert not any("secret" in line or "example.org" in line or "\n" in line for line in lines)
    return lines


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_notice_arrives_by_both_ways(settings, mail_host, room):
    assert told(settings) == []
    assert mail_host.recipients == ["a@example.org", "b@example.org"]
    message = mail_host.taken[0][2]
    assert (message["subject"], message["to"]) == (NOTICE.title, "a@example.org")
    assert message["auto-submitted"] == "auto-generated"
    assert message.get_content().splitlines() == list(NOTICE.lines)
    assert room.asked == [("POST", "/hooks/token-that-is-secret", "application/json; charset=utf-8")]
    assert room.posts == [{"text": NOTICE.chat}]


def test_nothing_is_sent_where_nothing_is_configured(settings, mail_host, room):
    silent = replace(settings, notify_email=(), notify_webhook=None)
    assert not silent.notifies
    assert told(silent) == []
    assert (mail_host.taken, room.asked) == ([], [])


@pytest.mark.parametrize("way", ["notify_email", "notify_webhook"])
def test_one_way_is_enough(settings, mail_host, room, way):
    other = {"notify_email": {"notify_webhook": None}, "notify_webhook": {"notify_email": ()}}[way]
    assert told(replace(settings, **other)) == []
    assert (len(mail_host.taken), len(room.posts)) == ((2, 0) if way == "notify_email" else (0, 1))


# --- e-mail that does not arrive


def test_a_mail_server_that_is_away_is_told_in_a_line_and_the_webhook_is_tried(settings, room):
    port = closed_port()
    lines = told(replace(settings, smtp_url=f"smtp://user:secret@127.0.0.1:{port}"))
    assert lines == [
        f"a notification was not delivered: nothing was sent: the mail server 127.0.0.1:{port} cannot be reached "
        "(Connection refused); see CITES_SMTP_URL"
    ]
    assert len(room.posts) == 1


def test_an_address_that_is_refused_does_not_keep_the_notice_from_the_others(settings, mail_host):
    mail_host.refused = {"a@example.org": 550}
    assert told(settings) == [
        f"a notification was not delivered: the mail server 127.0.0.1:{mail_host.port} refused 1 of 2 messages (550); "
        "see CITES_NOTIFY_EMAIL"
    ]
    assert mail_host.recipients == ["b@example.org"]


@pytest.mark.parametrize(
    "addresses",
    [("nobody",), ("a@example.org", "b c@example.org"), ("a@b@example.org",), ("<a@example.org>",)],
)
def test_an_address_that_is_none_is_told_without_being_repeated(settings, mail_host, addresses):
    assert told(replace(settings, notify_email=addresses, notify_webhook=None)) == [
        "a notification was not delivered: CITES_NOTIFY_EMAIL is no list of addresses: write name@domain, with a comma "
        "between two"
    ]
    assert mail_host.taken == []


@pytest.mark.parametrize("missing", ["smtp_url", "smtp_from"])
def test_addresses_without_a_mail_server_are_told(settings, missing):
    assert told(replace(settings, notify_webhook=None, **{missing: None})) == [
        "a notification was not delivered: CITES_NOTIFY_EMAIL needs a mail server: set CITES_SMTP_URL and CITES_SMTP_FROM"
    ]


# --- webhooks that do not take it


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_a_webhook_that_refuses_is_told_with_its_answer(settings, room, mail_host, status):
    room.status = status
    assert told(settings) == [
        f"a notification was not delivered: the webhook at 127.0.0.1:{room.port} answered {status}; "
        "see CITES_NOTIFY_WEBHOOK"
    ]
    assert len(mail_host.taken) == 2


def test_a_redirect_is_not_followed(settings, room):
    room.status, room.location = 302, f"http://127.0.0.1:{room.port}/elsewhere"
    assert told(settings) == [
        f"a notification was not delivered: the webhook at 127.0.0.1:{room.port} answered 302; see CITES_NOTIFY_WEBHOOK"
    ]
    assert [path for _, path, _ in room.asked] == ["/hooks/token-that-is-secret"]


def test_a_webhook_that_hangs_up_is_told(settings, room):
    room.status = 0
    assert told(settings) == [
        f"a notification was not delivered: the webhook at 127.0.0.1:{room.port} broke the connection, or answered what is "
        "no HTTP; see CITES_NOTIFY_WEBHOOK"
    ]


def test_a_webhook_that_is_away_is_told(settings):
    port = closed_port()
    assert told(replace(settings, notify_webhook=f"http://127.0.0.1:{port}/secret")) == [
        f"a notification was not delivered: the webhook at 127.0.0.1:{port} cannot be reached (Connection refused); "
        "see CITES_NOTIFY_WEBHOOK"
    ]


def test_a_webhook_that_stays_silent_is_given_up(settings, monkeypatch):
    monkeypatch.setattr("orchestration.notifications.by_webhook._SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert told(replace(settings, notify_email=(), notify_webhook=f"http://127.0.0.1:{port}/secret")) == [
            f"a notification was not delivered: the webhook at 127.0.0.1:{port} did not answer; see CITES_NOTIFY_WEBHOOK"
        ]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://host/x",
        "mattermost",
        "http://",
        "http://[",
        "http://host/a b",
        "http://host:x/",
    ],
)
def test_what_is_no_webhook_is_told_without_being_repeated(settings, mail_host, url):
    assert told(replace(settings, notify_email=(), notify_webhook=url)) == [
        "a notification was not delivered: CITES_NOTIFY_WEBHOOK is no address: write it as https://host/path"
    ]


def test_what_nobody_thought_of_is_told_by_its_kind_alone(settings, monkeypatch, mail_host, room):
    def fail(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr("orchestration.notifications.by_mail.Mailbox.deliver", fail)
    assert told(settings) == ["a notification was not delivered (RuntimeError)"]
    assert len(room.posts) == 1


def test_no_object_shows_an_address_or_a_secret(settings):
    from orchestration.notifications.by_mail import Mailbox
    from orchestration.notifications.by_webhook import Webhook

    mailbox = Mailbox.of(settings.notify_email, "smtp://user:secret@host:25", "robot@example.org")
    shown = f"{settings!r} {Webhook.of(settings.notify_webhook)!r} {mailbox!r}"
    assert not any(hidden in shown for hidden in ("secret", "a@example.org", "b@example.org"))
