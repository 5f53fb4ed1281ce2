"""The sheets of a workbook as raw values, read by python-calamine.

Belongs here: cells at absolute addresses, merged ranges, what calamine gives that is not yet a raw value.
Does not belong here: whether the file may be read at all (`containers`) and what its values mean (`cells`, `layout`).

calamine fills the rectangle around a sheet's values: workbooks whose values are far apart are read by others (`xlsx`, `ods`).
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from contracts.model import Limits
from orchestration.submissions.reading.grid import Bounds, Raw, RawRow, RawSheet
from orchestration.submissions.reading.refusals import Refused

Corner = tuple[int, int]
"""Row and column, counted from 0."""


def workbook_sheets(data: bytes, limits: Limits) -> Iterator[RawSheet]:
    """The worksheets in the workbook's order, hidden ones included, chart sheets left out. Raises Refused, CalamineError."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        names = [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        if not names:
            raise Refused("illisible")
        for name in names:
            yield _raw_sheet(name, workbook.get_sheet_by_name(name), limits)


def _raw_sheet(name: str, sheet: CalamineSheet, limits: Limits) -> RawSheet:
    bounds, rows = Bounds(name, limits), dict[int, RawRow]()
    # rows come from the sheet's first one on, cells from the first column that has a value
    first_column = sheet.start[1] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = {
            column: raw
            for column, cell in enumerate(cells, start=first_column)
            if (raw := _raw(cell)) is not None
        }
        if row:
            bounds.count(row)
            rows[number] = row
    for merged in sheet.merged_cell_ranges or []:
        _clear_covered(rows, merged)
    kept = [(number, row) for number, row in rows.items() if row]
    return RawSheet(
        name, addressed=True, rows=kept, head=sum(number <= limits.header_rows for number, _ in kept)
    )


def _clear_covered(rows: dict[int, RawRow], merged: tuple[Corner, Corner]) -> None:
    """Empty the cells under a merged one, which may still hold what they held before."""
    (top, left), (bottom, right) = merged
    inside = range(top + 1, bottom + 2)
    for number in inside if len(inside) < len(rows) else [number for number in rows if number in inside]:
        row = rows.get(number, {})
        for column in [column for column in row if left <= column <= right]:
            if (number, column) != (top + 1, left):
                del row[column]


def _raw(cell: Any) -> Raw | None:
    """An empty text is no value; of a moment its day alone; a time, a duration or no number is a text, as a person sees it."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.time):
        return cell.isoformat("seconds")
    if isinstance(cell, datetime.timedelta):
        return _duration(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    return cell  # type: ignore[no-any-return]


def _duration(duration: datetime.timedelta) -> str:
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
