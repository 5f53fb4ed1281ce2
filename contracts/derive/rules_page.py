"""The page of the rules: what must be true, what a cité is told where it is not, and what it can do.

Belongs here: laying the rules out. Does not belong here: their wording (`contracts/submission`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contracts.derive.markdown import page, table
from contracts.model import Rule, Stage, Submission

_STAGES: dict[Stage, str] = {
    "structure": "Structure du fichier",
    "identity": "Identité et validation",
    "type": "Valeurs des cellules",
    "row": "Cohérence d'une ligne",
    "total": "Totaux de la Synthèse",
    "history": "Comparaison avec les remontées acceptées",
    "plausibility": "Vraisemblance",
}
_TITLES = ("Règle", "Gravité", "Feuille", "Colonne", "Ce qui doit être vrai", "Constat", "Que faire")
_INTRODUCTION = """Un constat « bloquant » fait rejeter la remontée ; une « alerte » la laisse passer et
demande une vérification. Les mots entre accolades sont remplacés par ce que le fichier contient."""

Placed = tuple[str, Rule]
"""A rule and the label of the sheet that it is about."""


def rules_page(submission: Submission) -> str:
    """The page, one section a stage, one row a wording; sheets that share a wording share a row."""
    placed = list(_placed(submission))
    parts = [_INTRODUCTION]
    for stage, title in _STAGES.items():
        of_stage = [entry for entry in placed if entry[1].stage == stage]
        if of_stage:
            parts += [f"## {title}", table(_TITLES, _rows(of_stage))]
    parts += [
        "## Motifs de refus (S01)",
        _refusals(submission),
        "## Causes de plusieurs constats",
        _causes(submission),
    ]
    return page("Les règles de verdict", parts)


def _placed(submission: Submission) -> Iterator[Placed]:
    yield from (("", rule) for rule in submission.rules)
    yield from ((sheet.label, rule) for sheet in submission.sheets for rule in sheet.rules)


def _rows(placed: Iterable[Placed]) -> Iterator[tuple[str, ...]]:
    shared: dict[tuple[str, ...], list[Placed]] = {}
    for sheet, rule in sorted(placed, key=lambda entry: entry[1].id):
        shared.setdefault((rule.id, rule.description, rule.message, rule.remedy), []).append((sheet, rule))
    for (rule_id, description, message, remedy), entries in shared.items():
        sheets = _distinct(sheet for sheet, _ in entries) or "toutes"
        columns = _distinct(f"`{rule.anchor}`" for _, rule in entries if rule.anchor)
        yield rule_id, entries[0][1].severity, sheets, columns, description, message, remedy


def _distinct(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def _refusals(submission: Submission) -> str:
    rows = ((f"`{reason}`", rule.message, rule.remedy) for reason, rule in submission.refusals.items())
    return table(("Motif", "Constat", "Que faire"), rows)


def _causes(submission: Submission) -> str:
    rows = ((f"`{name}`", cause.found, cause.remedy) for name, cause in submission.causes.items())
    return table(("Cause", "Constat", "Que faire"), rows)
