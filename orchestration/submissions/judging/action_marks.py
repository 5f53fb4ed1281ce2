"""By what an action is known again in another quarter's return (Q01, Q04), without keeping its words.

Belongs here: the mark of an action, made of two digests. Does not belong here: comparing marks (`past`, `history`).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

import pandas as pd

from contracts.keys import key
from orchestration.submissions.judging.tables import Table

MARK = "_empreinte_action"
"""The column of marks: `<digest of the name>-<digest of the whole>`; null where a part of it failed."""

_PEOPLE = {"aller_vers": "nouveaux_beneficiaires", "actions_innovantes": "beneficiaires"}
_BYTES = 6
"""Marks are compared within one cité: of a thousand actions two would share 48 bits once in half a billion cités."""


def add_marks(table: Table) -> None:
    """Add the mark of every action of a sheet to its frame."""
    columns = ("id_action", "intitule", "siret_porteur", _PEOPLE[table.sheet.name], "femmes", "hommes")
    rows = zip(*(table.frame[column].tolist() for column in columns), strict=True)
    marks = [None if any(map(pd.isna, row)) else _mark(*row) for row in rows]
    table.add(MARK, pd.Series(marks, index=table.frame.index, dtype=object))


def name_of(mark: str) -> str:
    """The part of a mark that the same identifier and title share, whatever else was declared."""
    return mark.partition("-")[0]


def _mark(action: str, title: str, lead: str, *people: float) -> str:
    name = (key(action), key(title))
    return f"{_digest(name)}-{_digest((*name, lead, *map(int, people)))}"


def _digest(parts: Iterable[Any]) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode("utf-8", "replace"), digest_size=_BYTES).hexdigest()
