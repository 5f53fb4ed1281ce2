"""By which words people know the values and the columns of a published table.

Belongs here: names of cités and territories, labels of codes, titles of columns. Does not belong here: comparing them with
what was typed (`orchestration.meant`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contracts.model import Contract

Labels = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By column, then by value as text: its other words, the official one first."""

_CODE_OF = "code_"
_LABEL = "libelle"
_LABELLED = ("code", "categorie", "modalite", "frein", "public")
"""The columns whose word stands in the same row, in `libelle`."""


def titles(contract: Contract, table: str, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The columns with their titles; `cite` stands for `code_cite`."""
    known = {column.name: column.label for column in contract.released[table].columns}
    return {
        name: (
            *filter(None, [known.get(name)]),
            *([name.removeprefix(_CODE_OF)] if name.startswith(_CODE_OF) else []),
        )
        for name in columns
    }


def labels(contract: Contract, table: str, rows: Sequence[Mapping[str, Any]]) -> Labels:
    """The words for the values of these rows."""
    found: dict[str, dict[str, tuple[str, ...]]] = {
        column.name: {code: (label,) for code, label in column.labels.items()}
        for column in contract.released[table].columns
    }
    cites = contract.reference.cites.values()
    found |= {
        "code_cite": {cite.code: (cite.name,) for cite in cites},
        "departement_code": {cite.departement_code: (cite.departement,) for cite in cites},
        "region_code": {cite.region_code: (cite.region,) for cite in cites},
        "code_qpv": {code: (name,) for code, name in contract.reference.qpv_names.items()},
    }
    for name in _LABELLED:
        # a code may be that of two levels: 11 is a région and a département
        words: dict[str, dict[str, None]] = {}
        for row in rows:
            if word := label_beside(row, name):
                words.setdefault(row[name], {})[word] = None
        found |= {name: {code: tuple(told) for code, told in words.items()}} if words else {}
    return found


def label_beside(row: Mapping[str, Any], name: str) -> str:
    """The word for the value of a column that stands in the same row; empty where there is none."""
    return str(row.get(_LABEL) or "") if name in _LABELLED and name in row else ""
