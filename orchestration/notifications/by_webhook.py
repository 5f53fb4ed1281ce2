"""The way over a webhook: one JSON object `{"text": …}`, as the bridges of Mattermost, Slack and Tchap accept it.

Belongs here: one POST. Whoever knows the address may write to the room: it is a secret, and only its host is ever said.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from orchestration.errors import CitesError
from orchestration.notifications.calling import Address, Unanswered
from orchestration.notifications.notice import Notice

_VARIABLE = "CITES_NOTIFY_WEBHOOK"
_SECONDS = 10


class Undelivered(CitesError):
    """The notice did not reach its room."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A room's address."""

    address: Address

    @classmethod
    def of(cls, url: str) -> Webhook:
        """Raises UsageError where it is no http or https address; it never repeats it."""
        return cls(Address.of(url, _VARIABLE))

    def deliver(self, notice: Notice) -> None:
        """Post the notice, once. Raises Undelivered."""
        data = json.dumps({"text": notice.chat}, ensure_ascii=False).encode()
        try:
            self.address.call(_SECONDS, data, "application/json; charset=utf-8")
        except Unanswered as error:
            raise Undelivered(f"the webhook at {self.address.host} {error}; see {_VARIABLE}") from None
