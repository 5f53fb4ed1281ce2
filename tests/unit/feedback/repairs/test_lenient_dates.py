"""Dates that can only be read one way, though not written as they should be."""

from datetime import date

import pytest

from orchestration.feedback.repairs.lenient_dates import read_date

FIFTH = date(2023, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "5 novembre 2023",
        "05 novembre 2023",
        "5 Novembre 2023",
        "5 NOVEMBRE 2023",
        "le 5 novembre 2023",
        "dimanche 5 novembre 2023",
        "dimanche, 5 novembre 2023",
        "5 nov. 2023",
        "5 nov 2023",
        "5-nov-2023",
        "5-novembre-2023",
        "05 / 11 / 2023",
        "05/ 11/2023",
        "05/11/2023.",
        "05 - 11 - 2023",
    ],
)
def test_there_is_one_way_to_read_it(text):
    assert read_date(text) == FIFTH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er février 2023", date(2023, 2, 1)),
        ("1er fevrier 2023", date(2023, 2, 1)),
        ("15 août 2023", date(2023, 8, 15)),
        ("31 déc. 2023", date(2023, 12, 31)),
        ("3 sept. 2023", date(2023, 9, 3)),
        ("29 février 2024", date(2024, 2, 29)),
        ("14 juil. 2023", date(2023, 7, 14)),
        ("2 mars 2023", date(2023, 3, 2)),
    ],
)
def test_months_are_read_in_full_and_abbreviated(text, day):
    assert read_date(text) == day


AUTUMN = (date(2023, 10, 1), date(2023, 12, 31))
SPRING = (date(2023, 4, 1), date(2023, 6, 30))
NONE = (None, None)


@pytest.mark.parametrize(
    ("text", "bounds", "day"),
    [
        ("2023/11/05", AUTUMN, FIFTH),
        ("2023/11/5", AUTUMN, FIFTH),
        ("2023.11.05", AUTUMN, FIFTH),
        ("2023/11/05", SPRING, None),  # 11 May would fit
        ("2023/11/05", (date(2024, 1, 1), None), None),  # neither does
        ("2023/11/05", NONE, None),
        ("2023/11/05", (None, date(2023, 12, 31)), None),  # both do
        ("2023/11/05", (date(2023, 6, 1), None), FIFTH),
        ("2023/11/12", AUTUMN, None),
        ("2023/11/13", AUTUMN, date(2023, 11, 13)),  # there is no month 13
        ("2023/11/13", NONE, date(2023, 11, 13)),
        ("2023/11/13", SPRING, date(2023, 11, 13)),
        ("2023/11/11", NONE, date(2023, 11, 11)),
        ("2023/11/11", SPRING, date(2023, 11, 11)),
        ("2023/13/11", AUTUMN, None),
    ],
)
def test_year_first_is_read_where_the_other_reading_is_out_of_the_question(text, bounds, day):
    assert read_date(text, bounds) == day


@pytest.mark.parametrize(
    ("text", "bounds", "day"),
    [
        ("05 / 11 / 2023", AUTUMN, FIFTH),
        ("05 / 11 / 2023", NONE, FIFTH),
        ("05 / 11 / 2023", SPRING, None),  # month first would fit
        ("12 / 11 / 2023", AUTUMN, date(2023, 11, 12)),  # the contract reads 12/11/2023 as it stands, too
        ("13 / 11 / 2023", SPRING, date(2023, 11, 13)),
        ("5 novembre 2023", SPRING, FIFTH),
    ],
)
def test_the_contract_s_own_order_is_read_unless_only_the_other_fits(text, bounds, day):
    assert read_date(text, bounds) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "novembre 2023",
        "5 novembre",
        "5 novembre 23",
        "lundi 5 novembre 2023",
        "demain 5 novembre 2023",
        "11/25/2023",
        "2023/25/11",
        "2023/11.05",
        "29 février 2023",
        "31 novembre 2023",
        "05 11 2023",
        "20231105",
        "45235",
        "05-11-23",
        "5 brumaire 2023",
        "entre le 5 novembre 2023 et le 8",
        "5 novembre 2023 ou 2024",
        "courant du trimestre",
    ],
)
def test_what_leaves_a_doubt_is_not_read(text):
    assert read_date(text) is None
