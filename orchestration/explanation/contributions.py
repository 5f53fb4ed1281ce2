"""What goes into a figure: returns in force, or files, each with what it adds and the rows that make it.

Belongs here: fetching them from the tables of a replayed release. Does not belong here: which there are (`measures`), where a
row's cell stands in the file (`addresses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import duckdb

from orchestration.explanation.measures import Measure, Source


@dataclass(slots=True)
class Cell:
    """One cell that counts: sheet (code), row (or line of a CSV), column, and what it adds.

    `address` and `text` are those of the file as received; None until they are looked up, and the address stays None in a CSV.
    """

    sheet: str | None
    row: int | None
    column: str | None
    value: Any
    address: str | None = None
    text: str | None = None


@dataclass(slots=True)
class Contribution:
    """What one return, file or cité adds; `fingerprint` is None for a cité without a return in force."""

    code_cite: str | None
    quarter: str | None
    fingerprint: str | None
    value: Any
    cells: list[Cell] = field(default_factory=list)


_GRAVITIES = {"bloquants": "bloquant", "alertes": "alerte"}


def contributions(
    connection: duckdb.DuckDBPyConnection, table: str, key: Mapping[str, str], measure: Measure
) -> list[Contribution]:
    """All that goes into the figure of this row, by cité, quarter and file. `connection`: a replayed release."""
    fetch = {
        "lignes": _of_rows,
        "cites": _of_cites,
        "fichiers": _of_files,
        "constats": _of_findings,
        "identification": _of_identification,
    }[measure.kind]
    return list(fetch(connection, key, measure))


def _scope(key: Mapping[str, str], measure: Measure) -> tuple[str, list[str]]:
    """Which returns (`r`) the row is about: quarter, territory, cité."""
    conditions = [f"r.trimestre {'<=' if measure.to_date else '='} ?"]
    values = [key["trimestre"]]
    if "code_cite" in key:
        conditions.append("r.code_cite = ?")
        values.append(key["code_cite"])
    if "niveau" in key:
        territory = (
            "select code_cite from intermediate.int_territoires__composes where niveau = ? and code = ?"
        )
        conditions.append(f"r.code_cite in ({territory})")
        values += [key["niveau"], key["code"]]
    return " and ".join(conditions), values


def _of_rows(
    connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], measure: Measure
) -> Iterator[Contribution]:
    source = measure.source
    assert source is not None
    scope, values = _scope(key, measure)
    filters = " and ".join([source.condition, *(f"{name} = ?" for name in measure.filters)])
    rows = connection.execute(
        f"select r.code_cite, r.trimestre, r.empreinte, d.ligne, d.valeur"
        f" from intermediate.int_remontees__en_vigueur as r {'left' if measure.everyone else 'inner'} join"
        f" (select empreinte, ligne, {source.value or '1'} as valeur from intermediate.{source.relation} where {filters}) as d"
        f" on r.empreinte = d.empreinte where {scope} order by all",
        [*(key[name] for name in measure.filters), *values],
    ).fetchall()
    for place, group in groupby(rows, key=lambda row: row[:3]):
        cells = [_cell(source, line, value) for *_, line, value in group if line is not None]
        yield _made(place, 1 if measure.once else sum(cell.value for cell in cells), cells)


def _made(place: Sequence[Any], value: Any, cells: Sequence[Cell] = ()) -> Contribution:
    cite, quarter, fingerprint = place
    return Contribution(cite, quarter, fingerprint, value, list(cells))


def _cell(source: Source, line: int, value: Any) -> Cell:
    return Cell(source.sheet, line, source.pointed, value)


def _of_cites(
    connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], measure: Measure
) -> Iterator[Contribution]:
    scope, values = _scope(key, measure)
    rows = connection.execute(
        "select r.code_cite, r.trimestre, v.empreinte from intermediate.int_cites__attendues as r"
        " left join intermediate.int_remontees__en_vigueur as v"
        f" on r.code_cite = v.code_cite and r.trimestre = v.trimestre where {scope} order by all",
        values,
    ).fetchall()
    for cite, quarter, fingerprint in rows:
        counts = measure.counted is None or fingerprint is not None
        yield Contribution(cite, quarter, fingerprint, int(counts))


def _of_files(
    connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], measure: Measure
) -> Iterator[Contribution]:
    scope, values = _scope(key, measure)
    files = connection.execute(
        "select code_cite, trimestre, empreinte, verdict, bloquants, alertes"
        f" from intermediate.int_remontees__jugees as r where {scope} order by numero",
        values,
    ).fetchall()
    if measure.counted in _GRAVITIES:
        # the file judged last says how many there are
        for *place, _, blocking, warnings in files[-1:]:
            found = _findings_of(connection, place[2], _GRAVITIES[measure.counted])
            yield _made(place, blocking if measure.counted == "bloquants" else warnings, found)
        return
    yield from (_made(place, 1) for *place, verdict, _, _ in files if verdict == measure.counted)


def _findings_of(connection: duckdb.DuckDBPyConnection, fingerprint: str, gravity: str) -> list[Cell]:
    rows = connection.execute(
        f"select feuille, ligne, colonne, cellule, regle from {_findings(connection)}"
        " where empreinte = ? and gravite = ? order by all",
        [fingerprint, gravity],
    ).fetchall()
    return [Cell(sheet, line, column, 1, address, rule) for sheet, line, column, address, rule in rows]


def _findings(connection: duckdb.DuckDBPyConnection) -> str:
    """The findings that count; in a release from before files were judged again, all of them do."""
    tables = "select count(*) from information_schema.tables where table_name = 'int_constats__retenus'"
    found = connection.execute(tables).fetchone()
    return "intermediate.int_constats__retenus" if found and found[0] else "staging.stg_remontees__constats"


def _of_findings(
    connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], measure: Measure
) -> Iterator[Contribution]:
    rows: Sequence[Any] = connection.execute(
        "select j.code_cite, j.trimestre_lu, c.empreinte, c.feuille, c.ligne, c.colonne, c.cellule"
        f" from {_findings(connection)} as c"
        " join intermediate.int_remontees__jugees as j on c.empreinte = j.empreinte"
        " where c.regle = ? and j.trimestre_lu = ? order by all",
        [key["regle"], key["trimestre"]],
    ).fetchall()
    for place, group in groupby(rows, key=lambda row: row[:3]):
        cells = [Cell(sheet, line, column, 1, address) for *_, sheet, line, column, address in group]
        yield _made(place, 1 if measure.once else len(cells), cells)


def _of_identification(
    connection: duckdb.DuckDBPyConnection, key: Mapping[str, str], measure: Measure
) -> Iterator[Contribution]:
    scope, values = _scope(key, measure)
    rows = connection.execute(
        "select r.code_cite, r.trimestre, r.empreinte, i.date_remontee from intermediate.int_remontees__en_vigueur as r"
        f" join staging.stg_remontees__identification as i on r.empreinte = i.empreinte where {scope}",
        values,
    ).fetchall()
    for *place, signed in rows:
        yield _made(place, signed, [Cell("identification", None, "date_remontee", signed)])
