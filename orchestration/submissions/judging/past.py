"""What the Q rules name: the cité's returns in force, set beside the rows of this one.

Belongs here: the history context of a table. Does not belong here: the history itself (`history`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from orchestration.submissions.judging.action_marks import MARK, name_of
from orchestration.submissions.judging.context import ACTION_SHEETS
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.tables import Mask, Table

PRECEDING_IN_DOUBT = "precedent_en_doute"
"""The column of Synthèse that says of a file whether what it is set beside may be another cité's."""


def add_past(
    tables: Mapping[str, Table], identities: Sequence[Identity], history: History, files: Mask
) -> None:
    """Add the history context of `files`, whose identity is known; null for all the others.

    What was added for others before stays: what they are told is worded when all are judged.
    """
    for name in ACTION_SHEETS:
        _add_reported(tables[name], identities, history, files)
    _add_preceding(tables["synthese"], identities, history, files)


def _add_reported(table: Table, identities: Sequence[Identity], history: History, files: Mask) -> None:
    reported = [
        history.reported(identity.cite.code, identity.quarter, table.sheet.name)
        if asked and identity.cite and identity.quarter
        else None
        for identity, asked in zip(identities, files.tolist(), strict=True)
    ]
    marks = list(zip(table.file.tolist(), table.frame[MARK].tolist(), strict=True))
    for column, part in (("deja_remontee", str), ("deja_nommee", name_of)):
        answers = [_quarter_of(reported[file], mark and part(mark)) for file, mark in marks]
        _add(table, column, np.array(answers, dtype=object), files)


def _quarter_of(reported: Mapping[str, str] | None, known: str | None) -> str | None:
    """The quarter that already has what is known by this, '' where none has; None where nobody may ask."""
    return None if reported is None or known is None else reported.get(known, "")


def _add_preceding(table: Table, identities: Sequence[Identity], history: History, files: Mask) -> None:
    totals = [
        (history.preceding(identity.cite.code, identity.quarter) or {})
        if asked and identity.cite and identity.quarter
        else {}
        for identity, asked in zip(identities, files.tolist(), strict=True)
    ]
    for column in table.sheet.columns:
        values = np.array([each.get(column.name, np.nan) for each in totals], dtype="float64")
        _add(table, f"precedent_{column.name}", values[table.file], files)
    doubts = np.array(
        [
            identity.cite is not None and history.preceding_is_in_doubt(identity.cite.code, identity.quarter)
            for identity in identities
        ],
        dtype=bool,
    )
    _add(table, PRECEDING_IN_DOUBT, doubts[table.file], files)


def _add(table: Table, name: str, values: npt.NDArray[Any], files: Mask) -> None:
    """Add a context column; the rows of files that are not asked keep what they had."""
    if name in table.frame:
        values = np.where(files[table.file], values, table.frame[name].to_numpy())
    table.add(name, values)
