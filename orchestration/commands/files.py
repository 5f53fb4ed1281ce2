"""Writing the file that a command was asked for: in the format that its name tells, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from orchestration.errors import UsageError


def format_of(path: Path | None, asked: str | None, formats: Sequence[str]) -> str:
    """The format asked for, else the one that the file's name ends with, else the first.

    Raises UsageError where they disagree, or the name ends like a file of another kind and no format is asked for.
    """
    ending = path.suffix[1:].lower() if path else ""
    named = ending if ending in formats else None
    if ending and not (asked or named):
        listed = ", ".join(f".{name}" for name in formats)
        raise UsageError(
            f"{path}: a table is not written as .{ending}; name the file {listed}, or say --format"
        )
    if asked and named and asked != named:
        raise UsageError(f"{path} is named as {named}, and --format asks for {asked}: make them agree")
    return asked or named or formats[0]


def write_whole(path: Path, data: bytes) -> None:
    """Write beside, then put in place: a reader never sees half a file. Raises UsageError, or OSError naming the file."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder: name a file in it")
    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
