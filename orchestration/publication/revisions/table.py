"""The published table `revisions` of an edition.

Belongs here: its rows. Does not belong here: finding changes (`cells`) and their causes (`walk`, `attribution`), whose
measures are told by cité (`disclosure`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from contracts.model import Contract, PublishedTable
from orchestration.publication.fingerprint import arrow_type
from orchestration.publication.revisions.attribution import Part, StageOfTable
from orchestration.publication.revisions.causes import Event, File, steps
from orchestration.publication.revisions.cells import Change, as_text, changes, key_in_words, rows_by_key
from orchestration.publication.revisions.disclosure import is_told_by_cite
from orchestration.publication.revisions.walk import Replay, Stage, stages

NAME = "revisions"
_NAMED = 5

Row = dict[str, Any]


def schema(contract: Contract) -> pa.Schema:
    """The table's columns and types."""
    return pa.schema(
        [(column.name, arrow_type(column.sql_type)) for column in contract.attached[NAME].columns]
    )


def no_revisions(contract: Contract) -> pa.Table:
    """The table of a first release, which nothing came before."""
    return schema(contract).empty_table()


def revisions(
    release: str,
    tables: Mapping[str, pa.Table],
    before: tuple[str, Mapping[str, pa.Table]],
    events: tuple[Sequence[Event], Sequence[Event]],
    rules_changed: bool,
    contract: Contract,
    replay: Replay | None,
) -> pa.Table:
    """Every value of `tables` that differs from the release before (its id and tables), with its causes.

    `events`: what the register said at the release before, and says now. The parts of a number add up exactly to its
    difference. Raises what `replay` raises.
    """
    name, old = before
    if not any(_changes(table, old, tables) for table in contract.published.values()):
        return no_revisions(contract)
    way = stages(old, tables, events[0], steps(*events), rules_changed, replay)
    rows = [
        {"release": release, "release_precedente": name, **row}
        for table in contract.published.values()
        for row in _rows(table, old, tables, way, contract)
    ]
    return pa.Table.from_pylist(rows, schema=schema(contract))


def _changes(table: PublishedTable, old: Mapping[str, pa.Table], new: Mapping[str, pa.Table]) -> list[Change]:
    key = table.primary_key
    before, after = rows_by_key(old.get(table.name), key), rows_by_key(new.get(table.name), key)
    columns = [column.name for column in table.columns]
    return list(changes(table.name, before, after, key, columns))


def _rows(
    table: PublishedTable,
    old: Mapping[str, pa.Table],
    new: Mapping[str, pa.Table],
    way: Sequence[Stage],
    contract: Contract,
) -> Iterator[Row]:
    numeric = {column.name for column in table.columns if column.sql_type.startswith(("BIGINT", "DECIMAL"))}
    published = rows_by_key(old.get(table.name), table.primary_key)
    seen = [StageOfTable(stage, table.name, table.primary_key) for stage in way]
    for change in _changes(table, old, new):
        is_number, named = change.column in numeric, is_told_by_cite(contract, table.name, change.column)
        split = named and change.key in published
        parts = [part for stage in seen for part in stage.parts(change, is_number, split)]
        for rank, part in enumerate(parts, 1):
            yield _row(table, change, rank, part) | (_named(part) if named else _UNNAMED)


def _row(table: PublishedTable, change: Change, rank: int, part: Part) -> Row:
    key = dict(zip(table.primary_key, change.key, strict=True))
    return {
        "nom_table": table.name,
        "cle": key_in_words(table.primary_key, change.key),
        "colonne": change.column,
        "rang": rank,
        "trimestre": key.get("trimestre"),
        "avant": as_text(change.before),
        "apres": as_text(change.after),
        "cause": part.cause,
        "part": part.added,
        "cites": len({file.code_cite for file in part.files}),
        "fichiers": len(part.files),
    }


_UNNAMED: Row = {"code_cite": None, "empreinte": None, "remontees": None}


def _named(part: Part) -> Row:
    """Whose files they are: a fingerprint would tell the cité too."""
    return {
        "code_cite": part.code_cite,
        "empreinte": part.files[0].empreinte if len(part.files) == 1 else None,
        "remontees": _in_words(part.files),
    }


def _in_words(files: Sequence[File]) -> str | None:
    """« cde-004 2023-T2, cde-007 2023-T2 et 3 autres »."""
    named = list(
        dict.fromkeys(f"{file.code_cite or 'cité inconnue'} {file.trimestre or ''}".strip() for file in files)
    )
    if not named:
        return None
    more = len(named) - _NAMED
    rest = f" et {more} {'autres' if more > 1 else 'autre'}" if more > 0 else ""
    return ", ".join(named[:_NAMED]) + rest
