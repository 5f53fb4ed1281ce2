"""Figures, quarters, days and sizes, as French writes them."""

from datetime import date
from decimal import Decimal

import pytest

from orchestration.page import words
from tests.unit.page.editions import plain


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1\u202f000"),
        (1_234_567, "1\u202f234\u202f567"),
        (-12, "−12"),
        (Decimal("16.02"), "16,02"),
        (Decimal("16.00"), "16"),
        (Decimal("-1234.5"), "−1\u202f234,5"),
        (Decimal("2E+1"), "20"),
        (None, "—"),
    ],
)
def test_numbers_have_grouped_thousands_and_a_decimal_comma(value, written):
    assert words.number(value) == written


@pytest.mark.parametrize(("value", "written"), [(5, "+5"), (0, "0"), (-5, "−5"), (Decimal("0.5"), "+0,5")])
def test_a_difference_bears_its_sign(value, written):
    assert words.signed(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 2, "50 %"), (1, 8, "13 %"), (1, 200, "1 %"), (1, 201, "0 %"), (0, 5, "0 %"), (0, 0, "—")],
)
def test_a_share_is_rounded_half_up_and_needs_a_whole(part, whole, written):
    assert plain(words.percent(part, whole)) == written


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [(100, 103, "+3 %"), (1000, 1032, "+3,2 %"), (200, 100, "−50 %"), (5, 5, "0 %"), (0, 7, "—")],
)
def test_an_evolution_from_nothing_is_none(before, after, written):
    assert plain(words.evolution(before, after)) == written


@pytest.mark.parametrize(
    ("quarter", "long", "short"),
    [
        ("2022-T1", "1ᵉʳ trimestre 2022", "T1 2022"),
        ("2023-T4", "4ᵉ trimestre 2023", "T4 2023"),
    ],
)
def test_a_quarter_has_a_long_and_a_short_name(quarter, long, short):
    assert (plain(words.quarter_name(quarter)), plain(words.quarter_short(quarter))) == (long, short)


@pytest.mark.parametrize(
    ("value", "written"),
    [(date(2024, 2, 1), "1ᵉʳ février 2024"), (date(2023, 12, 31), "31 décembre 2023")],
)
def test_a_day_is_written_out(value, written):
    assert plain(words.day(value)) == written


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        ("2023-02-01T12:00:00+00:00", "1ᵉʳ février 2023"),
        ("2023-06-30T22:30:00+00:00", "1ᵉʳ juillet 2023"),  # past midnight in Paris
    ],
)
def test_the_day_of_an_instant_is_the_one_in_paris(instant, written):
    assert plain(words.day_of(instant)) == written


@pytest.mark.parametrize(
    ("octets", "written"),
    [
        (0, "0 octet"),
        (999, "999 octets"),
        (1000, "1 ko"),
        (34_499, "34 ko"),
        (34_500, "35 ko"),
        (1_000_000, "1 Mo"),
        (3_149_999, "3,1 Mo"),
        (3_150_000, "3,2 Mo"),
    ],
)
def test_a_size_is_in_the_unit_that_fits(octets, written):
    assert plain(words.size(octets)) == written
