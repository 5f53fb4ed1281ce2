"""No total or mean without how many cités it stands for, and how sure it is."""

import pytest

from orchestration.publication.coverage import Coverage, of_row, over
from tests.unit.page.editions import plain


def row(received, expected, status):
    return {"cites_repondantes": received, "cites_attendues": expected, "statut": status}


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        (Coverage(81, 84, "provisoire"), "81 cités sur 84 — provisoire"),
        (Coverage(84, 84, "complet"), "84 cités sur 84 — complet"),
        (Coverage(1, 84, "partiel"), "1 cité sur 84 — partiel"),
        (Coverage(0, 1, "partiel"), "0 cité sur 1 — partiel"),
        (Coverage(3, 4), "3 cités sur 4"),
        (Coverage(2640, 3360, "partiel", quarters=40), "2 640 remontées sur 3 360 — partiel"),
    ],
)
def test_a_coverage_tells_its_denominator_and_its_status(coverage, told):
    assert plain(coverage.text) == told


def test_a_row_without_a_status_has_a_denominator_all_the_same():
    assert of_row({"cites_repondantes": 3, "cites_attendues": 4}) == Coverage(3, 4, None)


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        (("complet", "complet"), "complet"),
        (("complet", "provisoire"), "provisoire"),
        (("partiel", "provisoire"), "partiel"),
        (("partiel", "complet"), "partiel"),
    ],
)
def test_a_sum_over_quarters_is_as_sure_as_its_least_sure_quarter(statuses, worst):
    assert over([row(3, 4, status) for status in statuses]) == Coverage(6, 8, worst, 2)


def test_a_sum_over_one_quarter_counts_cites():
    assert plain(over([row(3, 4, "partiel")]).text) == "3 cités sur 4 — partiel"


@pytest.mark.parametrize(
    ("status", "partial"), [("complet", False), ("provisoire", False), ("partiel", True), (None, False)]
)
def test_only_the_status_partial_is_partial(status, partial):
    assert Coverage(1, 2, status).is_partial is partial
