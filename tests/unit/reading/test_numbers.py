"""Numbers as people type them (return.md, "int / decimal")."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.submissions.reading.numbers import bounded, typed_decimal, typed_whole, whole
from orchestration.submissions.reading.texts import normal

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0.0),
        ("12", 12.0),
        ("007", 7.0),
        ("1 234,50 €", 1234.5),
        ("1234,5€", 1234.5),
        ("1.234", 1.234),
        ("1,234", 1.234),
        ("12 345 678", 12345678.0),
        ("1 234.5", 1234.5),
        ("+5", 5.0),
        ("-5", -5.0),
        ("−5", -5.0),
        ("-1 234,5 €", -1234.5),
        ("0,1", 0.1),
    ],
)
def test_a_number_may_be_typed_the_french_way(text, number):
    assert typed_decimal(text) == number


@pytest.mark.parametrize("space", [" ", NBSP, NARROW, THIN], ids=["space", "nbsp", "narrow", "thin"])
def test_thousands_may_be_grouped_with_spaces_of_any_kind(space):
    assert typed_decimal(normal(f"1{space}234{space}567,5{space}€")) == 1234567.5


@pytest.mark.parametrize(
    "text",
    [
        *[
            "1.234,50",
            "1,234.50",
            "1.234.567",
            "1e3",
            "1E3",
            "12 34",
            "1 2345",
            "1234 567",
            "12345 678",
            "10%",
            "10 %",
        ],
        *[
            "12,",
            ",5",
            ".5",
            "5.",
            "1,2,3",
            "+",
            "-",
            "--5",
            "+-5",
            "- 5",
            "5-",
            "€",
            "€ 5",
            "5 €€",
            "$5",
            "5 EUR",
            "5 euros",
        ],
        *[
            "abc",
            "12 personnes",
            "environ 12",
            "1_000",
            "0x10",
            "inf",
            "nan",
            "1/2",
            "1'234",
            "1 234,5 6",
            "12h",
            "(5)",
        ],
        *["١٢", "１２", "²", "1²", "①", "Ⅻ", "五"],  # digits to Unicode, not to a bookkeeper
    ],
)
def test_anything_else_is_no_number(text):
    assert typed_decimal(text) is None
    assert typed_whole(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12,0", 12),
        ("12.000", 12),
        ("1 234", 1234),
        ("-3", -3),
        ("−3", -3),
        ("-0", 0),
        ("12,0000000001", 12),
    ],
)
def test_a_whole_number_may_have_a_decimal_part_of_nothing(text, number):
    result = typed_whole(text)
    assert (result, type(result)) == (number, int)


@pytest.mark.parametrize("text", ["12,5", "0,1", "12,00000001", "1.234"])
def test_a_number_with_a_fraction_is_not_whole(text):
    assert typed_whole(text) is None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (12.0, 12),
        (12.0000000005, 12),
        (11.9999999995, 12),
        (12.00000001, None),
        (0.5, None),
        (-3.0, -3),
        (-0.0, 0),
    ],
)
def test_a_float_within_a_billionth_of_a_whole_number_is_that_number(number, expected):
    assert whole(number) == expected


@pytest.mark.parametrize("number", [1e19, 1e300, 2.0**63])
def test_absurd_whole_numbers_stay_within_what_64_bits_hold(number):
    assert (whole(number), whole(-number)) == (2**63 - 1, -(2**63 - 1))


def test_whole_numbers_typed_with_thousands_of_digits_do_not_crash():
    assert typed_whole("9" * 5000) == 2**63 - 1
    assert typed_whole("-" + "9" * 5000) == -(2**63 - 1)
    assert typed_whole("0" * 5000 + "7") == 7


def test_decimals_beyond_all_floats_stay_finite():
    assert typed_decimal("9" * 400) == bounded(math.inf)
    assert math.isfinite(bounded(math.inf)) and math.isfinite(bounded(-math.inf))
    assert bounded(-math.inf) < 0


def test_zero_has_no_sign():
    assert math.copysign(1, typed_decimal("-0,00")) == 1.0


def test_large_whole_numbers_keep_every_digit():
    assert typed_whole("9 007 199 254 740 993") == 2**53 + 1


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_number_grouped_by_thousands_is_read_back(number):
    assert typed_whole(f"{number:,}".replace(",", " ")) == number


@given(st.floats(min_value=-1e12, max_value=1e12).map(lambda number: round(number, 2)))
def test_an_amount_with_a_decimal_comma_is_read_back(amount):
    assert typed_decimal(f"{amount:.2f}".replace(".", ",") + " €") == amount


@given(st.text(max_size=40))
def test_no_text_crashes(text):
    assert typed_decimal(text) is None or math.isfinite(typed_decimal(text))
    assert typed_whole(text) is None or isinstance(typed_whole(text), int)
