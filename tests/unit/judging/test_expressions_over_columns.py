"""An expression of the contract means over whole columns what it means over one row."""

import itertools

import numpy as np
import pytest

from contracts.derive.evaluation import column_wise
from contracts.errors import ContractError

EXPRESSIONS = [
    "a == b",
    "a != b",
    "a < b",
    "a <= b",
    "a > b",
    "a >= b",
    "a <= b and b <= 2",
    "a < b or b < a",
    "not a < b",
    "not (a == 1 and b == 1)",
    "a < 2 or b < 2 or a > 2",
    "a < 2 and b < 2 and a > 0",
    "(a < 1 or b < 1) and not a == b",
    "2 * a - b >= 1 + 1",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_logic_and_arithmetic_are_those_of_one_row(expression):
    pairs = list(itertools.product([0.0, 1.0, 2.0, 3.5], repeat=2))
    columns = {"a": np.array([a for a, _ in pairs]), "b": np.array([b for _, b in pairs])}
    alone = [bool(eval(expression, {}, {"a": a, "b": b})) for a, b in pairs]
    assert column_wise(expression)(columns).tolist() == alone


def test_texts_and_days_are_compared_too():
    columns = {
        "nom": np.array(["", "2023-T1"], dtype=object),
        "jour": np.array(["2023-01-01", "2023-04-01"], dtype="datetime64[s]"),
        "fin": np.array(["2023-03-31", "2023-03-31"], dtype="datetime64[s]"),
    }
    assert column_wise("nom == ''")(columns).tolist() == [True, False]
    assert column_wise("jour <= fin")(columns).tolist() == [True, False]


def test_an_expected_value_may_be_a_constant():
    assert column_wise("3")({}).tolist() == 3


@pytest.mark.parametrize(
    "expression", ["__import__('os')", "a.real", "a[0]", "[x for x in a]", "a < b < c", "1 +", "a := 2"]
)
def test_nothing_but_the_rules_language_is_evaluated(expression):
    with pytest.raises(ContractError):
        column_wise(expression)
