"""What the rules name besides the columns of their sheet, row by row (`docs/reference/rule-context.md`).

Belongs here: context columns that need no history.
Does not belong here: totals (`totals`), history (`history`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from contracts.keys import action_key
from contracts.model import CellType, Contract, Sheet
from orchestration.submissions.judging.action_marks import add_marks
from orchestration.submissions.judging.identifiers import is_qpv, is_siret
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.tables import Mask, Table
from orchestration.submissions.judging.totals import details

Tables = Mapping[str, Table]
Seen = dict[tuple[int, str], int]

ACTION_SHEETS = ("aller_vers", "actions_innovantes")
"""The sheets of actions, in the order in which R10 reads them."""


def add_context(tables: Tables, identities: Sequence[Identity], contract: Contract, today: date) -> None:
    """Add to every frame, after the T rules, what its other rules may name; null where it cannot be told."""
    for table in tables.values():
        _add_quarter(table, identities, today)
        _add_identifiers(table, identities, contract)
    _add_identity(tables["identification"], identities)
    _add_ranks(tables)
    for name in ACTION_SHEETS:
        add_marks(tables[name])
    _add_lead(tables)
    _add_details(tables, identities)


def by_file(table: Table, values: Sequence[Any], dtype: str) -> pd.Series[Any]:
    """One value per row from one value per file."""
    gathered = [values[file] for file in table.file.tolist()]
    return pd.Series(gathered, index=table.frame.index, dtype=dtype)  # type: ignore[call-overload, no-any-return]


def _add_quarter(table: Table, identities: Sequence[Identity], today: date) -> None:
    table.add("debut_trimestre", _days([identity.first_day for identity in identities])[table.file])
    table.add("fin_trimestre", _days([identity.last_day for identity in identities])[table.file])
    table.add("aujourdhui", np.datetime64(today, "s"))


def _days(days: Sequence[date | None]) -> Any:
    return np.array(days, dtype="datetime64[s]")


def column_of_type(sheet: Sheet, kind: CellType) -> str | None:
    """The first column of a sheet that is of this type: SIRET and QPV come once a sheet."""
    return next((column.name for column in sheet.columns if column.type == kind), None)


def _add_identifiers(table: Table, identities: Sequence[Identity], contract: Contract) -> None:
    if siret := column_of_type(table.sheet, "siret"):
        table.add("siret_valide", _judged(table, siret, lambda text, file: is_siret(text)))
    if qpv := column_of_type(table.sheet, "qpv"):

        def is_its_qpv(code: str, file: int) -> bool:
            return is_qpv(code, identities[file].cite, identities[file].quarter, contract.reference)

        table.add("qpv_valide", _judged(table, qpv, is_its_qpv))


def _judged(table: Table, column: str, judge: Callable[[str, int], bool | None]) -> pd.Series[Any]:
    """One answer per row from the cell's text and the file; null where the cell is."""
    answers = [
        None if text is None else judge(text, file)
        for text, file in zip(table.frame[column].tolist(), table.file.tolist(), strict=True)
    ]
    return pd.Series(answers, index=table.frame.index, dtype="boolean")


def _add_identity(table: Table, identities: Sequence[Identity]) -> None:
    for name in identities[0].context if identities else ():
        values = [identity.context[name] for identity in identities]
        is_text = any(isinstance(value, str) for value in values)
        table.add(name, by_file(table, values, "object" if is_text else "boolean"))


def _add_ranks(tables: Tables) -> None:
    partners = tables["partenaires"]
    partners.add("rang_siret", _ranks(partners, "siret", {}))
    seen: Seen = {}
    for name in ACTION_SHEETS:
        tables[name].add("rang_action", _ranks(tables[name], "id_action", seen, action_key))


def _ranks(table: Table, column: str, seen: Seen, key: Callable[[str], str] = str) -> list[float]:
    """1 for the first occurrence of a value in its file, 2 for the next …; null where there is no value.

    `seen` counts the occurrences so far, by file and key; it goes from one sheet to the next.
    """
    ranks = []
    for file, text in zip(table.file.tolist(), table.frame[column].tolist(), strict=True):
        if text is not None:
            seen[file, key(text)] = seen.get((file, key(text)), 0) + 1
        ranks.append(float("nan") if text is None else float(seen[file, key(text)]))
    return ranks


def _add_lead(tables: Tables) -> None:
    """R12 is silent for a SIRET that failed R01, and for a whole file whose list of partners is not sure."""
    partners = tables["partenaires"]
    sure = _partners_are_sure(partners)
    listed = set(zip(partners.file.tolist(), partners.frame["siret"].tolist(), strict=True))

    def is_listed(text: str, file: int) -> bool | None:
        return (file, text) in listed if sure[file] and is_siret(text) else None

    for name in ACTION_SHEETS:
        table = tables[name]
        column = column_of_type(table.sheet, "siret")
        assert column is not None
        table.add("porteur_connu", _judged(table, column, is_listed))


def _partners_are_sure(partners: Table) -> Mask:
    """The files whose every partner was read and has a SIRET that passed T and R01."""
    sure = ~(partners.spoiled("siret") | partners.partial)
    wrong = ~partners.frame["siret_valide"].fillna(False).to_numpy(dtype=bool)
    sure[partners.file[wrong]] = False
    return sure


def _add_details(tables: Tables, identities: Sequence[Identity]) -> None:
    table = tables["synthese"]
    for indicator, values in details(tables, _days([identity.last_day for identity in identities])).items():
        table.add(f"detail_{indicator}", values[table.file])
