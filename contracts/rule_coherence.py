"""Refuse a rule that could not be evaluated, anchored or worded.

Belongs here: what one rule must say. Does not belong here: what holds across sheets and tables (`coherence`).
"""

from __future__ import annotations

import re
from typing import get_args

from contracts.errors import ContractError
from contracts.expressions import names_in, placeholders_in
from contracts.model import Rule, Severity, Stage
from contracts.rule_context import PLACEHOLDERS, VARIANTS

_RULE_ID = re.compile(r"[SITRCQP]\d\d")


def _fail(where: str, what: str) -> None:
    raise ContractError(f"{where}: {what}")


def check_rule(rule: Rule, where: str, names: frozenset[str], anchors: frozenset[str]) -> None:
    """Raise ContractError where a rule cannot be evaluated, anchored or worded.

    `names` are those that its expressions and wordings may use, `anchors` the columns that it may point at.
    """
    where = f"{where}, rule {rule.id}"
    if not _RULE_ID.fullmatch(rule.id):
        _fail(where, "an id is a letter of S I T R C Q P and two digits; correct it")
    if rule.severity not in get_args(Severity) or rule.stage not in get_args(Stage):
        _fail(where, f"severity `{rule.severity}` or stage `{rule.stage}` is unknown; correct it")
    if rule.anchor is not None and rule.anchor not in anchors:
        _fail(where, f"its anchor `{rule.anchor}` is no column of the sheet; correct it")
    if rule.holds is not None and rule.anchor is None:
        _fail(where, "a rule with `respecte` needs an `ancre`; add it")
    for expression in filter(None, (rule.holds, rule.expected, rule.tells)):
        if unknown := names_in(expression, where) - names:
            _fail(
                where, f"`{', '.join(sorted(unknown))}` is neither a column of the sheet nor a context name"
            )
    for worded in (rule, *rule.variants.values()):
        _check_wording(worded, where, names)
    if unsaid := rule.variants.keys() - VARIANTS:
        _fail(
            where, f"variant `{', '.join(sorted(unsaid))}` is never said; use {', '.join(sorted(VARIANTS))}"
        )


_OF_A_CAUSE = frozenset({"libelle", "colonne", "feuille"})
"""What is the same for all the findings of one cause."""


def _check_wording(rule: Rule, where: str, names: frozenset[str]) -> None:
    if unknown := placeholders_in(rule.cause or "", where) - _OF_A_CAUSE:
        _fail(where, f"its cause may not use {{{', '.join(sorted(unknown))}}}, which differs from row to row")
    used = placeholders_in(rule.message, where) | placeholders_in(rule.remedy, where)
    if unknown := used - names - PLACEHOLDERS:
        _fail(where, f"unknown placeholder {{{', '.join(sorted(unknown))}}} in its wording; correct it")
    if used & {"attendu", "ecart"} and rule.expected is None:
        _fail(where, "its wording uses {attendu} or {ecart}, but the rule has no `attendu`; add it")
