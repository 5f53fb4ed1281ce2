"""Deliver a notice by every way that is configured, whatever becomes of it.

Belongs here: which ways there are, and that none that fails makes a run fail. Does not belong here: the ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from orchestration.errors import CitesError
from orchestration.notifications.notice import Notice
from orchestration.settings import Settings


class Way(Protocol):
    """Something that takes notices to people."""

    def deliver(self, notice: Notice) -> None:
        """Raises CitesError where the notice did not arrive, in one line without secrets."""


def notify(settings: Settings, notice: Notice, say: Callable[[str], None]) -> None:
    """Deliver the notice by each way of `CITES_NOTIFY_…`. What could not be delivered is said in a line; nothing is raised."""
    for way in _ways(settings):
        try:
            way().deliver(notice)
        except CitesError as error:
            say(f"a notification was not delivered: {error}")
        except Exception as error:  # a run that went well must not fail on telling so
            say(f"a notification was not delivered ({type(error).__name__})")


def _ways(settings: Settings) -> Iterator[Callable[[], Way]]:
    if settings.notify_email:
        from orchestration.notifications.by_mail import Mailbox

        yield lambda: Mailbox.of(settings.notify_email, settings.smtp_url, settings.smtp_from)
    if webhook := settings.notify_webhook:
        from orchestration.notifications.by_webhook import Webhook

        yield lambda: Webhook.of(webhook)
