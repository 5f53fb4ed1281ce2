"""Keys: how the name of an object is written so that it can be printed, and read back without loss.

A name is whatever a file system or a bucket holds: any bytes. A key is plain text: what is not UTF-8, and
what cannot be printed (control characters), is written `%XX`, two upper-case digits a byte, and a `%` that
stands before such a pair is written `%25`. Any other name is its own key, also `100%.xlsx` and `a%20b.xlsx`.

Belongs here: that form, and which keys may be asked for. Does not belong here: where an object lies.
"""

from __future__ import annotations

import re

from orchestration.errors import StorageError

# the bytes that are ever escaped: controls, DEL, everything above ASCII, and the escape sign itself
_PAIR = "(?:[01][0-9A-F]|7F|[89A-F][0-9A-F]|25)"
_ESCAPED = re.compile(f"%({_PAIR})")
_TO_ESCAPE = re.compile(f"%(?={_PAIR})|[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\udc80-\\udcff]")


def printable(name: str) -> str:
    """The key of a name, in which bytes that are not UTF-8 are surrogate escapes (as from `os.fsdecode`)."""
    return _TO_ESCAPE.sub(_escape, name)


def _escape(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))


def original(key: str) -> str:
    """The name that a key stands for: `original(printable(name)) == name`."""
    raw = _ESCAPED.sub(
        lambda match: chr(0xDC00 + int(match[1], 16)) if match[1] > "7F" else chr(int(match[1], 16)), key
    )
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def checked(key: str) -> str:
    """The key itself. Raises StorageError where it could lead out of the storage or names no object."""
    if any(part in {"", ".", ".."} for part in key.split("/")) or "\0" in original(key):
        raise StorageError(
            f"{key!r} is no key of a storage: write a relative path without empty parts, `.` or `..`"
        )
    return key
