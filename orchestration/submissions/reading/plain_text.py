"""A text as a plain keyboard has it.

Belongs here: accents, invisible characters, digits and dashes of every script. Does not belong here: what a text says.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def plain(text: str) -> str:
    """The text in lower case, without accents and invisible characters, with ASCII digits and dashes."""
    return with_capitals(text).lower()


def with_capitals(text: str) -> str:
    """The same, its capitals kept: a name is told by them."""
    return "".join(map(_plain_character, unicodedata.normalize("NFKD", text)))


@lru_cache(maxsize=1_024)
def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return "-" if category == "Pd" or character == "−" else character
