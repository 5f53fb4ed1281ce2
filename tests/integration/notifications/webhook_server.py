"""A room behind a webhook, on loopback: it takes posts, refuses them, sends them elsewhere, hangs up.

Belongs here: what the server answers. Does not belong here: what is expected of the posts.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Room:
    """`status` is what it answers (0: it hangs up), `location` where it sends on to; `posts` is what it took."""

    status: int = 200
    location: str | None = None
    port: int = 0
    posts: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks/token-that-is-secret"

    @property
    def texts(self) -> list[str]:
        return [post["text"].replace("\u00a0", " ") for post in self.posts]


class _Talk(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        room = self.server.room
        body = self.rfile.read(int(self.headers["content-length"]))
        room.asked.append((self.command, self.path, self.headers["content-type"]))
        if not room.status:
            return
        if room.status == 200:
            room.posts.append(json.loads(body))
        self.send_response(room.status)
        if room.location:
            self.send_header("location", room.location)
        self.end_headers()

    def do_GET(self) -> None:
        self.server.room.asked.append((self.command, self.path, None))
        self.send_response(200)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, room: Room) -> None:
        self.room = room
        super().__init__(("127.0.0.1", 0), _Talk)


@contextmanager
def answering(room: Room) -> Iterator[Room]:
    """The server on a free loopback port while the block runs."""
    with _Server(room) as server:
        room.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield room
        finally:
            server.shutdown()
            thread.join()
