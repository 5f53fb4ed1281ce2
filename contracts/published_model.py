"""The published tables as frozen objects; `contracts.model` hands them on with the rest of the contract.

Belongs here: the shape of a published table. Does not belong here: reading YAML (`contracts.published_files`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class PublishedColumn:
    """One column of a published table.

    `sql_type` is the type in DuckDB: `VARCHAR`, `BIGINT`, `DATE` or `DECIMAL(precision,scale)`. `value_labels`: how people
    read `values`, one each, or none at all.
    """

    name: str
    label: str
    sql_type: str
    required: bool
    description: str
    unit: str | None = None
    key_position: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] = ()
    value_labels: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """The label of each code of the closed list; empty where it has none."""
        return dict(zip(self.values, self.value_labels, strict=False))


@dataclass(frozen=True)
class PublishedTable:
    """One published table; `grain` is the French sentence "Une ligne par …".

    `consolidated`: made from the returns, audited and under the content hash. The others tell of the publication itself.
    """

    name: str
    label: str
    grain: str
    description: str
    columns: tuple[PublishedColumn, ...]
    consolidated: bool = True

    @cached_property
    def primary_key(self) -> tuple[str, ...]:
        """The key columns in order of position."""
        keyed = [column for column in self.columns if column.key_position is not None]
        return tuple(column.name for column in sorted(keyed, key=lambda column: column.key_position or 0))
