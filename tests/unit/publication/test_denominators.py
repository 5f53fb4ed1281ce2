"""Every published figure has its denominator: of its quarter, or of all the quarters that a running total adds up."""

import pytest

from orchestration.publication.coverage import Coverage
from orchestration.publication.denominators import NEEDED, Denominators
from tests.unit.audit.small_world import ANGERS, GRENOBLE, NANTES, as_arrow, small_contract, tables

CONTRACT = small_contract()


@pytest.fixture(scope="module")
def denominators() -> Denominators:
    """Four cités, one of which joins in the second quarter and one of which is silent in the third."""
    rows = tables()
    return Denominators({name: as_arrow(CONTRACT, name, rows[name]) for name in NEEDED})


@pytest.mark.parametrize(
    ("key", "column", "expected"),
    [
        ({"trimestre": "2022-T1"}, "partenaires", Coverage(3, 3, "complet")),
        ({"trimestre": "2022-T3"}, "partenaires", Coverage(3, 4, "partiel")),
        ({"trimestre": "2022-T1"}, "cumul_actions_aller_vers", Coverage(3, 3, "complet", 1)),
        ({"trimestre": "2022-T2"}, "cumul_actions_aller_vers", Coverage(7, 7, "complet", 2)),
        ({"trimestre": "2022-T3"}, "cumul_actions_aller_vers", Coverage(10, 11, "partiel", 3)),
        ({"modalite": "forum", "trimestre": "2022-T3"}, "actions", Coverage(3, 4, "partiel")),
    ],
)
def test_a_figure_of_the_country_stands_for_the_cites_of_the_country(denominators, key, column, expected):
    assert denominators.of(key, column) == expected


@pytest.mark.parametrize(
    ("wave", "quarter", "column", "expected"),
    [
        ("1", "2022-T3", "partenaires", Coverage(3, 3, "complet")),
        ("2", "2022-T3", "partenaires", Coverage(0, 1, "partiel")),
        ("1", "2022-T3", "cumul_comites_pilotage", Coverage(8, 8, "complet", 3)),
        ("2", "2022-T3", "cumul_comites_pilotage", Coverage(2, 3, "partiel", 3)),
    ],
)
def test_a_figure_of_a_territory_has_the_status_of_that_territory(
    denominators, wave, quarter, column, expected
):
    key = {"niveau": "vague", "code": wave, "trimestre": quarter}
    assert denominators.of(key, column) == expected


@pytest.mark.parametrize(
    ("cite", "quarter", "column", "expected"),
    [
        (ANGERS, "2022-T3", "partenaires", Coverage(1, 1, "complet", 1, of_returns=True)),
        (GRENOBLE, "2022-T3", "partenaires", Coverage(0, 1, "partiel", 1, of_returns=True)),
        (GRENOBLE, "2022-T3", "cumul_actions_innovantes", Coverage(2, 3, "partiel", 3, of_returns=True)),
        (NANTES, "2022-T3", "cumul_actions_innovantes", Coverage(2, 2, "complet", 2, of_returns=True)),
    ],
)
def test_a_figure_of_one_cite_stands_for_its_returns(denominators, cite, quarter, column, expected):
    assert denominators.of({"code_cite": cite, "trimestre": quarter}, column) == expected


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"trimestre": "2021-T4"},
        {"code_cite": NANTES, "trimestre": "2022-T1"},
        {"niveau": "region", "code": "94", "trimestre": "2022-T1"},
    ],
)
def test_what_is_about_no_published_quarter_stands_for_nothing(denominators, key):
    assert denominators.of(key, "partenaires") is None
