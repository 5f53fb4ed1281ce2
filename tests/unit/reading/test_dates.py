"""Days as people type them (return.md, "date")."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.submissions.reading.dates import typed_date

DAY = datetime.date(2023, 10, 5)


@pytest.mark.parametrize(
    "text",
    ["05/10/2023", "05-10-2023", "05.10.2023", "5/10/2023", "05/10/23", "5/10/23", "2023-10-05", "2023-10-5"],
)
def test_the_shapes_of_a_day(text):
    assert typed_date(text) == DAY


@pytest.mark.parametrize(
    "time",
    [
        *[
            " 14:30",
            " 14:30:00",
            " 14:30:00.123",
            " 14:30:00,5",
            "T14:30",
            "T14:30:00",
            "t14:30",
            " 4:30 PM",
            " 04:30pm",
        ],
        *[
            " 14h",
            " 14h30",
            " 14 h 30",
            " 14H30",
            " à 14h30",
            " à 14:30",
            " 00:00:00",
            " 24:00",
            "T14:30:00Z",
        ],
        *["T14:30:00+02:00", "T14:30:00.000Z", " 14:30:00+0200", " 9:05"],
    ],
)
@pytest.mark.parametrize("day", ["05/10/2023", "5/10/23", "2023-10-05"])
def test_a_time_behind_a_day_is_dropped(day, time):
    assert typed_date(day + time) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *[
            "13/25/2023",
            "10/13/2023",
            "12.31.2023",
            "2023-13-01",
            "2023-25-12",
        ],  # month first, or no month at all
        *["31/11/2023", "29/02/2023", "00/10/2023", "05/00/2023", "05/10/0000", "32/01/2023"],
        *["05-10-23", "05.10.23", "2023/10/05", "2023.10.05", "20231005", "05102023", "23-10-05"],
        *["05/10-2023", "05.10/2023", "5/10/2", "5/10/202", "5/10/20233", "005/10/2023", "05/010/2023"],
        *[
            "45204",
            "2023",
            "10/2023",
            "octobre 2023",
            "5 octobre 2023",
            "5-oct-23",
            "mi-novembre",
            "hier",
            "?",
        ],
        *[
            "14:30",
            "14h30",
            "05/10/2023 25:00",
            "05/10/2023 14:60",
            "05/10/2023 matin",
            "05/10/2023 14",
            "le 05/10/2023",
        ],
        *["05/10/2023 au 06/10/2023", "05/10/2023-06/10/2023", "05 /10/2023", "٠٥/١٠/٢٠٢٣", ""],
    ],
)
def test_anything_else_is_no_day(text):
    assert typed_date(text) is None


def test_a_leap_day_exists_in_leap_years_only():
    assert typed_date("29/02/2024") == datetime.date(2024, 2, 29)
    assert typed_date("29/02/2100") is None


def test_two_digits_of_a_year_are_of_this_century():
    assert typed_date("31/12/99") == datetime.date(2099, 12, 31)
    assert typed_date("01/01/00") == datetime.date(2000, 1, 1)


def test_the_day_comes_first_where_both_could():
    assert typed_date("03/04/2023") == datetime.date(2023, 4, 3)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_is_read_back(day):
    assert typed_date(day.strftime("%d/%m/%Y")) == day
    assert typed_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_no_text_crashes(text):
    assert typed_date(text) is None or isinstance(typed_date(text), datetime.date)
