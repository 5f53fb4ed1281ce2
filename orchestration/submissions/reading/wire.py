"""A reading as compact JSON, for the worker's pipe and for spooling.

Belongs here: both directions. Does not belong here: framing (`worker`, `pool`).

What repeats itself is left out: states where every cell is fine, texts where they are the values.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from orchestration.submissions.reading.result import (
    Cells,
    Fact,
    Place,
    Reading,
    Seen,
    SheetReading,
    State,
    Value,
)

_FACT = ("rule", "sheet", "column", "row", "cell", "value")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def dumps(reading: Reading) -> bytes:
    """The reading as UTF-8 JSON; lone surrogates, which no text should hold, as question marks."""
    plain = {
        "refusal": reading.refusal,
        "hindered": reading.hindered,
        "detail": reading.detail,
        "facts": [[getattr(fact, name) for name in _FACT] for fact in reading.facts],
        "seen": [[one.kind, one.sheet, one.row, one.column, one.detail] for one in reading.seen],
        "sheets": [_plain_sheet(sheet) for sheet in reading.sheets.values()],
    }
    return _encode(plain).encode("utf-8", "replace")


def loads(payload: bytes) -> Reading:
    """The reading that `dumps` wrote."""
    plain = json.loads(payload)
    sheets = [_sheet(one) for one in plain["sheets"]]
    return Reading(
        refusal=plain["refusal"],
        hindered=plain["hindered"],
        detail=plain["detail"],
        facts=[Fact(*fact) for fact in plain["facts"]],
        seen=[Seen(*one) for one in plain["seen"]],
        sheets={sheet.name: sheet for sheet in sheets},
    )


def _plain_sheet(sheet: SheetReading) -> list[Any]:
    columns = {name: _plain_cells(cells) for name, cells in sheet.columns.items()}
    places = {name: [place.row, place.cell] for name, place in sheet.places.items()}
    return [sheet.name, columns, sheet.rows, sheet.letters, places, sheet.failed]


def _sheet(plain: list[Any]) -> SheetReading:
    name, columns, rows, letters, places, failed = plain
    return SheetReading(
        name=name,
        columns={column: _cells(*cells) for column, cells in columns.items()},
        rows=rows,
        letters=letters,
        places={column: Place(*place) for column, place in places.items()},
        failed=failed,
    )


def _plain_cells(cells: Cells) -> list[Any]:
    """Values, whether they are dates, states (0 where all are fine), texts (0 where they are the values)."""
    dates = any(isinstance(value, datetime.date) for value in cells.values)
    values = [value and value.isoformat() for value in cells.values] if dates else cells.values  # type: ignore[union-attr]
    states = cells.states if any(cells.states) else 0
    return [values, int(dates), states, 0 if cells.texts == values else cells.texts]


def _cells(values: list[Any], dates: int, states: Any, texts: Any) -> Cells:
    texts = list(values) if texts == 0 else texts
    states = [int(State.OK)] * len(values) if states == 0 else states
    read: list[Value] = (
        [value and datetime.date.fromisoformat(value) for value in values] if dates else values
    )
    return Cells(read, states, texts)
