"""A small mail server on loopback: it takes messages, refuses some, encrypts, asks for a password, hangs up.

Belongs here: as much of SMTP (RFC 5321) as smtplib speaks. Does not belong here: what is expected of the messages.
"""

from __future__ import annotations

import base64
import email
import email.policy
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage


@dataclass
class MailHost:
    """What the server does, and what it was given. `refused` are answers to RCPT by address; `lost_after` messages."""

    refused: dict[str, int] = field(default_factory=dict)
    refused_data: int = 0
    refused_sender: int = 0
    lost_after: int | None = None
    context: ssl.SSLContext | None = None
    is_encrypted_from_the_start: bool = False
    password: str | None = None
    port: int = 0
    taken: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return [address for _, addresses, _ in self.taken for address in addresses]


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    server: _Server

    def handle(self) -> None:
        self.host = self.server.host
        self.is_encrypted = False
        with suppress(ConnectionError, ssl.SSLError):
            if self.host.is_encrypted_from_the_start:
                self.encrypt()
            self.reset()
            self.say("220 ready")
            while line := self.rfile.readline().decode().rstrip("\r\n"):
                verb, _, rest = line.partition(" ")
                self.host.commands.append(verb.upper())
                if not getattr(self, f"on_{verb.lower()}", self.unknown)(rest):
                    return

    def reset(self) -> None:
        self.sender, self.addresses = "", []

    def say(self, *lines: str) -> bool:
        shown = [f"{line[:3]}-{line[4:]}" for line in lines[:-1]] + [lines[-1]]
        self.wfile.write("".join(f"{line}\r\n" for line in shown).encode())
        return True

    def unknown(self, _rest: str) -> bool:
        return self.say("502 unknown")

    def on_ehlo(self, _rest: str) -> bool:
        offers = ["250 loopback"]
        if self.host.context and not self.is_encrypted:
            offers.append("250 STARTTLS")
        if self.host.password:
            offers.append("250 AUTH PLAIN")
        return self.say(*offers)

    def on_starttls(self, _rest: str) -> bool:
        self.say("220 go ahead")
        self.encrypt()
        return True

    def encrypt(self) -> None:
        assert self.host.context is not None
        self.connection = self.host.context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.is_encrypted = True

    def on_auth(self, rest: str) -> bool:
        _, _, password = base64.b64decode(rest.split()[-1]).decode().split("\0")
        return self.say("235 welcome" if password == self.host.password else "535 no")

    def on_mail(self, rest: str) -> bool:
        self.sender = rest
        if self.host.refused_sender:
            return self.say(f"{self.host.refused_sender} not you")
        if self.host.lost_after is not None and len(self.host.taken) >= self.host.lost_after:
            return False
        return self.say("250 ok")

    def on_rcpt(self, rest: str) -> bool:
        address = rest.partition("<")[2].partition(">")[0]
        if address in self.host.refused:
            return self.say(f"{self.host.refused[address]} {address} is unknown here")
        self.addresses.append(address)
        return self.say("250 ok")

    def on_data(self, _rest: str) -> bool:
        self.say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.host.refused_data:
            return self.say(f"{self.host.refused_data} not this")
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.host.taken.append((self.sender, self.addresses, message))
        self.host.encrypted.append(self.is_encrypted)
        self.reset()
        return self.say("250 taken")

    def on_rset(self, _rest: str) -> bool:
        self.reset()
        return self.say("250 ok")

    def on_quit(self, _rest: str) -> bool:
        self.say("221 bye")
        return False


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: MailHost) -> None:
        self.host = host
        super().__init__(("127.0.0.1", 0), _Talk)


@contextmanager
def serving(host: MailHost) -> Iterator[MailHost]:
    """The server on a free loopback port while the block runs."""
    with _Server(host) as server:
        host.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()
