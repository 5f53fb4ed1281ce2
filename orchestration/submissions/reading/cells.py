"""What a cell means: a value of its column's type, nothing, or something unreadable.

Belongs here: one reader a type. Does not belong here: bounds, lengths, keys of identifiers; those are judged.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from contracts.keys import key
from contracts.model import Code, Column, Submission
from orchestration.submissions.reading.dates import typed_date
from orchestration.submissions.reading.grid import Raw
from orchestration.submissions.reading.numbers import bounded, typed_decimal, typed_whole, whole
from orchestration.submissions.reading.result import Cells, State, Value
from orchestration.submissions.reading.texts import CACHED_LENGTH, Words, normal, shown

Read = tuple[int, Value, str | None]
"""State, value, text: one entry of `Cells`."""
CellReader = Callable[[Raw | None], Read]
_Meaning = Callable[[str], Value]
"""The value of a normalised text that says something, None where it is not of the type."""
_Typed = Callable[[Raw], Value]
"""The same for a cell that is no text."""

_OK, _MISSING, _UNREADABLE = int(State.OK), int(State.MISSING), int(State.UNREADABLE)
_EMPTY: Read = (_MISSING, None, None)
_BOOLS = dict.fromkeys(("oui", "o", "vrai", "true", "x", "1"), True) | dict.fromkeys(
    ("non", "n", "faux", "false", "0"), False
)


class CellReaders:
    """The readers of one contract's columns, made once: they remember the short texts that they met."""

    def __init__(self, submission: Submission, codelists: Mapping[str, Iterable[Code]]) -> None:
        self.words = Words(submission.missing_words)
        self._codelists = codelists
        self._readers: dict[tuple[str, str | None], CellReader] = {}

    def read(self, column: Column, raws: Iterable[Raw | None]) -> Cells:
        """A whole column. Never raises, whatever is in the cells."""
        read = self.of(column)
        entries = [read(raw) for raw in raws]
        if not entries:
            return Cells()
        states, values, texts = zip(*entries, strict=True)
        return Cells(list(values), list(states), list(texts))

    def of(self, column: Column) -> CellReader:
        """The reader of one column's cells."""
        kind = (column.type, column.codelist)
        if kind not in self._readers:
            self._readers[kind] = _reader(*self._meanings(column), self.words)
        return self._readers[kind]

    def _meanings(self, column: Column) -> tuple[_Meaning, _Typed]:
        if column.type == "code":
            codes = _codes(self._codelists[column.codelist or ""])
            return lambda text: codes.get(key(text)), lambda raw: codes.get(key(shown(raw)))
        return _BY_TYPE[column.type]


def _reader(of_text: _Meaning, of_other: _Typed, words: Words) -> CellReader:
    def read_text(raw: str) -> Read:
        text = normal(raw)
        if words.is_missing(text):
            return (_MISSING, None, text) if text else _EMPTY
        return _read(of_text(text), text)

    remembered = lru_cache(maxsize=8_192)(read_text)

    def read(raw: Raw | None) -> Read:
        if raw is None:
            return _EMPTY
        if isinstance(raw, str):
            return remembered(raw) if len(raw) <= CACHED_LENGTH else read_text(raw)
        return _read(of_other(raw), shown(raw))

    return read


def _read(value: Value, text: str) -> Read:
    return (_UNREADABLE, None, text) if value is None else (_OK, value, text)


def _codes(codes: Iterable[Code]) -> dict[str, str]:
    """The codes by their own key and by that of their label; where both claim a key, the code has it."""
    codes = list(codes)
    return {key(code.label): code.code for code in codes} | {key(code.code): code.code for code in codes}


def _int_of(raw: Raw) -> Value:
    return whole(raw) if isinstance(raw, float) else None


def _decimal_of(raw: Raw) -> Value:
    return bounded(raw) if isinstance(raw, float) else None


def _date_of(raw: Raw) -> Value:
    return raw if isinstance(raw, datetime.date) else None


def _bool_of(raw: Raw) -> Value:
    if isinstance(raw, bool):
        return raw
    return {1.0: True, 0.0: False}.get(raw) if isinstance(raw, float) else None


def siret_of(raw: Raw) -> str:
    """A SIRET without spaces and dots; of a number cell its digits, padded to 14 with zeros.

    A fraction, a negative number, a date or a boolean stays what a person sees, and fails its rule.
    """
    if isinstance(raw, str):
        return normal(raw).replace(" ", "").replace(".", "")
    number = whole(raw) if isinstance(raw, float) else None
    return shown(raw) if number is None or number < 0 else f"{number:014d}"


def _qpv_of(raw: Raw) -> str:
    return shown(raw).upper().replace(" ", "")


_BY_TYPE: dict[str, tuple[_Meaning, _Typed]] = {
    "text": (str, shown),
    "int": (typed_whole, _int_of),
    "decimal": (typed_decimal, _decimal_of),
    "date": (typed_date, _date_of),
    "bool": (lambda text: _BOOLS.get(text.lower()), _bool_of),
    "siret": (siret_of, siret_of),
    "qpv": (_qpv_of, _qpv_of),
}
