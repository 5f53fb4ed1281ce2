"""What a person sees in a cell, and whether it says anything at all.

Belongs here: white space, invisible characters, Unicode, missing words, numbers and dates written out.
Does not belong here: types (`cells`).
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from contracts.invisible import visible
from orchestration.submissions.reading.formula_errors import is_formula_error
from orchestration.submissions.reading.grid import Raw

CACHED_LENGTH = 64
"""Longer texts hardly come twice; remembering them would only fill a worker's memory."""


def normal(text: str) -> str:
    """Without invisible characters, trimmed, runs of white space of every kind as one space, NFC."""
    plain = " ".join(visible(text).split())
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def shown(raw: Raw) -> str:
    """The value as a text: `1`, `12.5`, `2023-10-05`, `VRAI`, or the normalised text itself."""
    if isinstance(raw, str):
        return normal(raw)
    if isinstance(raw, bool):
        return "VRAI" if raw else "FAUX"
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    return written(raw)


def written(number: float) -> str:
    """The shortest decimal that reads back: a point, no exponent, no trailing `.0`."""
    text = repr(number or 0.0)
    if "e" in text:
        text = f"{Decimal(text):f}"
    return text.removesuffix(".0")


class Words:
    """Tells texts that say nothing: empty ones, missing words, formula errors."""

    def __init__(self, missing_words: Iterable[str]) -> None:
        self._missing = frozenset(normal(word).casefold() for word in missing_words)
        self._remembered = lru_cache(maxsize=8_192)(self._says_nothing)

    def is_missing(self, text: str) -> bool:
        """Whether a text, normalised or not, is no value."""
        return self._remembered(text) if len(text) <= CACHED_LENGTH else self._says_nothing(text)

    def holds_value(self, raw: Raw | None) -> bool:
        """Whether a cell holds a value: numbers, dates and booleans always do."""
        return raw is not None and not (isinstance(raw, str) and self.is_missing(raw))

    def _says_nothing(self, text: str) -> bool:
        plain = normal(text)
        return not plain or plain.casefold() in self._missing or is_formula_error(plain)
