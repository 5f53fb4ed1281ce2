"""Where reminders leave from: the mail server's address as the environment gives it.

Belongs here: reading and refusing it. Does not belong here: talking to it (`sending`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from orchestration.errors import UsageError

_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """`encrypted`: TLS from the first byte (`smtps`); else STARTTLS where the server offers it. `sender` is a From line."""

    host: str
    port: int
    encrypted: bool
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """How a message names it."""
        return f"{self.host}:{self.port}"


def mail_server(url: str | None, sender: str | None) -> MailServer:
    """The server of `CITES_SMTP_URL` (`smtp[s]://[user:password@]host[:port]`) and `CITES_SMTP_FROM`.

    Raises UsageError where one is unset or is no such thing; it never repeats the password.
    """
    if not url or not sender:
        unset = "CITES_SMTP_URL (smtp://host:port)" if not url else "CITES_SMTP_FROM (the sender's address)"
        raise UsageError(f"nothing is sent: set {unset}, or leave --send out to write the messages only")
    address = parseaddr(sender)[1]
    if "@" not in address.strip("@") or not sender.isprintable():
        raise UsageError("CITES_SMTP_FROM is no address: write name@domain, or Name <name@domain>")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in _PORTS:
        raise UsageError(
            "CITES_SMTP_URL is no address of a mail server: write smtp://host:port, or smtps://host:port"
        )
    return MailServer(
        host=host,
        port=port or _PORTS[parts.scheme],
        encrypted=parts.scheme == "smtps",
        sender=sender,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
