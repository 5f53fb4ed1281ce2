"""One return as plain values, before anybody writes it to a file.

Belongs here: the shape of a return's content and the totals of its Synthèse. Does not belong here: inventing
the content (`content`), spoiling it (`mistakes`), writing it (`dialect` and the writers).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contracts.quarters import last_day

Row = dict[str, Any]


@dataclass
class FilledReturn:
    """What a cité fills in. Values are of the contract's types; a `str` elsewhere is what was typed instead.

    `rows` has one list a table; `omitted` the columns that the file lacks, `added` those that the template
    does not know, both as (sheet, column); `extra_sheets` what the template does not know either.
    """

    quarter: str
    identification: Row
    rows: dict[str, list[Row]]
    synthese: Row = field(default_factory=dict)
    omitted: set[tuple[str, str]] = field(default_factory=set)
    added: set[tuple[str, str]] = field(default_factory=set)
    extra_sheets: dict[str, list[list[str]]] = field(default_factory=dict)

    def copy(self) -> FilledReturn:
        """An independent copy."""
        return copy.deepcopy(self)

    def add_up(self) -> None:
        """Make the Synthèse what the detail says."""
        self.synthese = synthese_of(self.rows, self.quarter)


def synthese_of(rows: Mapping[str, list[Row]], quarter: str) -> Row:
    """The six totals of the detail tables, as the return's rules define them."""
    outreach, innovative = rows["aller_vers"], rows["actions_innovantes"]
    return {
        "partenaires": sum(_active(row, last_day(quarter)) for row in rows["partenaires"]),
        "comites_pilotage": sum(row["instance"] == "comite_pilotage" for row in rows["gouvernance"]),
        "actions_aller_vers": len(outreach),
        "nouveaux_beneficiaires": sum(row["nouveaux_beneficiaires"] for row in outreach),
        "actions_innovantes": len(innovative),
        "beneficiaires_accompagnes": sum(row["beneficiaires"] for row in innovative),
    }


def _active(partner: Row, day: date) -> bool:
    return bool(
        partner["date_entree"] <= day and (partner["date_sortie"] is None or partner["date_sortie"] > day)
    )
