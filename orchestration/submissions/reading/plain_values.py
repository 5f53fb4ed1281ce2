"""Numbers and dates as files store them: plain ASCII, never as people type them.

Belongs here: the machine forms of xlsx and ods. Does not belong here: what people type (`numbers`, `dates`).
"""

from __future__ import annotations

import datetime
import math
import re

_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?\s*")
_DURATION = re.compile(
    r"P(?:([0-9]{1,9})D)?(?:T?(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:[.,][0-9]+)?S)?)?"
)


def plain_number(text: str) -> float | None:
    """A stored number; None for anything else, infinities and what is no number (`NaN`) included."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def iso_date(text: str) -> datetime.date | str:
    """The day of a stored ISO date, with a time or not; the text where it is none."""
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return text


def iso_duration(text: str) -> str:
    """`PT36H30M00S` as `36:30:00`, days as the hours that they are; nothing where it is something else."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return ""
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return f"{days * 24 + hours:02d}:{minutes:02d}:{seconds:02d}"
