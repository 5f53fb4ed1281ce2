"""Controls of the figures: the expected rows, the second count, the sums over territories.

Belongs here: what national, territorial and cité figures must be to one another and to the second count.
Does not belong here: means and rates (`rates`), breakdowns (`breakdowns`), what was published (`history`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow.compute as pc

from contracts.model import Contract
from orchestration.audit.comparison import Control, Tables, compared, problems, records, text
from orchestration.audit.recount import FLOWS, MEASURES, Recount

CUMULATIVE = tuple(f"cumul_{flow}" for flow in FLOWS)
_SUMMED = ("cites_attendues", "cites_repondantes", *MEASURES, *CUMULATIVE)
_LEVELS = ("region", "departement", "vague")


def structure(described: Mapping[str, str], contract: Contract) -> Control:
    """Tables, columns, order and types as DuckDB describes them: `table.column` → position and type."""
    expected = {
        f"{table.name}.{column.name}": f"{position} {column.sql_type}"
        for table in contract.published.values()
        for position, column in enumerate(table.columns, start=1)
    }
    return compared("tables, columns and types are exactly the contract's", expected, described)


def expected_rows(tables: Tables, counted: Recount) -> Control:
    """Each cité once in each published quarter from its first one on, in both tables by cité."""
    names = ("indicateurs_cites", "suivi_remontees")
    expected: dict[str, Any] = {
        f"{name} {cite} {quarter}": 1 for name in names for cite, quarter in counted.expected
    }
    expected |= {f"indicateurs_nationaux {quarter}": 1 for quarter in counted.quarters}
    found = Counter(
        f"{name} {row['code_cite']} {row['trimestre']}" for name in names for row in records(tables[name])
    )
    found.update(
        f"indicateurs_nationaux {row['trimestre']}" for row in records(tables["indicateurs_nationaux"])
    )
    return compared("every published quarter lists exactly the cités expected in it, once", expected, found)


def second_count(tables: Tables, counted: Recount) -> Control:
    """Measures and running totals of every cité and quarter, as counted again from the returns in force."""
    expected = dict(_counted_cells(counted))
    rows = records(tables["indicateurs_cites"])
    found = {
        f"{row['code_cite']} {row['trimestre']} {name}": row[name]
        for row in rows
        for name in (*MEASURES, *CUMULATIVE)
    }
    return compared(
        "every cité's measures are those of a second count of its returns in force", expected, found
    )


def _counted_cells(counted: Recount) -> Iterator[tuple[str, Any]]:
    totals: defaultdict[tuple[str, str], int] = defaultdict(int)
    for cite, quarter in sorted(counted.expected):
        measured = counted.measured.get((cite, quarter), {})
        for measure in MEASURES:
            yield f"{cite} {quarter} {measure}", measured.get(measure)
        for flow in FLOWS:
            totals[cite, flow] += measured.get(flow, 0)
            yield f"{cite} {quarter} cumul_{flow}", totals[cite, flow]


def findings(tables: Tables, counted: Recount) -> Control:
    """The findings by rule add up, quarter by quarter, to what the register says of the files judged."""
    found = dict.fromkeys(counted.findings, 0)
    for row in records(tables["qualite_regles"]):
        found[row["trimestre"]] = found.get(row["trimestre"], 0) + row["constats"]
    return compared("the findings by rule add up to those that the register counts", counted.findings, found)


def declared_totals(tables: Tables, counted: Recount) -> Control:
    """The six totals as the cité declared them in its Synthèse, for every return in force."""
    expected = {
        f"{c} {q} {measure}": totals[measure]
        for (c, q), totals in counted.declared.items()
        for measure in MEASURES
    }
    rows = [
        row
        for row in records(tables["indicateurs_cites"])
        if (row["code_cite"], row["trimestre"]) in counted.in_force
    ]
    found = {
        f"{row['code_cite']} {row['trimestre']} {measure}": row[measure]
        for row in rows
        for measure in MEASURES
    }
    return compared("every cité's measures are the totals that it declared", expected, found)


def statuses(tables: Tables, counted: Recount) -> Control:
    """statut_remontee of every expected cité and quarter, in both tables that give it."""
    names = ("indicateurs_cites", "suivi_remontees")
    expected = {f"{name} {c} {q}": status for name in names for (c, q), status in counted.statuses.items()}
    found = {
        f"{n} {row['code_cite']} {row['trimestre']}": row["statut_remontee"]
        for n in names
        for row in records(tables[n])
    }
    return compared("statut_remontee says what the register says", expected, found)


def sums(tables: Tables) -> Control:
    """The national figures are the sums over cités, regions, départements and waves, quarter by quarter."""
    national = {row["trimestre"]: row for row in records(tables["indicateurs_nationaux"])}
    parts = {"cites": _as_territories(records(tables["indicateurs_cites"]))}
    territorial = records(tables["indicateurs_territoriaux"])
    parts |= {level: [row for row in territorial if row["niveau"] == level] for level in _LEVELS}
    expected = {
        f"{q} {name} over {part}": row[name]
        for q, row in national.items()
        for part in parts
        for name in _SUMMED
    }
    found = {
        f"{q} {name} over {part}": total
        for part, rows in parts.items()
        for (q, name), total in _totals(rows).items()
    }
    return compared(
        "national figures are the sums over cités, regions, départements and waves", expected, found
    )


def _as_territories(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**row, "cites_attendues": 1, "cites_repondantes": int(row["statut_remontee"] == "acceptee")}
        for row in rows
    ]


def _totals(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    totals: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        for name in _SUMMED:
            totals[row["trimestre"], name] += row[name] or 0
    return dict(totals)


def no_negative(tables: Tables, contract: Contract) -> Control:
    """No published number is below its contract's minimum, 0 where none is stated."""
    lines = (
        (
            _key(row, contract.published[name].primary_key) + f" {name}.{column.name}",
            f"≥ {column.minimum or 0}",
            text(row[column.name]),
        )
        for name, table in tables.items()
        for column in contract.published[name].columns
        if column.sql_type not in ("VARCHAR", "DATE")
        for row in _below(table, column.name, column.minimum or 0)
    )
    return problems("no published number is negative", lines)


def _below(table: Any, column: str, minimum: float) -> list[dict[str, Any]]:
    return records(table.filter(pc.less(table[column], int(minimum))))


def _key(row: Mapping[str, Any], names: Iterable[str]) -> str:
    return " ".join(str(row[name]) for name in names)
