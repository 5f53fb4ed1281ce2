"""Which quarter is collected, looked at and closed on a day; quarters appear as the calendar goes on."""

from datetime import date, timedelta

import pytest

from orchestration.schedule.calendar import (
    closed_on,
    closing_days,
    collected,
    last_over,
    next_collection,
    quarters_until,
    watched,
)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2023, 12, 31), "2023-T3"),
        (date(2024, 1, 1), "2023-T4"),
        (date(2024, 3, 31), "2023-T4"),
        (date(2024, 4, 1), "2024-T1"),
    ],
)
def test_a_quarter_is_over_from_the_day_after_its_last(day, quarter):
    assert last_over(day) == quarter


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), "2023-T4"),
        (date(2024, 2, 14), "2023-T4"),  # the 45th day
        (date(2024, 2, 15), None),
        (date(2024, 5, 15), "2024-T1"),
        (date(2024, 5, 16), None),
    ],
)
def test_a_quarter_is_collected_during_45_days_after_its_end(day, quarter):
    assert collected(day) == quarter


def test_every_quarter_is_collected_for_45_days_and_no_two_at_once():
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(4 * 365 + 1)]
    found = [collected(day) for day in days]
    assert {quarter: found.count(quarter) for quarter in set(found) - {None}} == {
        f"{year}-T{number}": 45
        for year in (2022, 2023, 2024, 2025, 2026)
        for number in (1, 2, 3, 4)
        if "2022-T4" <= f"{year}-T{number}" <= "2026-T3"
    }


def test_the_next_collection_opens_with_the_next_quarter():
    assert next_collection(date(2024, 2, 20)) == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("day", "quarters"),
    [
        (date(2022, 3, 31), []),
        (date(2022, 4, 1), ["2022-T1"]),
        (date(2023, 1, 1), ["2022-T1", "2022-T2", "2022-T3", "2022-T4"]),
    ],
)
def test_quarters_appear_by_themselves(day, quarters):
    assert quarters_until("2022-T1", day) == quarters


@pytest.mark.parametrize(
    ("last_judged", "quarter"),
    [
        (None, "2024-T4"),
        ("2024-T3", "2024-T4"),  # the last one is looked at even before its first return
        ("2023-T4", "2024-T4"),
        ("2023-T3", "2023-T3"),  # nothing for more than a year: the collection has ended
    ],
)
def test_the_last_quarter_is_looked_at_unless_the_collection_has_ended(last_judged, quarter):
    assert watched(date(2025, 1, 10), last_judged) == quarter


def test_a_quarter_closes_on_the_day_after_its_thirtieth():
    assert closing_days(30) == [(1, 31), (5, 1), (7, 31), (10, 31)]


@pytest.mark.parametrize("year", [2023, 2024, 2027, 2028])
def test_the_closing_days_are_those_of_every_year(year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    closing = {
        (day.month, day.day): closed_on(day, 30) for day in days if day.year == year and closed_on(day, 30)
    }
    assert closing == {
        (1, 31): f"{year - 1}-T4",
        (5, 1): f"{year}-T1",
        (7, 31): f"{year}-T2",
        (10, 31): f"{year}-T3",
    }
