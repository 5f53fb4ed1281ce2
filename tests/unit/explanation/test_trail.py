"""The trail of a headline figure: the cités behind it, from which it is found again."""

from statistics import median

import pytest

from orchestration.explanation.trail import Share, trail
from orchestration.publication.edition import Edition
from tests.unit.audit.small_world import (
    ANGERS,
    BELFORT,
    FLOWS,
    GRENOBLE,
    NANTES,
    QUARTERS,
    RETURNS,
    as_arrow,
    register,
    small_contract,
    tables,
)

CONTRACT = small_contract()
SHA = {(sent.cite, sent.quarter): sent.sha for sent in RETURNS}
SUMS = (
    "partenaires",
    *FLOWS,
    *(f"cumul_{flow}" for flow in FLOWS),
    "cites_attendues",
    "cites_repondantes",
)


@pytest.fixture(scope="module")
def edition() -> Edition:
    rows = {name: as_arrow(CONTRACT, name, lines) for name, lines in tables().items()}
    return Edition("r0001-00000000", rows, CONTRACT, None, register(), {"demonstration": False})


def rows_of(edition, table):
    names = CONTRACT.published[table].primary_key
    return [({name: row[name] for name in names}, row) for row in edition.tables[table].to_pylist()]


def test_it_lists_every_expected_cite_and_the_return_that_counts(edition):
    found = trail(edition, "indicateurs_nationaux", {"trimestre": "2022-T3"}, "actions_aller_vers")
    names = {code: cite.name for code, cite in CONTRACT.reference.cites.items()}
    assert found == [
        Share(ANGERS, names[ANGERS], SHA[ANGERS, "2022-T3"], 5),
        Share(BELFORT, names[BELFORT], SHA[BELFORT, "2022-T3"], 2),
        Share(NANTES, names[NANTES], SHA[NANTES, "2022-T3"], 7),
        Share(GRENOBLE, names[GRENOBLE], None, None),
    ]


@pytest.mark.parametrize("column", SUMS)
@pytest.mark.parametrize("table", ["indicateurs_nationaux", "indicateurs_territoriaux"])
def test_the_values_of_a_count_add_up_to_it(edition, table, column):
    for key, row in rows_of(edition, table):
        assert sum(share.valeur or 0 for share in trail(edition, table, key, column)) == row[column]


@pytest.mark.parametrize("quarter", QUARTERS)
def test_mean_median_and_rate_are_found_again(edition, quarter):
    key = {"trimestre": quarter}
    row = next(row for found, row in rows_of(edition, "indicateurs_nationaux") if found == key)
    values = [
        share.valeur
        for share in trail(edition, "indicateurs_nationaux", key, "partenaires_par_cite")
        if share.valeur is not None
    ]
    assert round(sum(values) / len(values), 2) == float(row["partenaires_par_cite"])
    assert median(values) == float(row["partenaires_mediane"])
    rate = trail(edition, "indicateurs_nationaux", key, "taux_remontee")
    assert round(sum(share.valeur for share in rate) / len(rate), 4) == float(row["taux_remontee"])


def test_other_tables_are_not_made_of_cites_alone(edition):
    with pytest.raises(KeyError, match="indicateurs_qpv"):
        trail(edition, "indicateurs_qpv", {"trimestre": "2022-T1"}, "actions_aller_vers")
