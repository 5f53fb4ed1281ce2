"""French typography: the spaces that must not break.

Belongs here: what the contract's wordings need, so that its files can be written with ordinary spaces.
"""

from __future__ import annotations

import re

_NO_BREAK = "\u00a0"
_NARROW_NO_BREAK = "\u202f"
_BEFORE = re.compile(r" (?=[:;!?»€%])")
_AFTER = re.compile(r"(?<=«) ")


def typeset(text: str) -> str:
    """The text with no-break spaces before `: ; ! ? » € %` and after `«`."""
    return _AFTER.sub(_NO_BREAK, _BEFORE.sub(_NO_BREAK, text))


def grouped(number: float) -> str:
    """A whole number with its thousands set apart: `100 000`."""
    return f"{int(number):,}".replace(",", _NARROW_NO_BREAK)
