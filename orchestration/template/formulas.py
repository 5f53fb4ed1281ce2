"""The formulas of Synthèse: its six totals, computed by the spreadsheet from the detail sheets.

Belongs here: one formula an indicator, as the return's rules C01 to C06 define it. Does not belong here: what counts as a
number, a day or a row (`readings`), writing cells.
"""

from __future__ import annotations

from datetime import date

from contracts.model import Contract
from contracts.quarters import last_day
from orchestration.template.places import counted_range
from orchestration.template.readings import has_value, is_after, is_by, is_code, is_row, whole_number

_TELLING = ("id_action", "intitule", "date_debut")
"""Columns that every action fills in: enough to tell a row from a note or a total, and quick to compute."""


def synthese_formulas(contract: Contract, quarter: str) -> dict[str, str]:
    """The array formula of every indicator by name; they count what the reader counts in the prepared rows of the tables."""
    totals = {
        "partenaires": f"SUM({_active(contract, last_day(quarter))})",
        "comites_pilotage": f"SUM({_meetings(contract, 'comite_pilotage')})",
        "actions_aller_vers": _count(contract, "aller_vers"),
        "nouveaux_beneficiaires": _sum(contract, "aller_vers", "nouveaux_beneficiaires"),
        "actions_innovantes": _count(contract, "actions_innovantes"),
        "beneficiaires_accompagnes": _sum(contract, "actions_innovantes", "beneficiaires"),
    }
    return {name: f"{{={total}}}" for name, total in totals.items()}


def _active(contract: Contract, day: date) -> str:
    entered = _cells(contract, "partenaires", "date_entree")
    left = _cells(contract, "partenaires", "date_sortie")
    stays = f"(1-{has_value(left, contract.submission.missing_words)}+{is_after(left, day)}>0)"
    return f"{is_by(entered, day)}*{stays}"


def _meetings(contract: Contract, code: str) -> str:
    label = next(one.label for one in contract.reference.codelists["instance"] if one.code == code)
    return is_code(_cells(contract, "gouvernance", "instance"), code, label)


def _rows(contract: Contract, sheet: str) -> str:
    telling = [_cells(contract, sheet, column) for column in _TELLING]
    return is_row(telling, _cells(contract, sheet, "siret_porteur"), contract.submission.missing_words)


def _count(contract: Contract, sheet: str) -> str:
    return f"SUM({_rows(contract, sheet)})-1"  # the header fills in its columns like a row


def _sum(contract: Contract, sheet: str, column: str) -> str:
    return f"SUM({_rows(contract, sheet)}*{whole_number(_cells(contract, sheet, column))})"


def _cells(contract: Contract, sheet: str, column: str) -> str:
    return counted_range(contract.submission.by_name[sheet], column)
