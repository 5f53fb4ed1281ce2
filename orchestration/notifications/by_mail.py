"""The way by e-mail: one message to each address of the team, over the mail server of the reminders.

Belongs here: the addresses. Does not belong here: SMTP (`reminders.sending`). No address is ever repeated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from orchestration.errors import CitesError, UsageError
from orchestration.notifications.notice import Notice
from orchestration.reminders.mail_server import MailServer, mail_server
from orchestration.reminders.sending import Mailer, Refused

_ADDRESS = re.compile(r"[^@\s,<>]+@[^@\s,<>]+")


class PartlyUndelivered(CitesError):
    """The mail server refused some of the addresses."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where notices go, and the server that takes them."""

    addresses: Sequence[str] = field(repr=False)
    server: MailServer

    @classmethod
    def of(cls, addresses: Sequence[str], smtp_url: str | None, smtp_from: str | None) -> Mailbox:
        """Raises UsageError where an address is none, or no mail server is set."""
        if not all(_ADDRESS.fullmatch(address) and address.isprintable() for address in addresses):
            raise UsageError(
                "CITES_NOTIFY_EMAIL is no list of addresses: write name@domain, with a comma between two"
            )
        if not smtp_url or not smtp_from:
            raise UsageError("CITES_NOTIFY_EMAIL needs a mail server: set CITES_SMTP_URL and CITES_SMTP_FROM")
        return cls(addresses, mail_server(smtp_url, smtp_from))

    def deliver(self, notice: Notice) -> None:
        """Send the notice to every address. Raises MailServerLost, or PartlyUndelivered once all were tried."""
        refused: list[int] = []
        with Mailer(self.server) as mailer:
            for address in self.addresses:
                try:
                    mailer.send(address, notice.subject, notice.text)
                except Refused as refusal:
                    refused.append(refusal.code)
        if refused:
            raise PartlyUndelivered(
                f"the mail server {self.server.name} refused {len(refused)} of {len(self.addresses)} messages "
                f"({', '.join(map(str, sorted(set(refused))))}); see CITES_NOTIFY_EMAIL"
            )
