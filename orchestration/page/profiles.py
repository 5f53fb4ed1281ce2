"""Who the persons are: women and men, and ages, among the newcomers and among the supported.

Belongs here: the four profiles as breakdowns. Does not belong here: other breakdowns (`breakdowns`).
"""

from __future__ import annotations

from typing import Any

from orchestration.page.breakdowns import Breakdown, Part
from orchestration.page.quarters import Quarters
from orchestration.page.words import percent

_PROFILES = (
    ("aller_vers", "sexe", "Nouveaux bénéficiaires, par sexe"),
    ("aller_vers", "age", "Nouveaux bénéficiaires, par âge"),
    ("actions_innovantes", "sexe", "Bénéficiaires accompagnés, par sexe"),
    ("actions_innovantes", "age", "Bénéficiaires accompagnés, par âge"),
)
_MODALITIES = {
    "femmes": "Femmes",
    "hommes": "Hommes",
    "moins_26_ans": "Moins de 26 ans",
    "de_26_a_49_ans": "De 26 à 49 ans",
    "de_50_ans_et_plus": "50 ans et plus",
}
_KINDS = {"sexe": "Sexe", "age": "Âge"}


def profiles(quarters: Quarters) -> list[Breakdown]:
    """The four profiles of the quarter that leads; each in its own order, youngest first."""
    return [_profile(quarters, *profile) for profile in _PROFILES]


def _profile(quarters: Quarters, scheme: str, criterion: str, title: str) -> Breakdown:
    every = [
        row
        for row in quarters.until_lead("beneficiaires_profils")
        if (row["dispositif"], row["critere"]) == (scheme, criterion)
    ]
    shown = {row["modalite"]: row["beneficiaires"] for row in every if row["trimestre"] == quarters.lead}
    whole = sum(shown.values())
    parts = [
        Part(label, shown[code], percent(shown[code], whole), _sum_of(every, code), ())
        for code, label in _MODALITIES.items()
        if code in shown
    ]
    return Breakdown(
        f"profils-{scheme.replace('_', '-')}-{criterion}",
        title,
        _KINDS[criterion],
        "Bénéficiaires",
        tuple(parts),
        quarters.coverage(),
        quarters.total_coverage,
    )


def _sum_of(rows: list[dict[str, Any]], modality: str) -> int:
    return sum(row["beneficiaires"] for row in rows if row["modalite"] == modality)
