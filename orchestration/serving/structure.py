"""What the tables of a release look like in PostgreSQL.

Belongs here: types, keys, which columns are never null, and what the comments say. Does not belong here: SQL
(`statements`).

Columns, types and primary keys are those that the release's own manifest states, so that a release made under
an earlier contract can be served again. A null is forbidden, and a foreign key declared, only where the
release keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from contracts.model import Contract, PublishedColumn
from orchestration.publication.catalogue import Release
from orchestration.publication.references import Reference, is_kept, parents_first, reference_of

_TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "DATE": "date",
    "DOUBLE": "double precision",
}
_DECIMAL = re.compile(r"DECIMAL(\(\d+, ?\d+\))")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its PostgreSQL type, whether it is never null, and its French comment (empty: none)."""

    name: str
    type: str
    required: bool
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """One published table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    reference: Reference | None
    comment: str


def describe(release: Release, rows: Mapping[str, pa.Table], contract: Contract) -> list[Table]:
    """The tables of a release, those that others refer to first. Raises KeyError for an unknown type."""
    return [_table(release, name, rows, contract) for name in parents_first(rows)]


def schema_comment(release: Release) -> str:
    """What the schema says of itself; the release's id in it tells what is served."""
    fictitious = "DONNÉES FICTIVES : démonstration. " if release.manifest.get("demonstration") else ""
    return (
        f"{fictitious}Cités de l'emploi : indicateurs publiés. Version {release.id}, "
        f"empreinte du contenu {release.content_hash}."
    )


def _table(release: Release, name: str, rows: Mapping[str, pa.Table], contract: Contract) -> Table:
    stated, known = release.manifest["tables"][name], contract.released.get(name)
    described = {column.name: column for column in known.columns} if known else {}
    columns = tuple(
        _column(column, sql_type, described.get(column), rows[name][column].null_count > 0)
        for column, sql_type in stated["colonnes"].items()
    )
    comment = f"{known.grain} {known.description}" if known else ""
    return Table(name, columns, tuple(stated["cle"]), _reference(name, rows), comment)


def _column(name: str, sql_type: str, described: PublishedColumn | None, has_nulls: bool) -> Column:
    required = described is not None and described.required and not has_nulls
    return Column(name, postgres_type(sql_type), required, _comment(described) if described else "")


def _comment(column: PublishedColumn) -> str:
    return f"{column.description} Unité : {column.unit}." if column.unit else column.description


def postgres_type(sql_type: str) -> str:
    """The PostgreSQL type of a published column. Raises KeyError for a type that the contract does not use."""
    decimal = _DECIMAL.fullmatch(sql_type)
    return f"numeric{decimal[1]}" if decimal else _TYPES[sql_type]


def _reference(name: str, rows: Mapping[str, pa.Table]) -> Reference | None:
    found = reference_of(name, rows[name].column_names, rows)
    return found if found and is_kept(found, rows[name], rows[found.table]) else None
