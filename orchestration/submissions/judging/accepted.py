"""What is kept of a batch: the accepted returns' rows, their totals and the marks of their actions, everyone's findings.

Belongs here: from judged tables to staged rows. Does not belong here: Parquet (`submissions.staging`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd

from orchestration.submissions.findings import Judgement
from orchestration.submissions.judging.action_marks import MARK
from orchestration.submissions.judging.context import ACTION_SHEETS
from orchestration.submissions.judging.tables import FILE, RANK, Table

UNREAD = "inconnu"
"""The quarter under which findings are kept where none could be read."""


def totals(tables: Mapping[str, Table]) -> list[dict[str, Any]]:
    """The indicators of every file as declared, None where one has no value."""
    table = tables["synthese"]
    columns = {column.name: table.values(column.name) for column in table.sheet.columns}
    return [
        {name: None if values[file] is None else int(values[file]) for name, values in columns.items()}
        for file in range(len(table.readings))
    ]


def action_marks(tables: Mapping[str, Table]) -> list[dict[str, list[str]]]:
    """The marks of every file's actions by sheet, in the order of its rows."""
    files = len(tables["synthese"].readings)
    marks: list[dict[str, list[str]]] = [{sheet: [] for sheet in ACTION_SHEETS} for _ in range(files)]
    for sheet in ACTION_SHEETS:
        table = tables[sheet]
        for file, mark in zip(table.file.tolist(), table.frame[MARK].tolist(), strict=True):
            if mark is not None:
                marks[file][sheet].append(mark)
    return marks


def accepted_rows(tables: Mapping[str, Table], judgements: Sequence[Judgement]) -> dict[str, pd.DataFrame]:
    """The rows of the accepted returns by sheet, each with its return's fingerprint, cité and quarter.

    Numbers are float64 (whole ones exact), dates datetime64[s], bools nullable, texts objects: null where
    empty.
    """
    kept = np.array([judgement.verdict == "acceptee" for judgement in judgements], dtype=bool)
    return {name: _rows(table, judgements, kept) for name, table in tables.items()}


def _rows(table: Table, judgements: Sequence[Judgement], kept: Any) -> pd.DataFrame:
    frame = table.frame.loc[kept[table.file]] if len(judgements) else table.frame
    files = frame[FILE].tolist()
    rows = {
        "empreinte": [judgements[file].empreinte for file in files],
        "code_cite": [judgements[file].code_cite for file in files],
        "trimestre": [judgements[file].trimestre for file in files],
        "ligne": [_line(table, file, rank) for file, rank in zip(files, frame[RANK].tolist(), strict=True)],
    }
    values = {
        column.name: frame[column.name].reset_index(drop=True)
        for column in table.sheet.columns
        if column.name not in rows
    }
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in rows.items()} | values)


def _line(table: Table, file: int, rank: int) -> int | None:
    """The row in the sheet; a sheet with one record a file has none."""
    reading = table.readings[file]
    return reading.rows[rank] if reading and reading.rows else None


def finding_rows(judgements: Sequence[Judgement]) -> pd.DataFrame:
    """One row per finding of every file: never its value nor its message."""
    columns = ("regle", "gravite", "feuille", "ligne", "colonne", "cellule")
    values = attrgetter(*columns)
    rows = [
        (judgement.empreinte, judgement.code_cite, judgement.trimestre_lu or UNREAD, *values(finding))
        for judgement in judgements
        for finding in judgement.constats
    ]
    return pd.DataFrame(rows, columns=["empreinte", "code_cite", "trimestre", *columns], dtype=object)
