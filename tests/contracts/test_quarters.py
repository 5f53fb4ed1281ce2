"""Quarters: the shapes that a return may use, first and last day, neighbours, deadline."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.quarters import deadline, first_day, last_day, parse_quarter, quarter_of, shift


@pytest.mark.parametrize(
    "text", ["2021-T4", "2021T4", "T4 2021", "T4-2021", "4T2021", "2021-t4", "2021t4", "t4 2021", " 2021-T4 "]
)
def test_the_shapes_of_a_quarter_are_read_as_the_same(text):
    assert parse_quarter(text) == "2021-T4"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_year_has_four_quarters(number):
    assert parse_quarter(f"2024-T{number}") == f"2024-T{number}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "T4",
        "2021-T0",
        "2021-T5",
        "2021 T4",
        "T42021",
        "4T 2021",
        "4T-2021",
        "2021-Q4",
        "21-T4",
        "20211-T4",
        "2021--T4",
        "2021-T4x",
        "0000-T1",
        "2021-T٤",
        "2021/T4",
    ],
)
def test_anything_else_is_no_quarter(text):
    assert parse_quarter(text) is None


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        ("2024-T1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-T2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-T3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-T4", date(2024, 10, 1), date(2024, 12, 31)),
        ("9999-T4", date(9999, 10, 1), date(9999, 12, 31)),
    ],
)
def test_a_quarter_is_three_whole_months(quarter, first, last):
    assert (first_day(quarter), last_day(quarter)) == (first, last)


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2023, 3, 31), date(2024, 2, 29), date(2024, 12, 31)])
def test_a_day_lies_in_its_quarter(day):
    quarter = quarter_of(day)
    assert first_day(quarter) <= day <= last_day(quarter)


def test_quarters_follow_one_another_without_a_gap():
    quarter = "2021-T4"
    for _ in range(9):
        following = shift(quarter, 1)
        assert first_day(following) == last_day(quarter) + timedelta(days=1)
        assert following > quarter
        quarter = following
    assert quarter == "2024-T1"


@pytest.mark.parametrize(
    ("by", "expected"), [(0, "2024-T1"), (-1, "2023-T4"), (1, "2024-T2"), (4, "2025-T1"), (-8, "2022-T1")]
)
def test_shifting_counts_quarters(by, expected):
    assert shift("2024-T1", by) == expected


@pytest.mark.parametrize(
    ("quarter", "due"),
    [
        ("2023-T4", date(2024, 1, 30)),
        ("2024-T1", date(2024, 4, 30)),
        ("2024-T2", date(2024, 7, 30)),
        ("2024-T3", date(2024, 10, 30)),
    ],
)
def test_a_return_is_due_on_the_thirtieth_day_after_the_quarter(quarter, due, contract):
    assert deadline(quarter, contract.submission.deadline_days) == due


@given(st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))
def test_every_day_lies_in_the_quarter_that_it_is_told_to(day):
    quarter = quarter_of(day)
    assert parse_quarter(quarter) == quarter
    assert first_day(quarter) <= day <= last_day(quarter)


@given(st.integers(1, 9997), st.integers(1, 4), st.integers(-3, 3))
def test_shifting_there_and_back_changes_nothing(year, number, by):
    quarter = f"{year + 1:04d}-T{number}"
    assert shift(shift(quarter, by), -by) == quarter
    assert (shift(quarter, by) > quarter) is (by > 0)
