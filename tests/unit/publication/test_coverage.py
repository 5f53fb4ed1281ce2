"""The status of a figure follows from its own counts, wherever no table publishes one."""

import pytest

from orchestration.publication.coverage import Coverage, of_counts, over, status_of
from tests.unit.page.editions import plain


@pytest.mark.parametrize(
    ("received", "expected", "status"),
    [
        (84, 84, "complet"),
        (83, 84, "provisoire"),
        (4, 5, "provisoire"),
        (799, 1000, "partiel"),
        (5, 7, "partiel"),
        (1, 2, "partiel"),
        (0, 1, "partiel"),
        (1, 1, "complet"),
    ],
)
def test_a_status_is_the_exact_ratio_of_the_counts(received, expected, status):
    assert status_of(received, expected) == status


def test_a_territory_has_the_status_of_its_own_cites():
    assert of_counts({"cites_repondantes": 5, "cites_attendues": 7}) == Coverage(5, 7, "partiel")


def test_a_status_that_is_published_is_kept():
    row = {"cites_repondantes": 84, "cites_attendues": 84, "statut": "provisoire"}
    assert of_counts(row).status == "provisoire"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([(2, 2)], Coverage(2, 2, "complet")),
        ([(2, 2), (4, 5)], Coverage(6, 7, "provisoire", 2)),
        ([(2, 2), (4, 5), (1, 2)], Coverage(7, 9, "partiel", 3)),
    ],
)
def test_a_sum_over_a_territorys_quarters_is_as_sure_as_its_least_sure_quarter(counts, expected):
    rows = [{"cites_repondantes": received, "cites_attendues": due} for received, due in counts]
    assert over(rows) == expected


def test_what_one_cite_sent_is_counted_in_returns():
    assert plain(Coverage(1, 1, "complet", of_returns=True).text) == "1 remontée sur 1 — complet"
