"""The board in Markdown, and the returns received day by day, by the clock of Paris."""

from datetime import date

import pytest

from orchestration.schedule.chart import as_markdown, drawn
from orchestration.schedule.collection import received_by_day, summary
from tests.unit.commands.test_status import line
from tests.unit.register.making import judged


def test_who_was_rejected_comes_first_then_who_is_missing():
    told = summary([line("cde-001"), line("cde-003", "rejetee"), line("cde-002", "manquante")], "2024-T1", 30)
    head, _, _, _, *rows = told.splitlines()
    assert head == "**2024-T1**: 1 of 3 in force, 1 rejected, 1 missing; deadline 30/04/2024"
    assert [row.split("|")[1].strip() for row in rows] == ["cde-003", "cde-002", "cde-001"]


def test_a_name_with_a_bar_does_not_break_the_table():
    told = summary([line("cde-001", nom_cite="A | B")], "2024-T1", 30)
    assert told.splitlines()[-1].count("|") == 8


def received(name: str, instant: str, **changes):
    return judged(name, recue_le=instant, **changes)


def test_each_cite_counts_once_from_its_first_accepted_return_on():
    events = [
        received("a", "2024-01-02T10:00:00.000000Z"),
        received("b", "2024-01-03T10:00:00.000000Z"),  # a correction of the same cité
        received("c", "2024-01-03T10:00:00.000000Z", code_cite="cde-002"),
        received("d", "2024-01-01T10:00:00.000000Z", trimestre="2023-T3"),
    ]
    found = received_by_day(events, "2023-T4", date(2024, 1, 4))
    assert found.points == [
        (date(2023, 12, 31), 0),
        (date(2024, 1, 1), 0),
        (date(2024, 1, 2), 1),
        (date(2024, 1, 3), 2),
        (date(2024, 1, 4), 2),
    ]


def test_a_day_is_a_day_of_paris():
    found = received_by_day([received("a", "2024-01-01T23:30:00.000000Z")], "2023-T4", date(2024, 1, 2))
    assert found.points[-2:] == [(date(2024, 1, 1), 0), (date(2024, 1, 2), 1)]


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2023, 10, 1), date(2023, 12, 31)),
        (date(2024, 2, 15), date(2024, 2, 15)),
        (date(2024, 5, 14), date(2024, 5, 14)),
        (date(2024, 5, 15), date(2024, 5, 14)),
    ],
)
def test_the_days_end_today_or_after_four_months_and_a_half(today, last):
    assert received_by_day([], "2023-T4", today).points[-1][0] == last


@pytest.mark.parametrize(
    ("day", "today", "title"),
    [
        ("2024-03-01", date(2024, 3, 2), "2023-T4: 1 of 84 cités have sent a return by 02/03/2024"),
        ("2024-05-14", date(2026, 11, 23), "2023-T4: 1 of 84 cités have sent a return by 14/05/2024"),
        (
            "2024-05-15",
            date(2026, 11, 23),
            "2023-T4: 0 of 84 cités have sent a return by 14/05/2024, 1 later",
        ),
    ],
)
def test_a_late_return_is_on_the_chart_or_in_its_title(day, today, title):
    found = received_by_day([received("a", f"{day}T10:00:00.000000Z")], "2023-T4", today)
    assert found.title("2023-T4", 84) == title


def test_the_chart_shows_the_deadline_and_fits_into_a_markdown_text():
    svg = drawn([(date(2024, 1, 1), 0), (date(2024, 1, 2), 3)], date(2024, 1, 30), 84, "2023-T4: cités")
    assert svg.startswith("<svg") and "deadline 30/01" in svg and "2023-T4: cités" in svg
    assert as_markdown("<svg/>", "a chart") == "![a chart](data:image/svg+xml;base64,PHN2Zy8+)"
