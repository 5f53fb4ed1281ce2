"""Messages show values as French people write them."""

from datetime import date
from decimal import Decimal

import pytest

from orchestration.submissions.judging.french import exact, french


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (27.0, "27"),
        (1234.5, "1\u202f234,5"),
        (1234567, "1\u202f234\u202f567"),
        (0.1, "0,1"),
        (-1234.25, "-1\u202f234,25"),
        (1e15, "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
        (1e-7, "0,0000001"),
        (Decimal("12.50"), "12,5"),
        (Decimal("100"), "100"),
        (True, "oui"),
        (False, "non"),
        (date(2023, 1, 5), "05/01/2023"),
        (date(203, 12, 31), "31/12/0203"),
        ("néant", "néant"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
    ],
)
def test_a_value_is_written_as_in_french(value, text):
    assert french(value) == text


def test_a_number_beyond_all_numbers_is_no_fault():
    assert french(float("inf")) == "Infinity"


def test_decimals_have_no_trace_of_binary_arithmetic():
    assert exact(0.3) - exact(0.1) == Decimal("0.2")


@pytest.mark.parametrize(
    ("value", "text"),
    [(12500.5, "12\u202f500,50"), (12500, "12\u202f500"), (0.125, "0,125"), (None, ""), (-0.5, "-0,50")],
)
def test_euros_have_their_cents(value, text):
    assert french(value, "€") == text


def test_other_units_have_the_decimals_that_were_written():
    assert french(1.5, "ETP") == "1,5"
