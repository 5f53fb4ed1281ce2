"""The formulas: exact, rounded half up, nothing out of nothing."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from orchestration.explanation.contributions import Contribution
from orchestration.explanation.formulas import WORDS, computed, rounded
from orchestration.explanation.measures import Formula


def given(*values):
    return [Contribution(f"cde-{n:03d}", "2022-T1", f"f{n}", value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("somme", [], 0),
        ("somme", [3, 4], 7),
        ("somme_arrondie", [Decimal("10.005"), Decimal("0")], Decimal("10.01")),
        ("somme_arrondie", [Decimal("10.0049")], Decimal("10.00")),
        ("moyenne", [1, 1, 0], Decimal("0.67")),
        ("moyenne", [1, 0, 0, 0, 0, 0, 0, 0], Decimal("0.13")),
        ("moyenne", [], None),
        ("mediane", [5, 1, 3], Decimal("3.0")),
        ("mediane", [4, 1], Decimal("2.5")),
        ("mediane", [], None),
        ("rapport", [1, 1, 0], Decimal("0.6667")),
        ("valeur", [date(2022, 4, 9)], date(2022, 4, 9)),
        ("valeur", [], None),
    ],
)
def test_a_figure_is_what_its_formula_makes_of_what_is_given(formula, values, expected):
    assert computed(formula, given(*values), None) == expected


@pytest.mark.parametrize(
    ("signed", "days"),
    [(date(2022, 4, 29), 0), (date(2022, 4, 30), 0), (date(2022, 5, 1), 1), (date(2022, 5, 30), 30)],
)
def test_a_delay_counts_from_the_deadline_and_never_below_zero(signed, days):
    assert computed("retard", given(signed), date(2022, 4, 30)) == days


def test_no_return_has_no_delay():
    assert computed("retard", [], date(2022, 4, 30)) is None


def test_cites_are_counted_once_and_only_if_known():
    several = [Contribution(cite, None, "f", 1) for cite in ("a", "a", "b", None)]
    assert computed("cites", several, None) == 2


def test_rounding_is_half_up():
    assert [rounded(Decimal(text), 2) for text in ("0.125", "0.135", "0.1349")] == [
        Decimal("0.13"),
        Decimal("0.14"),
        Decimal("0.13"),
    ]


def test_every_formula_has_its_words():
    assert set(WORDS) == set(get_args(Formula))
