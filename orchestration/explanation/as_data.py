"""An explanation as plain data, for programs: `cites explain --json`.

Belongs here: its shape. Does not belong here: the same for people (`commands.explain`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from orchestration.explanation.contributions import Cell, Contribution
from orchestration.explanation.explain import Explanation
from orchestration.explanation.formulas import WORDS
from orchestration.publication.coverage import Coverage


def as_dict(found: Explanation, listed: Sequence[Contribution]) -> dict[str, Any]:
    """The explanation as plain data: numbers, ISO days, null. `listed`: its contributions, or none where none may be told."""
    every = found.contributions
    return {
        "release": found.release.id,
        "table": found.table,
        "cle": dict(found.key),
        "colonne": found.column,
        "valeur": _plain(found.value),
        "unite": found.unit,
        "couverture": coverage_as_dict(found.coverage),
        "formule": WORDS[found.formula],
        "echeance": _plain(found.deadline),
        "retrouve": _plain(found.found),
        "egal": found.equal,
        "cites": len({each.code_cite for each in every}),
        "fichiers": sum(each.fingerprint is not None for each in every),
        "par_cite": found.told_by_cite,
        "apports": [_contribution(found, each) for each in listed],
    }


def coverage_as_dict(coverage: Coverage | None) -> dict[str, Any] | None:
    """Returns received of those expected, over how many published quarters, and the status; null where there is none."""
    if coverage is None:
        return None
    return {
        "recues": coverage.received,
        "attendues": coverage.expected,
        "statut": coverage.status,
        "trimestres": coverage.quarters,
    }


def _contribution(found: Explanation, each: Contribution) -> dict[str, Any]:
    event = found.files.get(each.fingerprint or "")
    return {
        "code_cite": each.code_cite,
        "trimestre": each.quarter,
        "empreinte": each.fingerprint,
        "fichier": PurePosixPath(event["cle"]).name if event else None,
        "recue_le": event["recue_le"] if event else None,
        "valeur": _plain(each.value),
        "cellules": [_cell(cell) for cell in each.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "feuille": cell.sheet,
        "ligne": cell.row,
        "colonne": cell.column,
        "cellule": cell.address,
        "texte": cell.text,
        "valeur": _plain(cell.value),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
