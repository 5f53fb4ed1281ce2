"""The way over a webhook: one JSON object `{"text": …}`, as the bridges of Mattermost, Slack and Tchap accept it.

Belongs here: one POST. Whoever knows the address may write to the room: it is a secret, and only its host is ever said.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from orchestration.errors import CitesError, UsageError
from orchestration.notifications.notice import Notice

_SECONDS = 10


class Undelivered(CitesError):
    """The notice did not reach its room."""


class _Stay(HTTPRedirectHandler):
    """Go nowhere else: a redirect would hand the notice to an address that nobody configured."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """No request."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """A room's address."""

    url: str = field(repr=False)
    host: str

    @classmethod
    def of(cls, url: str) -> Webhook:
        """Raises UsageError where it is no http or https address; it never repeats it."""
        try:
            parts = urlsplit(url)
            host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"} or not url.isprintable() or " " in url:
            raise UsageError("CITES_NOTIFY_WEBHOOK is no address: write it as https://host/path")
        return cls(url, host)

    def deliver(self, notice: Notice) -> None:
        """Post the notice, once. Raises Undelivered."""
        data = json.dumps({"text": notice.chat}, ensure_ascii=False).encode()
        request = Request(self.url, data, {"Content-Type": "application/json; charset=utf-8"}, method="POST")
        try:
            with build_opener(_Stay).open(request, timeout=_SECONDS):
                return
        except HTTPError as error:
            reason = f"answered {error.code}"
        except URLError as error:
            reason = f"cannot be reached ({getattr(error.reason, 'strerror', None) or 'no answer'})"
        except TimeoutError:
            reason = "did not answer"
        except (OSError, HTTPException, ValueError):
            reason = "broke the connection, or answered what is no HTTP"
        raise Undelivered(f"the webhook at {self.host} {reason}; see CITES_NOTIFY_WEBHOOK")
