"""The formulas of Synthèse: its six totals, computed by the spreadsheet from the detail sheets.

Belongs here: one formula an indicator, as the return's rules C01 to C06 define it. Does not belong here:
writing cells.
"""

from __future__ import annotations

from datetime import date

from contracts.model import Contract
from contracts.quarters import last_day
from orchestration.template.places import table_range


def synthese_formulas(contract: Contract, quarter: str) -> dict[str, str]:
    """The formula of every indicator by name; they count what the prepared rows of the tables hold."""

    def cells(sheet: str, column: str) -> str:
        return table_range(contract.submission.by_name[sheet], column)

    committee = _label(contract, "instance", "comite_pilotage")
    instances = cells("gouvernance", "instance")
    entered, left = cells("partenaires", "date_entree"), cells("partenaires", "date_sortie")
    return {
        "partenaires": _active(entered, left, last_day(quarter)),
        "comites_pilotage": f'=COUNTIF({instances},"{committee}")+COUNTIF({instances},"comite_pilotage")',
        "actions_aller_vers": f"=COUNTA({cells('aller_vers', 'id_action')})",
        "nouveaux_beneficiaires": f"=SUM({cells('aller_vers', 'nouveaux_beneficiaires')})",
        "actions_innovantes": f"=COUNTA({cells('actions_innovantes', 'id_action')})",
        "beneficiaires_accompagnes": f"=SUM({cells('actions_innovantes', 'beneficiaires')})",
    }


def _active(entered: str, left: str, day: date) -> str:
    end = f"DATE({day.year},{day.month},{day.day})"
    # ISNUMBER: an empty cell would count as the year 1900
    return f'=SUMPRODUCT(ISNUMBER({entered})*({entered}<={end})*((({left}="")+({left}>{end}))>0))'


def _label(contract: Contract, codelist: str, code: str) -> str:
    return next(entry.label for entry in contract.reference.codelists[codelist] if entry.code == code)
