"""Which quarter the page leads with, and which ones it must not forget."""

import pytest

from orchestration.page.quarters import between
from tests.unit.audit.small_world import ANGERS, QUARTERS, Return, tables
from tests.unit.page.editions import plain, quarters, up_to


def found(*statuses):
    """The small programme with these statuses of its quarters."""
    rows = tables()
    for row, status in zip(rows["indicateurs_nationaux"], statuses, strict=True):
        row["statut"] = status
    return quarters(rows)


@pytest.mark.parametrize(
    ("statuses", "lead", "begun"),
    [
        (("complet", "complet", "complet"), "2022-T3", []),
        (("complet", "complet", "provisoire"), "2022-T3", []),
        (("complet", "provisoire", "partiel"), "2022-T2", ["2022-T3"]),
        (("complet", "partiel", "partiel"), "2022-T1", ["2022-T2", "2022-T3"]),
        (("partiel", "partiel", "complet"), "2022-T3", []),
        (("complet", "partiel", "complet"), "2022-T3", []),
        (("partiel", "partiel", "partiel"), "2022-T3", []),  # there is nothing better to lead with
    ],
)
def test_the_last_quarter_that_is_not_partial_leads(statuses, lead, begun):
    seen = found(*statuses)
    assert (seen.lead, [row["trimestre"] for row in seen.begun]) == (lead, begun)


def test_what_is_summed_ends_with_the_quarter_that_leads():
    seen = quarters()
    assert [row["trimestre"] for row in seen.told] == ["2022-T1", "2022-T2"]
    assert plain(seen.total_coverage.text) == "7 remontées sur 7 — complet"
    assert {row["trimestre"] for row in seen.until_lead("aller_vers_modalites")} == {"2022-T1", "2022-T2"}


def test_the_coverage_is_that_of_the_quarter_that_leads():
    assert plain(quarters().coverage().text) == "4 cités sur 4 — complet"


def test_a_release_without_gaps_lacks_no_quarter():
    assert quarters().unpublished == []


def test_one_quarter_lacks_none():
    assert quarters(up_to("2022-T1")).unpublished == []


def test_the_quarters_between_that_nobody_answered_for_are_known():
    rows = tables([Return(ANGERS, "2022-T1", 4)], ("2022-T1", "2022-T4"))
    assert quarters(rows).unpublished == ["2022-T2", "2022-T3"]


@pytest.mark.parametrize(
    ("first", "last", "names"),
    [
        ("2022-T1", "2022-T3", list(QUARTERS)),
        ("2022-T4", "2023-T1", ["2022-T4", "2023-T1"]),
        ("2022-T2", "2022-T2", ["2022-T2"]),
    ],
)
def test_between_two_quarters_none_is_left_out(first, last, names):
    assert between(first, last) == names
