"""The mail server is told by the environment; what it cannot be is refused, and the password shown nowhere."""

import pytest

from orchestration.errors import UsageError
from orchestration.reminders.mail_server import mail_server

SENDER = "Équipe nationale <equipe@example.org>"


@pytest.mark.parametrize(
    ("url", "host", "port", "encrypted"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, False),
        ("smtps://mail.example.org", "mail.example.org", 465, True),
        ("smtp://[::1]:2525", "::1", 2525, False),
    ],
)
def test_host_port_and_encryption_come_from_the_url(url, host, port, encrypted):
    server = mail_server(url, SENDER)
    assert (server.host, server.port, server.encrypted, server.user) == (host, port, encrypted, None)


def test_user_and_password_are_unquoted_and_the_password_is_not_shown():
    server = mail_server("smtp://cites%40example.org:p%2Fss@mail.example.org:587", SENDER)
    assert (server.user, server.password) == ("cites@example.org", "p/ss")
    assert "p/ss" not in repr(server) and "p/ss" not in server.name


@pytest.mark.parametrize(
    ("url", "sender", "told"),
    [
        (None, SENDER, "nothing is sent: set CITES_SMTP_URL (smtp://host:port), or leave --send out"),
        (
            "smtp://h",
            None,
            "nothing is sent: set CITES_SMTP_FROM (the sender's address), or leave --send out",
        ),
        ("smtp://h", "equipe", "CITES_SMTP_FROM is no address"),
        ("smtp://h", "@", "CITES_SMTP_FROM is no address"),
        ("smtp://h", "e@example.org\nBcc: f@example.org", "CITES_SMTP_FROM is no address"),
    ],
)
def test_what_is_unset_or_no_sender_is_told(url, sender, told):
    with pytest.raises(UsageError) as refused:
        mail_server(url, sender)
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://u:secret@mail.example.org",
        "smtp://",
        "smtp://u:secret@h:port",
        "smtp://h:99999",
    ],
)
def test_what_is_no_mail_server_is_told_without_its_password(url):
    with pytest.raises(UsageError) as refused:
        mail_server(url, SENDER)
    assert str(refused.value).startswith("CITES_SMTP_URL is no address of a mail server")
    assert "secret" not in str(refused.value)
