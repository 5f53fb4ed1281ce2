"""Turn a rule's expression into a function over whole columns.

Belongs here: the column-wise meaning of the little language of `contracts.expressions`.
Does not belong here: what an expression may contain (`contracts.expressions`) and where it is skipped
(`pandera_schemas`).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from contracts.expressions import names_in

Array = npt.NDArray[Any]
Program = Callable[[Mapping[str, Array]], Array]

_LOGIC: Mapping[str, Any] = {"_and": np.logical_and, "_or": np.logical_or, "_not": np.logical_not}


class _ColumnWise(ast.NodeTransformer):
    """Python's `and`, `or`, `not` ask for one truth value; over columns they are functions of arrays."""

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        function = "_and" if isinstance(node.op, ast.And) else "_or"
        first, *others = node.values
        for other in others:
            first = _call(function, first, other)
        return first

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        return _call("_not", node.operand) if isinstance(node.op, ast.Not) else node


def _call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(func=ast.Name(id=function, ctx=ast.Load()), args=list(arguments), keywords=[])


@lru_cache(maxsize=512)
def column_wise(expression: str) -> Program:
    """The expression as a function from arrays by name (all of one length, without nulls) to an array.

    Raises ContractError where the expression is not of the rules' language.
    """
    names_in(expression, "rule")
    tree = ast.fix_missing_locations(_ColumnWise().visit(ast.parse(expression, mode="eval")))
    code = compile(tree, "<rule>", "eval")

    def program(columns: Mapping[str, Array]) -> Array:
        # the language has no calls and no attributes: there is nothing to reach from here
        result: Array = np.asarray(eval(code, {"__builtins__": {}, **_LOGIC}, dict(columns)))
        return result

    return program
