"""Every published value that differs between two releases.

Belongs here: comparing two releases value by value. Does not belong here: how the differences are shown
(`commands`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from orchestration.publication.assemble import table_path
from orchestration.publication.catalogue import Release, consolidated, resolve
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import read_file
from orchestration.storage.interface import Storage

Key = tuple[Any, ...]
_ABSENT: Mapping[str, Any] = {}


def diff(storage: Storage, before: str, after: str) -> list[dict[str, Any]]:
    """`{table, cle, colonne, avant, apres}` for each value that differs, by table, key and column.

    A row that is on one side only gives all its values, null on the other side. Values are plain: numbers,
    texts, ISO dates, null. Raises NothingPublished, UsageError (unknown release), DamagedRelease.
    """
    old, new = resolve(storage, before), resolve(storage, after)
    names = dict.fromkeys([*consolidated(old.manifest), *consolidated(new.manifest)])
    return [difference for name in names for difference in _table(storage, old, new, name)]


def _table(storage: Storage, old: Release, new: Release, name: str) -> Iterator[dict[str, Any]]:
    described = [each.manifest["tables"][name] for each in (new, old) if name in each.manifest["tables"]]
    key = tuple(described[0]["cle"])
    columns = dict.fromkeys(column for table in described for column in table["colonnes"])
    before, after = (_rows(storage, release, name, key) for release in (old, new))
    for place in sorted(before.keys() | after.keys(), key=lambda place: tuple(map(str, place))):
        was, is_now = before.get(place, _ABSENT), after.get(place, _ABSENT)
        for column in columns:
            if column not in key and was.get(column) != is_now.get(column):
                at = dict(zip(key, place, strict=True))
                yield _difference(name, at, column, was.get(column), is_now.get(column))


def _difference(table: str, key: dict[str, Any], column: str, was: Any, is_now: Any) -> dict[str, Any]:
    return {"table": table, "cle": key, "colonne": column, "avant": _plain(was), "apres": _plain(is_now)}


def _rows(storage: Storage, release: Release, name: str, key: Key) -> dict[Key, dict[str, Any]]:
    if name not in release.manifest["tables"]:
        return {}
    rows = decode(read_file(storage, release.manifest, table_path("parquet", name))).to_pylist()
    return {tuple(row.get(column) for column in key): row for row in rows}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
