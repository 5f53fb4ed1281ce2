"""A number with its unit behind it: « 12 personnes », « 350 euros ».

Belongs here: which words change nothing. Does not belong here: how numbers are written (`submissions.reading.numbers`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from contracts.keys import key
from contracts.model import Column
from orchestration.submissions.reading.numbers import typed_decimal, typed_whole

# no sign: « +3 personnes » may be 3 more; at most two decimals: « 60.000 personnes » are sixty thousand to a French
# reader and sixty to the contract
_NUMBER_THEN_WORDS = re.compile(
    r"(?P<number>[0-9]+(?: [0-9]{3})*(?:[.,][0-9]{1,2})?) ?(?P<words>[^\W\d_]+(?:[ '’\-][^\W\d_]+)*)\.?"
)
_ZERO = "zero"
_SIGNS = re.compile(r"[=:]? ?(?P<number>[0-9]+(?: [0-9]{3})*(?:,[0-9]{1,2})?)(?:[.;:!]| !| :| ;)?")
"""A number with a sign before or behind that says nothing; a point within may set thousands apart."""
_UNITS = {"personnes": ("pers",), "€": ("euros", "eur")}
"""Other ways of writing a unit."""
_LEADING = ("nombre de ", "dont ")
"""What a label begins with before it names what is counted."""


def number_meant(text: str, column: Column) -> int | float | None:
    """The number that a normalised text begins with, where nothing follows but the unit or the column's own name.

    None where another word follows (« 12 environ », « 3 plus », « 5 k€ »), where the number itself can be read in two
    ways (« 60.000 »), and for a number that the column does not accept. « zéro » is a number in a word; « = 12 » and « 12. » have
    a sign too many.
    """
    if key(text) == _ZERO:
        return _accepted(0, column)
    if not text.isdigit() and (alone := _SIGNS.fullmatch(text)):
        return _accepted(_typed(alone["number"], column), column)
    match = _NUMBER_THEN_WORDS.fullmatch(text)
    if match is None or _plain(match["words"]) not in _said_anyway(column):
        return None
    return _accepted(_typed(match["number"], column), column)


def _typed(text: str, column: Column) -> int | float | None:
    return (typed_whole if column.type == "int" else typed_decimal)(text)


def _accepted(number: int | float | None, column: Column) -> int | float | None:
    """The number, where the column accepts it."""
    if number is None or not (column.minimum or 0) <= number <= (column.maximum or number):
        return None
    return number


@lru_cache(maxsize=256)
def _said_anyway(column: Column) -> frozenset[str]:
    """The words that say what the column counts, and nothing else: whole, never a part of them."""
    unit, label = column.unit or "", column.label.lower()
    name = next((label.removeprefix(start) for start in _LEADING if label.startswith(start)), label)
    # an age group has figures in its name: without them it is another number's (« 3 ans et plus »)
    names = () if re.search("[0-9]", name) else (name,)
    return frozenset(map(_plain, (unit, *_UNITS.get(unit, ()), *names))) - {""}


def _plain(words: str) -> str:
    """The key of the words, singular and plural alike."""
    return " ".join(key(word).rstrip("s") for word in re.findall(r"[^\W\d_]+", words))
