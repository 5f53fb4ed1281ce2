"""Which totals of Synthèse nobody can tell yet, since the sheets that they come from are themselves to be corrected.

Belongs here: which sheet each total comes from, and which findings put it in doubt. Does not belong here: computing totals
(`totals`), saying so (`variants`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

DETAIL_SHEETS: Mapping[str, str] = {
    "partenaires": "partenaires",
    "comites_pilotage": "gouvernance",
    "actions_aller_vers": "aller_vers",
    "nouveaux_beneficiaires": "aller_vers",
    "actions_innovantes": "actions_innovantes",
    "beneficiaires_accompagnes": "actions_innovantes",
}
"""Where each total of Synthèse comes from."""

_ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "R10": ("aller_vers", "actions_innovantes"),
    "R12": ("partenaires",),
}
"""Sheets that a finding puts in doubt though it stands on another: an action told twice may be too many on either, and a
lead that is not listed may be a partner who is missing."""


def totals_in_doubt(blocking: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    """The totals whose detail has a blocking finding, or is put in doubt by one on another sheet.

    `blocking`: the rule of each blocking finding, and the name of the sheet of the template that it stands on.
    """
    unsure = {sheet for rule, named in blocking for sheet in (named, *_ELSEWHERE.get(rule, ()))}
    return frozenset(total for total, sheet in DETAIL_SHEETS.items() if sheet in unsure)
