"""What the programme has published about itself, and where: the figures that the demonstration must meet.

Belongs here: the figures and their source. Does not belong here: making returns, comparing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SOURCE = "ANCT, page « Cités de l'emploi »"
FIRST_QUARTER = "2022-T1"
LAST_QUARTER = "2023-T4"
"""An official note puts the start at 2022-T1 and the figures at the end of 2023-T4: eight quarters."""


@dataclass(frozen=True)
class PublishedFigure:
    """One published figure and the column of `indicateurs_nationaux` that answers it in the last quarter.

    `at_least`: the source says "more than", so any greater value agrees.
    """

    column: str
    label: str
    value: Decimal
    at_least: bool = False

    def agrees(self, obtained: Decimal) -> bool:
        """Whether a value obtained is the published one (or above it, where the source says "more than")."""
        return obtained > self.value if self.at_least else obtained == self.value


PUBLISHED_FIGURES = (
    PublishedFigure("cites_repondantes", "Territoires", Decimal(84)),
    PublishedFigure("partenaires_par_cite", "Partenaires par cité, en moyenne", Decimal(16)),
    PublishedFigure("cumul_comites_pilotage", "Comités de pilotage", Decimal(300), at_least=True),
    PublishedFigure("cumul_actions_aller_vers", "Actions d'aller-vers", Decimal(4164)),
    PublishedFigure("cumul_nouveaux_beneficiaires", "Nouveaux bénéficiaires repérés", Decimal(61221)),
    PublishedFigure("cumul_actions_innovantes", "Actions innovantes", Decimal(2817)),
    PublishedFigure("cumul_beneficiaires_accompagnes", "Bénéficiaires accompagnés", Decimal(15321)),
)


@dataclass(frozen=True)
class Totals:
    """What the returns in force of the demonstration add up to."""

    partners_per_cite: int
    committees: int
    outreach: int
    newcomers: int
    innovative: int
    supported: int


_VALUES = {figure.column: int(figure.value) for figure in PUBLISHED_FIGURES}

TOTALS = Totals(
    partners_per_cite=_VALUES["partenaires_par_cite"],
    committees=312,  # « plus de 300 »: the source gives no exact number
    outreach=_VALUES["cumul_actions_aller_vers"],
    newcomers=_VALUES["cumul_nouveaux_beneficiaires"],
    innovative=_VALUES["cumul_actions_innovantes"],
    supported=_VALUES["cumul_beneficiaires_accompagnes"],
)
