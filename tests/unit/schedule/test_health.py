"""The checks on the collection answer with one sentence, and are silent where all is well."""

from datetime import UTC, date, datetime, timedelta

import pytest

from orchestration.schedule import thresholds
from orchestration.schedule.health import freshness, lateness, rejections
from orchestration.storage.interface import Entry
from tests.unit.commands.test_status import line

NOW = datetime(2024, 5, 2, 12, tzinfo=UTC)


def waiting(hours: float) -> Entry:
    return Entry("landing/a.xlsx", 10, NOW - timedelta(hours=hours), "10-1")


@pytest.mark.parametrize(
    ("hours", "up_to_date", "passed", "said"),
    [
        ([], True, True, "the current release says what the register says"),
        ([1, 26], True, True, "the current release says what the register says"),
        ([1, 26.1], True, False, "1 dropped files have waited more than 26 hours"),
        ([], False, False, "the current release was made before the last verdicts"),
    ],
)
def test_a_release_is_fresh_while_no_file_waits_and_it_says_what_the_register_says(
    hours, up_to_date, passed, said
):
    found = freshness(map(waiting, hours), up_to_date, NOW)
    assert found.passed is passed
    assert found.sentence.startswith(said)


def test_what_is_not_fresh_says_what_to_do():
    assert freshness([], False, NOW).sentence.endswith("materialise all (the job publish_release)")


def cites(in_force: int, of: int = 20):
    return [line(f"cde-{n:03d}", "acceptee" if n <= in_force else "manquante") for n in range(1, of + 1)]


@pytest.mark.parametrize(
    ("in_force", "day", "passed"),
    [
        (0, date(2024, 4, 30), True),  # the deadline itself
        (15, date(2024, 5, 1), False),
        (16, date(2024, 5, 1), True),  # 80 %
        (16, date(2024, 5, 15), True),  # the last day of the collection
        (16, date(2024, 5, 16), False),
        (18, date(2024, 5, 16), False),
        (19, date(2024, 5, 16), True),  # 95 %
    ],
)
def test_enough_returns_are_in_force_from_the_deadline_on(in_force, day, passed):
    assert lateness(cites(in_force), "2024-T1", 30, day).passed is passed


def test_lateness_names_the_silent_cites_and_the_command_that_reminds_them():
    found = lateness(cites(18, of=40), "2024-T1", 30, date(2024, 5, 20))
    assert found.sentence == (
        "2024-T1: 18 of 40 cités have a return in force; deadline 30/04/2024; "
        "at least 95% are asked for by now: remind the others (`cites reminders`)"
    )
    assert str(found.figures["silent"]).startswith("cde-019, cde-020") and found.figures["silent"].endswith(
        " and 2 more"
    )


def test_a_quarter_in_which_nobody_is_expected_is_on_time():
    assert lateness([], "2024-T1", 30, date(2025, 1, 1)).passed


def verdicts(rejected: int, accepted: int, quarter: str = "2024-T1"):
    return [{"verdict": "rejetee", "trimestre_lu": quarter}] * rejected + [
        {"verdict": "acceptee", "trimestre_lu": quarter}
    ] * accepted


@pytest.mark.parametrize(("rejected", "accepted", "passed"), [(0, 0, True), (2, 8, True), (3, 9, False)])
def test_a_fifth_of_the_files_may_be_rejected(rejected, accepted, passed):
    assert rejections(verdicts(rejected, accepted), "2024-T1").passed is passed


def test_only_the_files_of_the_quarter_count():
    found = rejections(verdicts(1, 9) + verdicts(50, 0, "2023-T4"), "2024-T1")
    assert (found.figures["judged"], found.figures["rejected"]) == (10, 1)


def test_the_thresholds_are_in_an_order_that_makes_sense():
    assert thresholds.SHARE_AT_DEADLINE < thresholds.SHARE_AFTER_COLLECTION <= 1
    assert thresholds.FIRST_RETRY < thresholds.LAST_RETRY
