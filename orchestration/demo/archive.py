"""Zip archives whose bytes depend on their members alone; and the return as CSV files in one.

Belongs here: constant time stamps, CSV members. Nothing about returns belongs here.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping

from orchestration.demo.dialect import Cell
from orchestration.demo.layout import Grid

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(members: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """Zip the members in order; those named in `stored` stay uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, data)
    return buffer.getvalue()


def write_csv_zip(grids: Mapping[str, Grid], separator: str, encoding: str) -> bytes:
    """One CSV member a grid, in order, with CRLF line ends.

    Raises UnicodeEncodeError where the encoding lacks a letter.
    """
    return pack([(f"{name}.csv", _csv(grid, separator).encode(encoding)) for name, grid in grids.items()])


def _csv(grid: Grid, separator: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in row] for row in grid)
    return text.getvalue()


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
