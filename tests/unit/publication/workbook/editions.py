"""Editions of the small programme, and their workbooks as a reader opens them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pyarrow as pa

from contracts.model import Contract, PublishedColumn, PublishedTable
from orchestration.publication.edition import Edition
from orchestration.publication.workbook.book import encode_release
from orchestration.publication.workbook.table_sheet import HEADING_ROW
from tests.unit.audit.small_world import Tables, as_arrow, register, small_contract, tables
from tests.unit.publication.publishing import FakeAudit

RELEASE = "r0003-3fa9c1d2"
TOP = HEADING_ROW + 1
"""The row of a table's headings, as a spreadsheet counts."""


def edition(
    published: Tables | None = None,
    *,
    contract: Contract | None = None,
    demo: bool = False,
    created: str = "2024-02-01T23:30:00+00:00",
) -> Edition:
    """The small programme's release, or one with these rows."""
    known, rows = contract or small_contract(), tables() if published is None else published
    arrow = {name: as_arrow(known, name, rows[name]) for name in known.published}
    origin = {"cree_le": created, "demonstration": demo}
    return Edition(RELEASE, arrow, known, FakeAudit(""), register(), origin)


def opened(made: Edition) -> openpyxl.Workbook:
    """The edition's workbook."""
    return openpyxl.load_workbook(io.BytesIO(encode_release(made)))


def rows_of(sheet: Any) -> list[list[Any]]:
    """The table on a sheet: its headings, then its rows."""
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP)]


def column_under(sheet: Any, heading: str) -> list[Any]:
    """The cells under this heading."""
    header, *rows = list(sheet.iter_rows(min_row=TOP))
    index = [cell.value for cell in header].index(heading)
    return [row[index] for row in rows]


def one_table(columns: list[PublishedColumn], key: tuple[str, ...] = ()) -> PublishedTable:
    """A published table of these columns."""
    keyed = [replace(c, key_position=key.index(c.name) if c.name in key else None) for c in columns]
    return PublishedTable("essai", "Table d'essai", "Une ligne par essai.", "Des essais.", tuple(keyed))


def column(name: str, sql_type: str = "VARCHAR", unit: str | None = None, label: str = "") -> PublishedColumn:
    """A column that may be empty."""
    return PublishedColumn(name, label or name.capitalize(), sql_type, False, f"Ce qu'est {name}.", unit)


def with_table(table: PublishedTable, rows: pa.Table, made: Edition | None = None) -> Edition:
    """An edition that publishes one table more."""
    base = made or edition()
    contract = replace(base.contract, published={**base.contract.published, table.name: table})
    return replace(base, contract=contract, tables={**base.tables, table.name: rows})
