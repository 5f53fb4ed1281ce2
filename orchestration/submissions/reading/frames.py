"""What travels between a pool and its workers.

Belongs here: frames and the kinds of answers. Does not belong here: readings as JSON (`wire`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

LENGTH = struct.Struct("<I")
"""A frame is its length, then its bytes. An answer's first byte is its kind."""
READY = b"S"
"""The worker has loaded the contract; the memory that a file may have follows. Sent once."""
READING = b"R"
"""A reading in JSON follows."""
UNREACHABLE = b"U"
"""There is no such file to read; the system's reason follows."""


def frame(payload: bytes) -> bytes:
    """The bytes to send."""
    return LENGTH.pack(len(payload)) + payload


def unframed(buffer: bytearray) -> Iterator[bytes]:
    """The whole frames at the buffer's beginning, taken out of it."""
    while len(buffer) >= LENGTH.size:
        end = LENGTH.size + LENGTH.unpack_from(buffer)[0]
        if len(buffer) < end:
            return
        payload = bytes(buffer[LENGTH.size : end])
        del buffer[:end]
        yield payload
