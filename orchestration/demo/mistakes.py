"""Spoil a return the way people do: one mistake, one rule.

Belongs here: one function a rule, changing a filled return in place. Does not belong here: who makes which
mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from contracts.quarters import last_day
from orchestration.demo.filled_return import FilledReturn

Mistake = Callable[[FilledReturn], None]


def _sexes_do_not_add_up(filled: FilledReturn) -> None:
    filled.rows["aller_vers"][0]["femmes"] += 1


def _ages_do_not_add_up(filled: FilledReturn) -> None:
    filled.rows["actions_innovantes"][0]["de_26_a_49_ans"] += 1


def _total_not_updated(filled: FilledReturn) -> None:
    filled.synthese["nouveaux_beneficiaires"] += 7


def _not_signed_by_the_state(filled: FilledReturn) -> None:
    filled.identification["validee_etat"] = False


def _date_in_words(filled: FilledReturn) -> None:
    filled.rows["aller_vers"][0]["date_debut"] = "courant du trimestre"


def _column_deleted(filled: FilledReturn) -> None:
    filled.omitted.add(("aller_vers", "modalite"))


def _code_invented(filled: FilledReturn) -> None:
    filled.rows["aller_vers"][0]["modalite"] = "Stand au marché"


def _title_forgotten(filled: FilledReturn) -> None:
    filled.rows["actions_innovantes"][0]["intitule"] = None


def _action_of_the_next_quarter(filled: FilledReturn) -> None:
    action = filled.rows["aller_vers"][0]
    action["date_debut"], action["date_fin"] = last_day(filled.quarter) + timedelta(days=9), None


def _lead_structure_not_listed(filled: FilledReturn) -> None:
    leads = {
        row["siret_porteur"] for table in ("aller_vers", "actions_innovantes") for row in filled.rows[table]
    }
    unused = [row for row in filled.rows["partenaires"] if row["siret"] not in leads]
    stranger = unused[-1] if unused else filled.rows["partenaires"][-1]
    filled.rows["partenaires"].remove(stranger)
    filled.rows["aller_vers"][0]["siret_porteur"] = stranger["siret"]
    filled.add_up()


BLOCKING: dict[str, Mistake] = {
    "R05": _sexes_do_not_add_up,
    "C04": _total_not_updated,
    "I05": _not_signed_by_the_state,
    "T03": _date_in_words,
    "S03": _column_deleted,
    "T04": _code_invented,
    "R03": _action_of_the_next_quarter,
    "R12": _lead_structure_not_listed,
    "T01": _title_forgotten,
    "R06": _ages_do_not_add_up,
}
"""Mistakes that get a return rejected, by the rule that finds them; they need an action in both tables."""


def _signed_too_early(filled: FilledReturn) -> None:
    filled.identification["date_remontee"] = last_day(filled.quarter)


def _large_team(filled: FilledReturn) -> None:
    filled.identification["etp_coordination"] = 3.5


def _name_of_one_s_own(filled: FilledReturn) -> None:
    filled.identification["nom_cite"] = f"{filled.identification['nom_cite']} (cité de l'emploi)"


def _own_column(filled: FilledReturn) -> None:
    filled.added.add(("partenaires", "contact fictif"))


def _own_sheet(filled: FilledReturn) -> None:
    filled.extra_sheets["Brouillon"] = [["DONNÉES FICTIVES — démonstration"], ["à revoir avant l'envoi"]]


def _expensive_action(filled: FilledReturn) -> None:
    action = filled.rows["actions_innovantes"][0]
    action["cout_total"] = action["beneficiaires"] * 10_250.0


WARNING: dict[str, Mistake] = {
    "I07": _signed_too_early,
    "P02": _large_team,
    "I04": _name_of_one_s_own,
    "S04": _own_column,
    "S07": _own_sheet,
    "P01": _expensive_action,
}
"""Oddities that are pointed out and accepted, by the rule that finds them."""
