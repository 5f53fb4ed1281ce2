"""A web server that gives pieces of files, as S3 and every ordinary one does, and a file that is read through it."""

from __future__ import annotations

import io
import re
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_RANGE = re.compile(r"bytes=(\d+)-(\d+)")


@dataclass
class Site:
    """Where it is, and the bytes of every piece that was asked for."""

    url: str
    pieces: list[int] = field(default_factory=list)


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """The files of a folder on 127.0.0.1; only pieces are given, never a whole file."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str((folder / self.path[1:]).stat().st_size))
            self.send_header("Accept-Ranges", "bytes")
            self.end_headers()

        def do_GET(self) -> None:
            asked = _RANGE.fullmatch(self.headers.get("Range", ""))
            if asked is None:
                self.send_error(400)
                return
            first, last = int(asked[1]), int(asked[2])
            piece = (folder / self.path[1:]).read_bytes()[first : last + 1]
            site.pieces.append(len(piece))
            self.send_response(206)
            self.send_header("Content-Length", str(len(piece)))
            self.end_headers()
            self.wfile.write(piece)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class RemoteFile(io.RawIOBase):
    """A file behind a URL, of which only what is read is fetched."""

    def __init__(self, url: str) -> None:
        self._url, self._at = url, 0
        asked = urllib.request.Request(url, method="HEAD")
        with urllib.request.urlopen(asked, timeout=30) as answer:
            self.size = int(answer.headers["Content-Length"])

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self.size)[whence]
        return self._at

    def readinto(self, buffer) -> int:
        last = min(self._at + len(buffer), self.size) - 1
        if last < self._at:
            return 0
        asked = urllib.request.Request(self._url, headers={"Range": f"bytes={self._at}-{last}"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            piece = answer.read()
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
