"""Staged rows as Parquet: accepted returns' rows and everyone's findings, by table and quarter.

Belongs here: keys, types, order and bytes of the files.
Does not belong here: which rows there are (`judging`),
the schemas (`warehouse.schemas`).
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from contracts.model import Contract
from orchestration.storage.interface import Storage
from orchestration.warehouse.schemas import FINDINGS, staged_schema

PREFIX = "staged/"
_QUARTER = "trimestre"
_ORDER = ["code_cite", "empreinte", "ligne"]
_SMALLEST = Decimal("1e-12")
"""A staged decimal has 12 decimals; what a cité writes beyond them is rounded half up."""
_LETTERS = 16
"""Of a batch's name: as many hexadecimal digits of a SHA-256."""


def batch_name(fingerprints: Iterable[str]) -> str:
    """The name of a batch: the same files give the same name, and so the same objects."""
    return hashlib.sha256("\n".join(sorted(fingerprints)).encode()).hexdigest()[:_LETTERS]


def is_batch_name(text: str) -> bool:
    """Whether a batch can be called so: one that is not in the register was then cut off before it was committed."""
    return len(text) == _LETTERS and not text.strip("0123456789abcdef")


def sweep(storage: Storage, committed: frozenset[str]) -> None:
    """Remove the staged rows of batches that were never committed: they never happened."""
    for entry in storage.entries(PREFIX):
        if entry.key.rsplit("/", 1)[-1].removesuffix(".parquet") not in committed:
            storage.delete(entry.key)


class Staging:
    """The rows of one batch on their way into Parquet: one file per table and quarter."""

    def __init__(self, contract: Contract, batch: str) -> None:
        self._contract = contract
        self._batch = batch
        self._waiting: dict[tuple[str, str], list[pd.DataFrame]] = {}

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Add rows by table; the column `trimestre` tells the partition."""
        for table, rows in tables.items():
            for quarter, part in rows.groupby(_QUARTER, sort=True):
                self._waiting.setdefault((table, str(quarter)), []).append(part)

    def finished(self, before: str | None = None) -> Iterator[tuple[str, bytes]]:
        """Keys and bytes of the files of the sheets for quarters before this one, or of all that is left.

        Findings wait for the end: files of any turn may speak of any quarter.
        """
        for table, quarter in sorted(self._waiting):
            if before is None or (table != FINDINGS and quarter < before):
                rows = pd.concat(self._waiting.pop((table, quarter)), ignore_index=True)
                key = f"{PREFIX}{table}/{_QUARTER}={quarter}/{self._batch}.parquet"
                yield key, parquet(rows, staged_schema(self._contract, table))


def parquet(rows: pd.DataFrame, schema: pa.Schema) -> bytes:
    """The rows as a Parquet file of this schema, in an order that does not depend on how they came."""
    ordered = rows.sort_values([*_ORDER, *_ties(rows)], kind="stable", na_position="first")
    table = pa.table([_array(ordered[field.name], field.type) for field in schema], schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _ties(rows: pd.DataFrame) -> list[str]:
    """What orders the findings of one row."""
    return [name for name in ("feuille", "colonne", "regle") if name in rows]


def _array(column: pd.Series[Any], kind: pa.DataType) -> pa.Array:
    """A column in its staged type; null where it has no value."""
    values = column.astype(object).where(column.notna(), None).tolist()
    if pa.types.is_decimal(kind):
        return pa.array([_decimal(value) for value in values], type=kind)
    if pa.types.is_integer(kind):
        return pa.array([None if value is None else int(value) for value in values], type=kind)
    if pa.types.is_date(kind):
        return pa.array([None if value is None else value.date() for value in values], type=kind)
    return pa.array(values, type=kind)


def _decimal(value: float | None) -> Decimal | None:
    """The decimal that a person wrote: the shortest that reads back as this number."""
    return None if value is None else Decimal(repr(value)).quantize(_SMALLEST, ROUND_HALF_UP)
