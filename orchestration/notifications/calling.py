"""One call over HTTP to an address that is a secret: only its host is ever said.

Belongs here: what counts as an address, the call, what a failure reads like. Does not belong here: what is posted (`by_webhook`),
what is only pinged (`watching.ping`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from orchestration.errors import CitesError, UsageError


class Unanswered(CitesError):
    """The call did not reach whom it was for, or was refused. Its text is what became of it, in two or three words."""


class _Stay(HTTPRedirectHandler):
    """Go nowhere else: a redirect would hand what is said to an address that nobody configured."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """No request."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to call."""

    url: str = field(repr=False)
    host: str

    @classmethod
    def of(cls, url: str, variable: str) -> Address:
        """Raises UsageError, naming the variable, where it is no http or https address; it never repeats it."""
        try:
            parts = urlsplit(url)
            host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
        except ValueError:
            host = None
        if not host or parts.scheme not in {"http", "https"} or not url.isprintable() or " " in url:
            raise UsageError(f"{variable} is no address: write it as https://host/path")
        return cls(url, host)

    def call(self, seconds: float, data: bytes | None = None, kind: str = "") -> None:
        """GET it, or POST `data` of this content type, once. Raises Unanswered."""
        headers = {"Content-Type": kind} if data is not None else {}
        try:
            with build_opener(_Stay).open(Request(self.url, data, headers), timeout=seconds):
                return
        except HTTPError as error:
            reason = f"answered {error.code}"
        except URLError as error:
            reason = f"cannot be reached ({getattr(error.reason, 'strerror', None) or 'no answer'})"
        except TimeoutError:
            reason = "did not answer"
        except (OSError, HTTPException, ValueError):
            reason = "broke the connection, or answered what is no HTTP"
        raise Unanswered(reason)
