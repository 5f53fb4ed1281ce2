"""Which sheet, column, field or indicator was meant by a name that the template does not know.

Belongs here: pairing the unknown names of one file with what the template misses in it.
Does not belong here: how near is near (`nearest`), saying so (`suggestions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice

from contracts.model import Contract, Sheet
from orchestration.submissions.judging.nearest import nearest_of
from orchestration.submissions.reading.result import Fact, Reading

_COMPARED = 200
"""Unknown names of one sheet that are looked at: a template has far fewer."""

Meant = Mapping[str, str]
"""By unknown name, as written, what the template calls it."""


class Misnamed:
    """The names of one file."""

    def __init__(self, reading: Reading, contract: Contract) -> None:
        self._reading = reading
        self._sheets = {sheet.label: sheet for sheet in contract.submission.sheets}
        self._known: dict[str, Meant] = {}

    def meant(self, fact: Fact) -> str | None:
        """What was meant by the unknown name that a fact speaks of; None for any other fact."""
        if fact.rule in ("S07", "S11"):
            return self._sheet_names.get(fact.sheet or "")
        sheet = self._sheets.get(fact.sheet or "")
        return self._names_in(sheet).get(fact.value or "") if sheet and _is_unknown(fact) else None

    def looks_like(self, fact: Fact) -> str | None:
        """The only unknown name by which what a fact misses may have been meant."""
        sheet = self._sheets.get(fact.sheet or "")
        if sheet is None:
            return None
        if fact.rule == "S02":
            return _only(self._sheet_names, sheet.label)
        missing = _missing_name(fact)
        return self.name_looks_like(sheet, missing) if missing else None

    def name_looks_like(self, sheet: Sheet, name: str) -> str | None:
        """The only unknown name by which a missing column, field or indicator may have been meant."""
        return _only(self._names_in(sheet), name)

    @cached_property
    def _sheet_names(self) -> Meant:
        facts = self._reading.facts
        missing = {fact.sheet: fact.sheet for fact in facts if fact.rule == "S02" and fact.sheet}
        tables = {fact.sheet: fact.value for fact in facts if fact.rule == "S11" and fact.value in missing}
        named = _paired((fact.sheet for fact in facts if fact.rule == "S07"), missing)
        return {**named, **{name: label for name, label in tables.items() if name and label}}

    def _names_in(self, sheet: Sheet) -> Meant:
        if sheet.name not in self._known:
            unknown = (fact.value for fact in self._facts_of(sheet) if _is_unknown(fact))
            self._known[sheet.name] = _paired(unknown, self._missing_from(sheet))
        return self._known[sheet.name]

    def _missing_from(self, sheet: Sheet) -> Meant:
        """What the template has and the sheet has not, by its names and labels: columns, fields or indicators."""
        read = self._reading.sheets.get(sheet.name)
        if read is None:
            return {}
        absent = {_missing_name(fact) for fact in self._facts_of(sheet)}
        if lost := {sheet.key_column, sheet.value_column} & absent - {None}:
            return {name: name for name in lost if name}  # its fields or indicators are then not told apart
        there = {name for name in read.columns if not read.places or read.places[name].row is not None}
        there |= set(read.failed) - absent  # there twice
        missing = [column for column in sheet.columns if column.name not in there]
        return {spelling: column.name for column in missing for spelling in (column.name, column.label)}

    def _facts_of(self, sheet: Sheet) -> Iterator[Fact]:
        return (fact for fact in self._reading.facts if fact.sheet == sheet.label)


def _is_unknown(fact: Fact) -> bool:
    return fact.rule == "S04" or (fact.rule == "C07" and fact.row is not None)


def _missing_name(fact: Fact) -> str | None:
    """The column or indicator that a fact says to be missing."""
    if fact.rule == "S03":
        return fact.column
    return fact.value if fact.rule == "C07" and fact.row is None else None


def _paired(unknown: Iterable[str | None], missing: Meant) -> Meant:
    if not missing:
        return {}
    names = islice(dict.fromkeys(filter(None, unknown)), _COMPARED)
    return {name: meant for name in names if (meant := nearest_of(name, missing))}


def _only(meant: Meant, name: str) -> str | None:
    written = [unknown for unknown, answer in meant.items() if answer == name]
    return written[0] if len(written) == 1 else None
