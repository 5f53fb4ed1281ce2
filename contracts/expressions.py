"""The small language of rules: Python expressions over one row.

Belongs here: what an expression and a wording may contain, and the names that they use.
Does not belong here: evaluating them (`orchestration.submissions.judging`).
"""

from __future__ import annotations

import ast
import string

from contracts.errors import ContractError

_ALLOWED = (
    ast.Expression,
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.USub,
    ast.BinOp,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.Name,
    ast.Load,
    ast.Constant,
)


def names_in(expression: str, where: str) -> frozenset[str]:
    """The names that an expression reads.

    Raises ContractError where it is no Python expression, or uses more than names, constants, `+ - *`, one
    comparison at a time, `and`, `or`, `not`: no calls, no attributes, nothing but arithmetic.
    """
    try:
        tree = ast.parse(expression, mode="eval")
    except (SyntaxError, ValueError):
        raise ContractError(f"{where}: `{expression}` is no expression; correct it") from None
    for node in ast.walk(tree):
        chained = isinstance(node, ast.Compare) and len(node.ops) > 1
        if chained or not isinstance(node, _ALLOWED):
            allowed = "names, constants, + - *, single comparisons, and, or, not"
            raise ContractError(f"{where}: `{expression}` uses more than {allowed}; reword it")
    return frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))


def placeholders_in(wording: str, where: str) -> frozenset[str]:
    """The placeholders `{…}` of a wording: plain names. Raises ContractError where the braces do not fit."""
    try:
        parts = list(string.Formatter().parse(wording))
    except ValueError:
        raise ContractError(
            f"{where}: the braces of « {wording} » do not fit; write placeholders like {{valeur}}"
        ) from None
    names = frozenset(name for _, name, _, _ in parts if name is not None)
    odd = [name for name in names if not name.isidentifier()]
    if odd or any(form or conversion for _, _, form, conversion in parts):
        raise ContractError(
            f"{where}: « {wording} » has a placeholder that is no plain name; write it like {{valeur}}"
        )
    return names
