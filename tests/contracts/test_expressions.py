"""The little language of rules: what it accepts, and what it refuses before anything is judged by it."""

import pytest

from contracts.errors import ContractError
from contracts.expressions import names_in, placeholders_in


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("femmes + hommes", {"femmes", "hommes"}),
        ("a <= 3 * b and not c", {"a", "b", "c"}),
        ("(a - b < 20 or b - a < 20) and a != ''", {"a", "b"}),
        ("-a > 1.5", {"a"}),
        ("3", set()),
    ],
)
def test_arithmetic_comparisons_and_logic_are_understood(expression, names):
    assert names_in(expression, "here") == names


@pytest.mark.parametrize(
    "expression",
    [
        "len(a)",
        "a.b",
        "a[0]",
        "a <= b <= c",
        "a / b",
        "a ** b",
        "a if b else c",
        "[a for a in b]",
        "lambda: a",
        "(a := 1)",
        "f'{a}'",
        "a in b",
        "a is None",
        "a, b",
    ],
)
def test_nothing_else_is(expression):
    with pytest.raises(ContractError, match=r"^here: `.*` uses more than names, constants"):
        names_in(expression, "here")


@pytest.mark.parametrize("expression", ["", "a +", "a = b", "import os", "a b", "\0"])
def test_what_is_no_expression_is_refused(expression):
    with pytest.raises(ContractError, match=r"is no expression; correct it$"):
        names_in(expression, "here")


def test_placeholders_are_the_names_between_braces():
    assert placeholders_in("{valeur} au lieu de {attendu} : {valeur}", "here") == {"valeur", "attendu"}
    assert placeholders_in("aucun", "here") == frozenset()


@pytest.mark.parametrize(
    "wording", ["{valeur", "valeur}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>10}"]
)
def test_a_placeholder_is_a_plain_name(wording):
    with pytest.raises(ContractError, match=r"^here: "):
        placeholders_in(wording, "here")
