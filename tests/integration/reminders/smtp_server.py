"""A real mail server (aiosmtpd) on loopback: it takes messages, refuses some, encrypts, asks for a password, hangs up.

Belongs here: what the server answers. Does not belong here: SMTP itself, what is expected of the messages.
"""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"


@dataclass
class MailHost:
    """What the server does, and what it was given. `refused` are answers to RCPT by address; `lost_after` messages, at the
    name of the next sender, or with `is_lost_late` once its message is there; `takes_accents` in addresses.

    `passwords` are all those that were tried, `encrypted` says of each message taken whether it came encrypted.
    """

    refused: dict[str, int] = field(default_factory=dict)
    refused_data: int = 0
    refused_sender: int = 0
    lost_after: int | None = None
    is_lost_late: bool = False
    takes_accents: bool = True
    context: ssl.SSLContext | None = None
    is_encrypted_from_the_start: bool = False
    password: str | None = None
    port: int = 0
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [address for _, addresses, _ in self.taken for address in addresses]


class _Handler:
    """The answers of a host; aiosmtpd finds them by their names."""

    def __init__(self, host: MailHost) -> None:
        self._host = host

    @property
    def _is_lost(self) -> bool:
        return self._host.lost_after is not None and len(self._host.taken) >= self._host.lost_after

    async def handle_MAIL(self, server: SMTP, _: Session, envelope: Envelope, address: str, __: Any) -> str:  # noqa: N802
        if self._is_lost and not self._host.is_lost_late:
            server.transport.close()
        if self._host.refused_sender:
            return f"{self._host.refused_sender} not you"
        envelope.mail_from = address
        return OK

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: Any) -> str:  # noqa: N802
        if address in self._host.refused:
            return f"{self._host.refused[address]} {address} is unknown here"
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._is_lost:
            server.transport.close()
        if self._host.refused_data:
            return f"{self._host.refused_data} not this"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self._host.taken.append((envelope.mail_from, list(envelope.rcpt_tos), message))
        self._host.encrypted.append(server.transport.get_extra_info("cipher") is not None)
        return OK


class _Server(Controller):
    """Every connection is answered as the host is at that moment."""

    def __init__(self, host: MailHost) -> None:
        self._host = host
        host.port = _free_port()
        at_once = host.context if host.is_encrypted_from_the_start else None
        super().__init__(_Handler(host), hostname="127.0.0.1", port=host.port, ssl_context=at_once)

    def factory(self) -> SMTP:
        later = None if self._host.is_encrypted_from_the_start else self._host.context
        return SMTP(
            self.handler,
            tls_context=later,
            auth_require_tls=False,
            authenticator=self._authenticated,
            enable_SMTPUTF8=self._host.takes_accents,
        )

    def _authenticated(self, *asked: Any) -> AuthResult:
        login = asked[-1]
        assert isinstance(login, LoginPassword)
        self._host.passwords.append(login.password.decode())
        return AuthResult(success=login.password.decode() == self._host.password, handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(host: MailHost) -> Iterator[MailHost]:
    """The server on a free loopback port while the block runs."""
    server = _Server(host)
    server.start()
    try:
        yield host
    finally:
        server.stop()
