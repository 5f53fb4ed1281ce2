"""What the reader sees in a cell, said in spreadsheet formulas: a text, a whole number, a day, a code, a row that counts.

Belongs here: expressions over ranges, for array formulas; they hold in Excel and in LibreOffice, in any language.
Does not belong here: which totals are made of them (`formulas`), the reader itself (`submissions.reading`).

Functions that depend on the language of the office suite are avoided: VALUE is given digits alone, and DATEVALUE nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from contracts.keys import key

_SPACES = ('"\u00a0"', '"\u202f"', "CHAR(10)")
"""Beside the plain one: no-break, narrow, line break."""
_DROPPED = (
    " ",
    "-",
    "\u2010",
    "\u2011",
    "\u2013",
    "\u2014",
    "_",
    "'",
    "\u2019",
    "\u0301",
    "\u0300",
    "\u0302",
)
"""What a comparison key leaves out; the last three are accents that stand as characters of their own."""
_ACCENTED = {"é": "e", "è": "e", "ê": "e", "ë": "e", "î": "i", "ï": "i", "ô": "o", "à": "a", "â": "a"}
_PART = 20
"""Characters of room for each of the three parts of a date."""
_NEVER, _LONG_AGO = "9999999", "0"


def text(cells: str) -> str:
    """The text of each cell, trimmed, with plain spaces; nothing for a formula's error."""
    plain = f'IFERROR({cells}&"","")'
    for space in _SPACES:
        plain = f'SUBSTITUTE({plain},{space}," ")'
    return f"TRIM({plain})"


def has_value(cells: str, missing_words: Iterable[str]) -> str:
    """Whether each cell says something: it is neither empty nor a missing word."""
    words = "|".join(sorted(missing_words))
    return f'ISERROR(FIND("|"&LOWER({text(cells)})&"|","||{words}|"))'


def whole_number(cells: str) -> str:
    """The whole number of each cell, typed or pasted as a text: `27`, `1 234`, `12,0`; 0 where there is none."""
    plain = _without(f'SUBSTITUTE({text(cells)},".",",")', (" ", "€"))
    return f'IFERROR(VALUE(LEFT({plain},FIND(",",{plain}&",")-1)),0)'


def is_by(cells: str, day: date) -> str:
    """Whether each cell is a day, and that one or an earlier one."""
    return f"({_day(cells, _NEVER)}<={_of(day)})"


def is_after(cells: str, day: date) -> str:
    """Whether each cell is a day, and a later one."""
    return f"({_day(cells, _LONG_AGO)}>{_of(day)})"


def is_code(cells: str, *spellings: str) -> str:
    """Whether each cell holds a code of which these are the code and the label: 1 or 0."""
    plain = f"LOWER({text(cells)})"
    for letter, bare in _ACCENTED.items():
        plain = f'SUBSTITUTE({plain},"{letter}","{bare}")'
    plain = _without(plain, _DROPPED)
    return "+".join(f'({plain}="{one}")' for one in dict.fromkeys(map(key, spellings)))


def is_row(telling: Sequence[str], siret: str, missing_words: Iterable[str]) -> str:
    """Whether each row of a table counts, by columns that every row fills in, from left to right, and that of the SIRET.

    It has two values or more (a single text is a note), and is no total: one whose first value begins with « Total » and
    that has no SIRET.
    """
    values = [has_value(cells, missing_words) for cells in (*telling, siret)]
    first, second = telling[:2]
    total = f"({_is_total(first)}+{_is_total(second)}*(1-{values[0]}))"
    return f"({'+'.join(values)}>1)*({total}<={values[-1]}*1)"


def _is_total(cells: str) -> str:
    plain = f'SUBSTITUTE(LOWER({text(cells)})&" ",":"," ")'
    return f'(LEFT(SUBSTITUTE({plain},"totaux ","total "),6)="total ")'


def _day(cells: str, otherwise: str) -> str:
    """The day of each cell, a date or its text: `23/09/2023`, `23.9.23`, `2023-09-23 00:00`."""
    spread = f'SUBSTITUTE({cells},"\u00a0"," ")'
    for sign in "/-.":
        spread = f'SUBSTITUTE({spread},"{sign}",REPT(" ",{_PART}))'
    first, middle, last = (f"TRIM(MID({spread},{1 + part * _PART},{_PART}))" for part in range(3))
    year = f"VALUE(LEFT({last},4))"
    year_first = f"DATE(VALUE({first}),VALUE({middle}),VALUE(LEFT({last},2)))"
    day_first = f"DATE({year}+2000*({year}<100),VALUE({middle}),VALUE({first}))"
    typed = f"IF(LEN({first})=4,{year_first},{day_first})"
    return f"IFERROR(IF(ISNUMBER({cells}),INT({cells}),{typed}),{otherwise})"


def _of(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _without(expression: str, signs: Iterable[str]) -> str:
    for sign in signs:
        expression = f'SUBSTITUTE({expression},"{sign}","")'
    return expression
