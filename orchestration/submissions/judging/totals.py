"""The six indicators recomputed from the detail sheets, file by file.

Belongs here: what each total counts or sums, and where it cannot be told.
Does not belong here: comparing (`rules`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from orchestration.submissions.judging.tables import Mask, Table

Totals = npt.NDArray[np.float64]


def details(tables: Mapping[str, Table], last_days: npt.NDArray[np.datetime64]) -> dict[str, Totals]:
    """By indicator, one total per file; NaN where a cell, column, sheet or quarter that it needs failed, or
    where rows of the sheet were not read.

    `last_days` are the quarters' last days, NaT where the quarter is not known.
    """
    return {
        "partenaires": _active_partners(tables["partenaires"], last_days),
        "comites_pilotage": _steering_committees(tables["gouvernance"]),
        "actions_aller_vers": _rows(tables["aller_vers"]),
        "nouveaux_beneficiaires": _sum(tables["aller_vers"], "nouveaux_beneficiaires"),
        "actions_innovantes": _rows(tables["actions_innovantes"]),
        "beneficiaires_accompagnes": _sum(tables["actions_innovantes"], "beneficiaires"),
    }


def _per_file(table: Table, weights: npt.NDArray[Any], unsure: Mask) -> Totals:
    totals = np.bincount(table.file, weights=weights, minlength=len(table.readings))
    return np.where(unsure | table.partial, np.nan, totals)


def _active_partners(table: Table, last_days: npt.NDArray[np.datetime64]) -> Totals:
    """Partners at the quarter's end: entered by its last day, and not gone by then. No departure is none."""
    last = last_days[table.file]
    entered, left = table.frame["date_entree"].to_numpy(), table.frame["date_sortie"].to_numpy()
    active = (entered <= last) & (np.isnat(left) | (left > last))
    return _per_file(
        table, active, table.spoiled("date_entree") | table.spoiled("date_sortie") | np.isnat(last_days)
    )


def _steering_committees(table: Table) -> Totals:
    meetings = (table.frame["instance"] == "comite_pilotage").to_numpy()
    return _per_file(table, meetings, table.spoiled("instance"))


def _rows(table: Table) -> Totals:
    """The rows of a sheet can be counted wherever the sheet is there."""
    return _per_file(table, np.ones(len(table.frame)), ~table.there)


def _sum(table: Table, column: str) -> Totals:
    return _per_file(table, table.frame[column].fillna(0).to_numpy(), table.spoiled(column))
