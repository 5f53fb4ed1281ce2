"""What the Q rules name: the cité's returns in force, set beside the rows of this one.

Belongs here: the history context of a table. Does not belong here: the history itself (`history`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from orchestration.submissions.judging.action_marks import MARK, name_of
from orchestration.submissions.judging.context import ACTION_SHEETS
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.tables import Mask, Table


def add_past(
    tables: Mapping[str, Table], identities: Sequence[Identity], history: History, files: Mask
) -> None:
    """Add the history context of `files`, whose identity is known; null for all the others."""
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
        table.add(column, pd.Series(answers, index=table.frame.index, dtype=object))


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
        table.add(f"precedent_{column.name}", values[table.file])
