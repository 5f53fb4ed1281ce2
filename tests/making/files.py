"""Returns as files: xlsx, ods and zip of CSV, as bytes.

Belongs here: turning grids of Python values into the three containers.
Does not belong here: what is in the grids (`returns`), and files that attack the reader (its own tests).
"""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter

from tests.making import opendocument
from tests.making.returns import Book
from tests.making.shape import Grid

Source = Book | Mapping[str, Grid]
CONTAINERS = ("xlsx", "ods", "zip")


def make(source: Source, container: str = "xlsx", **options: Any) -> bytes:
    """The file in one of the three containers; options as in `xlsx`, `ods` and `csv_zip`."""
    writers: dict[str, Callable[..., bytes]] = {"xlsx": xlsx, "ods": ods, "zip": csv_zip}
    return writers[container](source, **options)


def grids_of(source: Source) -> Mapping[str, Grid]:
    """The sheets of a book, or the grids themselves."""
    return source.grids() if isinstance(source, Book) else source


def xlsx(source: Source, *, date_1904: bool = False, hidden: Iterable[str] = ()) -> bytes:
    """A workbook with typed cells: numbers, dates, booleans, text. `hidden` names sheets as written."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "date_1904": date_1904,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    workbook = xlsxwriter.Workbook(buffer, options)
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for name, grid in grids_of(source).items():
        sheet = workbook.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for address, value in _cells(grid):
            _write(sheet, address, value, moment if isinstance(value, datetime.datetime) else day)
    workbook.close()
    return buffer.getvalue()


def _cells(grid: Grid) -> Iterable[tuple[tuple[int, int], Any]]:
    for row, values in enumerate(grid):
        for column, value in enumerate(values):
            if value is not None:
                yield (row, column), value


def _write(sheet: Any, address: tuple[int, int], value: Any, date_format: Any) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(*address, value)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(*address, value, date_format)
    elif isinstance(value, int | float):
        sheet.write_number(*address, value)
    else:
        sheet.write_string(*address, str(value))


def ods(source: Source) -> bytes:
    """The same in OpenDocument."""
    return opendocument.package(grids_of(source))


def csv_zip(
    source: Source,
    *,
    delimiter: str = ";",
    encoding: str = "utf-8",
    newline: str = "\r\n",
    folder: str = "",
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """A zip with one CSV a sheet, named after its label; `utf-16` writes a BOM, `extra` adds members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, grid in grids_of(source).items():
            text = csv_text(grid, delimiter=delimiter, newline=newline)
            archive.writestr(f"{folder}{name}.csv", text.encode(encoding))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def csv_text(grid: Grid, *, delimiter: str = ";", newline: str = "\r\n") -> str:
    """A grid as CSV, values written as French people do: `31/12/2023`, `1234,5`, `oui`."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=newline)
    writer.writerows([french(value) for value in row] for row in grid)
    return buffer.getvalue()


def french(value: Any) -> str:
    """One value as a French person writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.date):
        return value.strftime("%d/%m/%Y")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
