"""What was expected instead: a value, or the bound that it must not pass.

Belongs here: telling the two apart by what the rule asks. Does not belong here: computing the value (`judging.hit_findings`).
"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import Literal

from contracts.model import Rule
from orchestration.feedback.sentences import Said

Meaning = Literal["exact", "most", "least"]

_IN_WORDS = {"exact": "{}", "most": "au plus {}", "least": "au moins {}"}
_OF_DAYS = {"exact": "{}", "most": "le {} ou avant", "least": "le {} ou après"}
_IN_DOUBT = "en_doute"
"""The wording of a rule whose expected value is not to be written."""
_DAY = "/"
"""What a day has as a person reads it, and no number."""


def expected(parts: Said) -> str:
    """`28`, `au plus 60`, `le 01/10/2023 ou après`; the kind of value where only that is known; nothing where nothing is."""
    value, meaning = parts.words.get("attendu"), meaning_of(parts.rule)
    if not value or meaning is None:
        return "" if value else parts.words.get("type") or ""
    return (_OF_DAYS if _DAY in value else _IN_WORDS)[meaning].format(value)


@lru_cache(maxsize=512)
def meaning_of(rule: Rule) -> Meaning | None:
    """Whether the rule's expected value is the only right one or a bound; None where it is only there to compare with, or
    something else in the return contradicts it.
    """
    if rule.expected is None or rule.holds is None or rule.case == _IN_DOUBT:
        return None
    asked = _condition(rule, rule.holds)
    if isinstance(asked, ast.Name):
        return "exact"
    if not isinstance(asked, ast.Compare) or len(asked.ops) != 1 or not _is_about(asked.left, rule.anchor):
        return None
    meanings: dict[type[ast.cmpop], Meaning] = {ast.Eq: "exact", ast.LtE: "most", ast.GtE: "least"}
    return meanings.get(type(asked.ops[0]))


def _condition(rule: Rule, holds: str) -> ast.expr:
    """What a rule asks; of a blocking « … or … » the last, which the others only spare some rows from.

    An alert that spares rows only compares: nothing obliges a cité to keep to its bound.
    """
    body = ast.parse(holds, mode="eval").body
    if rule.severity == "bloquant" and isinstance(body, ast.BoolOp) and isinstance(body.op, ast.Or):
        return body.values[-1]
    return body


def _is_about(left: ast.expr, anchor: str | None) -> bool:
    """Whether a comparison is about the anchor, alone or with what is added to it."""
    if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Add):
        return _is_about(left.left, anchor) or _is_about(left.right, anchor)
    return isinstance(left, ast.Name) and left.id == anchor
