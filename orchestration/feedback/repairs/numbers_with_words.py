"""A number with its unit behind it: « 12 personnes », « 350 euros ».

Belongs here: which words change nothing. Does not belong here: how numbers are written (`submissions.reading.numbers`).
"""

from __future__ import annotations

import re

from contracts.keys import key
from contracts.model import Column
from orchestration.submissions.reading.numbers import typed_decimal, typed_whole

_NUMBER_THEN_WORDS = re.compile(r"(?P<number>[+\-−]?[0-9][0-9 .,]*?(?: ?€)?) ?(?P<words>[^\W\d_][^0-9]*)")
_UNITS = {"int": "personnes pers", "decimal": "euros eur"}
"""Words that say what is counted whatever the column; those of its own label and unit come in addition."""
_NO_UNITS = frozenset(map(key, ("dont", "nombre", "date", "total", "part", "coût", "vers")))
_SHORTEST = 3


def number_meant(text: str, column: Column) -> int | float | None:
    """The number that a normalised text begins with, where nothing follows but what is counted anyway.

    None where another word follows (« 12 environ »), and for a number that the column does not accept.
    """
    match = _NUMBER_THEN_WORDS.fullmatch(text)
    if match is None or not set(_words(match["words"])) <= _units(column):
        return None
    number = (typed_whole if column.type == "int" else typed_decimal)(match["number"].strip())
    if number is None or not (column.minimum or 0) <= number <= (column.maximum or number):
        return None
    return number


def _units(column: Column) -> set[str]:
    words = _words(f"{column.label} {column.unit or ''} {_UNITS.get(column.type, '')}")
    return {word for word in words if len(word) >= _SHORTEST} - _NO_UNITS


def _words(text: str) -> list[str]:
    """The keys of the words, without the plural's mark."""
    return [key(word).rstrip("s") for word in re.findall(r"[^\W\d_]+", text)]
