"""From the readings of a batch to one frame a sheet.

Belongs here: laying the files' rows one below the other, in typed columns.
Does not belong here: what the tables are asked later on (`tables`).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from contracts.derive.pandera_schemas import DTYPES, STATE
from contracts.model import CellType, Column, Contract, Sheet
from orchestration.submissions.judging.tables import ABSENT, FILE, RANK, Table
from orchestration.submissions.reading.result import Cells, Fact, Reading, SheetReading, Value


def tables_of(readings: Sequence[Reading], contract: Contract) -> dict[str, Table]:
    """One table per sheet of the contract, by the sheet's code."""
    return {
        sheet.name: _table(
            sheet, [reading.sheets.get(sheet.name) for reading in readings], _unread(sheet, readings)
        )
        for sheet in contract.submission.sheets
    }


def _unread(sheet: Sheet, readings: Sequence[Reading]) -> frozenset[int]:
    """The files with rows of the sheet above its header (S10) or on a sheet of another name (S11)."""

    def is_of_the_sheet(fact: Fact) -> bool:
        return sheet.label == {"S10": fact.sheet, "S11": fact.value}.get(fact.rule)

    return frozenset(
        file for file, reading in enumerate(readings) if any(map(is_of_the_sheet, reading.facts))
    )


def _table(sheet: Sheet, readings: Sequence[SheetReading | None], unread: frozenset[int]) -> Table:
    lengths = [_length(sheet, reading) for reading in readings]
    columns: dict[str, Any] = {
        FILE: np.repeat(np.arange(len(readings)), lengths),
        RANK: np.concatenate([np.arange(length) for length in [*lengths, 0]]),
    }
    texts: dict[str, list[str | None]] = {}
    for column in sheet.columns:
        cells = _gathered(column, readings, lengths)
        columns[column.name] = _typed(cells.values, column.type)
        columns[column.name + STATE] = np.array(cells.states, dtype="int8")
        texts[column.name] = cells.texts
    return Table(sheet, readings, pd.DataFrame(columns), texts, unread=unread)


def _length(sheet: Sheet, reading: SheetReading | None) -> int:
    if reading is None:
        return 0
    return len(reading.rows) if sheet.layout == "lignes" else 1


def _gathered(column: Column, readings: Sequence[SheetReading | None], lengths: Sequence[int]) -> Cells:
    gathered = Cells()
    for reading, length in zip(readings, lengths, strict=True):
        cells = reading.columns.get(column.name) if reading else None
        gathered.values.extend(cells.values if cells else [None] * length)
        gathered.states.extend(cells.states if cells else [ABSENT] * length)
        gathered.texts.extend(cells.texts if cells else [None] * length)
    return gathered


def _typed(values: list[Value], kind: CellType) -> pd.Series[Any]:
    if kind in ("int", "decimal"):
        return pd.Series(np.array([_number(value) for value in values], dtype="float64"))
    if kind == "date":
        return pd.Series(np.array([_day(value) for value in values], dtype="datetime64[s]"))
    return pd.Series(values, dtype=DTYPES[kind])  # type: ignore[call-overload, no-any-return]


def _number(value: Value) -> float:
    """A number as float; one beyond all floats stays beyond every bound."""
    if value is None:
        return float("nan")
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")  # type: ignore[operator]


def _day(value: Value) -> datetime.date | None:
    return value if isinstance(value, datetime.date) else None
