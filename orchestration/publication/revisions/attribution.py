"""The parts of one changed value: what each stage did to it, cité by cité where the value is a sum over the cités.

Belongs here: splitting a difference so that its parts add up to it exactly. Does not belong here: the stages themselves
(`walk`), whether cités may be told apart (`disclosure`), the published table's form (`table`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from orchestration.publication.revisions.causes import Cause, File
from orchestration.publication.revisions.cells import Change, Rows, as_number, rows_by_key, value_at
from orchestration.publication.revisions.walk import Shares, Stage

_TO_DATE = "cumul_"
"""Columns that earlier quarters' returns count in."""

_SMALLEST = Decimal("0.0001")
"""A published part has four decimals, like the rates."""

Given = Mapping[str | None, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a difference: its cause, what it adds (None for a text), its cité where it is one's, its files."""

    cause: Cause
    added: Decimal | None
    code_cite: str | None
    files: tuple[File, ...]


@dataclass(frozen=True)
class StageOfTable:
    """A stage, as seen from one published table."""

    stage: Stage
    table: str
    key: tuple[str, ...]

    @cached_property
    def ends(self) -> tuple[Rows, Rows]:
        """The rows before and after."""
        start, end = self.stage.start.tables.get(self.table), self.stage.end.tables.get(self.table)
        return rows_by_key(start, self.key), rows_by_key(end, self.key)

    @cached_property
    def shares(self) -> tuple[Shares, Shares]:
        """The cités' shares before and after."""
        return self.stage.start.shares(self.table, self.key), self.stage.end.shares(self.table, self.key)

    def parts(self, change: Change, numeric: bool, split: bool) -> list[Part]:
        """What this stage did to the value: nothing, or parts that add up to its step, cité by cité if `split` and they do."""
        was, now = (value_at(rows, change.key, change.column) for rows in self.ends)
        if was == now:
            return []
        step = as_number(now) - as_number(was) if numeric else None
        if step is not None and split:
            by_cite = list(self._by_cite(change))
            if by_cite and sum(part.added or 0 for part in by_cite) == step and all(map(_fits, by_cite)):
                return by_cite
        files = self._files(change, None)
        return [Part(self.stage.cause, step, _only_cite(change, self.key, files), files)]

    def _by_cite(self, change: Change) -> Iterator[Part]:
        before, after = self._given(change)
        for cite in sorted(before.keys() | after.keys(), key=lambda cite: cite or ""):
            added = _share(after, cite, change.column) - _share(before, cite, change.column)
            if added:
                yield Part(self.stage.cause, added, cite, self._files(change, [cite]))

    def _given(self, change: Change) -> tuple[Given, Given]:
        before, after = (shares.get(change.key, {}) for shares in self.shares)
        return before, after

    def _files(self, change: Change, cites: Sequence[str | None] | None) -> tuple[File, ...]:
        """The stage's files that the value can have felt: of these cités (None: of those whose shares moved) and quarters."""
        named = dict(zip(self.key, change.key, strict=True))
        quarter = named.get("trimestre")
        timely = [file for file in self.stage.files if _counts_in(file, quarter, change.column)]
        if "code_cite" in named:
            cites = [named["code_cite"]]
        if cites is None:
            before, after = self._given(change)
            cites = [cite for cite in before.keys() | after.keys() if before.get(cite) != after.get(cite)]
        concerned = [file for file in timely if file.code_cite in cites]
        return tuple(concerned or timely or self.stage.files)


def _fits(part: Part) -> bool:
    """Whether a part can be published without rounding it: else the cités' parts would not add up."""
    return part.added is None or part.added == part.added.quantize(_SMALLEST)


def _share(given: Given, cite: str | None, column: str) -> Decimal:
    return as_number(given.get(cite, {}).get(column))


def _counts_in(file: File, quarter: str | None, column: str) -> bool:
    if quarter is None or file.trimestre is None:
        return quarter is None
    return file.trimestre <= quarter if column.startswith(_TO_DATE) else file.trimestre == quarter


def _only_cite(change: Change, key: Sequence[str], files: Sequence[File]) -> str | None:
    """The cité of the row, else that of all the files."""
    if "code_cite" in key:
        return str(change.key[list(key).index("code_cite")])
    cites = {file.code_cite for file in files}
    return cites.pop() if len(cites) == 1 else None
