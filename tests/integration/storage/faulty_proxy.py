"""A proxy between an S3 client and a real server, through which things go wrong as a test wants.

Belongs here: passing requests on, and the ways to go wrong. Does not belong here: which request meets which fault, or
what is then expected.
"""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import unquote, urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.servers import ACCESS_KEY, SECRET_KEY

Fault = Literal["slow down", "hang up", "lose the answer", "cut the answer", "stall", "forget conditions"]
"""503 SlowDown · the connection ends before the request is passed on · after it was · in the middle of the answer's body ·
the answer comes after the client's patience · the server never sees If-Match and If-None-Match."""

SLOW_DOWN = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
_CONDITIONS = {"if-match", "if-none-match"}
_HOP = {"connection", "keep-alive", "transfer-encoding", "expect", "content-length"}


@dataclass(frozen=True)
class Asked:
    """One request: its number (1 is the first), method, path with query, and the condition that it bears, if any."""

    number: int
    method: str
    path: str
    condition: str | None

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path)


Plan = Callable[[Asked], Fault | None]


def every(troubles: Mapping[int, Fault], most: int = 3) -> Plan:
    """Trouble at every n-th request, but no more than `most` times for one object: well below what is tried again.

    Requests are numbered as they come, side by side; without the bound, chance alone could use up every attempt.
    """
    met: Counter[tuple[str, str]] = Counter()

    def plan(asked: Asked) -> Fault | None:
        fault = next((fault for number, fault in troubles.items() if asked.number % number == 0), None)
        if fault is None or met[asked.method, asked.key] >= most:
            return None
        met[asked.method, asked.key] += 1
        return fault

    return plan


@dataclass
class FaultyProxy:
    """What goes wrong is `plan`, asked for every request; `asked` is what came, `faults` what was done to it."""

    upstream: str
    plan: Plan = lambda _: None
    stall_seconds: float = 3
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    faults: list[tuple[Fault, Asked]] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def note(self, method: str, path: str, condition: str | None) -> Fault | None:
        with self.turn:
            asked = Asked(len(self.asked) + 1, method, path, condition)
            self.asked.append(asked)
            fault = self.plan(asked)
            if fault:
                self.faults.append((fault, asked))
        return fault

    def happened(self, fault: Fault) -> list[Asked]:
        return [asked for kind, asked in self.faults if kind == fault]


class _Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _pass_on(self) -> None:
        proxy = self.server.proxy
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        condition = next((name.lower() for name in self.headers if name.lower() in _CONDITIONS), None)
        fault = proxy.note(self.command, self.path, condition)
        if fault == "slow down":
            self._answer(503, {"content-type": "application/xml"}, SLOW_DOWN)
            return
        if fault == "hang up":
            self.close_connection = True
            return
        status, headers, answer = self._ask(body, forgetful=fault == "forget conditions")
        if fault == "stall":
            time.sleep(proxy.stall_seconds)
        if fault == "lose the answer":
            self.close_connection = True
            return
        self._answer(status, headers, answer, whole=fault != "cut the answer")

    do_GET = do_PUT = do_HEAD = do_POST = do_DELETE = _pass_on  # noqa: N815

    def _ask(self, body: bytes, *, forgetful: bool) -> tuple[int, dict[str, str], bytes]:
        upstream = self.server.proxy.upstream
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        if forgetful:
            headers = _signed_again(self.command, f"{upstream}{self.path}", headers, body)
        connection = http.client.HTTPConnection(urlsplit(upstream).netloc, timeout=60)
        try:
            connection.request(self.command, self.path, body, {**headers, "Content-Length": str(len(body))})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, headers: dict[str, str], body: bytes, *, whole: bool = True) -> None:
        self.send_response_only(status)
        told = {name: value for name, value in headers.items() if name.lower() not in _HOP}
        length = headers.get("Content-Length", str(len(body))) if self.command == "HEAD" else str(len(body))
        for name, value in {**told, "Content-Length": length}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if whole else body[: len(body) // 2])
        if not whole:
            self.close_connection = True


def _signed_again(method: str, url: str, headers: dict[str, str], body: bytes) -> dict[str, str]:
    """The request without its conditions, signed as the client would have signed it."""
    kept = {
        name: value
        for name, value in headers.items()
        if name.lower() not in _CONDITIONS | {"authorization", "host", "x-amz-date", "x-amz-content-sha256"}
    }
    request = AWSRequest(method=method, url=url, headers=kept, data=body)
    S3SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), "s3", "us-east-1").add_auth(request)
    return dict(request.headers.items())


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, proxy: FaultyProxy) -> None:
        self.proxy = proxy
        super().__init__(("127.0.0.1", 0), _Talk)

    def handle_error(self, *_: object) -> None:
        """A client that gave up is what the tests are about."""


@contextmanager
def between(upstream: str) -> Iterator[FaultyProxy]:
    """A proxy to this server on a free loopback port while the block runs."""
    proxy = FaultyProxy(upstream)
    with _Server(proxy) as server:
        proxy.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
