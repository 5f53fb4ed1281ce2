"""Which published table speaks of the rows of which other: the foreign keys that the databases declare.

Belongs here: the rule, and whether a release keeps it. Does not belong here: declaring a key (`duckdb_file`, `serving`).

A file that was rejected may speak of a quarter that is not published, so a key is declared only where the rows keep it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pyarrow as pa

PARENTS = ("indicateurs_nationaux", "indicateurs_cites")
"""The tables that others refer to, each before those that refer to it."""

_OF_A_CITE = ("indicateurs_qpv", "suivi_remontees")
"""Tables about one expected cité in one quarter; every other table with a quarter is about a published one."""

_OF_TWO_RELEASES = ("revisions",)
"""Tables that also speak of rows which only the release before has."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: these columns, of the same names here and there, of the other table."""

    columns: tuple[str, ...]
    table: str


def parents_first(names: Iterable[str]) -> list[str]:
    """The tables' names, those that others refer to first, the rest as they come."""
    return sorted(names, key=lambda name: PARENTS.index(name) if name in PARENTS else len(PARENTS))


def reference_of(name: str, columns: Collection[str], tables: Collection[str]) -> Reference | None:
    """What a table of these columns refers to among these tables; None where there is nothing of the kind."""
    wanted = ("code_cite", "trimestre") if name in _OF_A_CITE else ("trimestre",)
    parent = PARENTS[1] if name in _OF_A_CITE else PARENTS[0]
    if name in (parent, *_OF_TWO_RELEASES) or parent not in tables or not set(wanted) <= set(columns):
        return None
    return Reference(wanted, parent)


def is_kept(reference: Reference, rows: pa.Table, parent: pa.Table) -> bool:
    """Whether every row refers to one of the parent; a row with a null among the columns refers to nothing."""
    return _values(rows, reference.columns) <= _values(parent, reference.columns)


def _values(rows: pa.Table, columns: tuple[str, ...]) -> set[tuple[object, ...]]:
    found = zip(*(rows[column].to_pylist() for column in columns), strict=True)
    return {values for values in found if None not in values}
