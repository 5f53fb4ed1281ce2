"""Every measure that is published can be explained, and nothing else."""

import pytest

from contracts.loading import load_contract
from orchestration.explanation.measures import MEASURES, measure

CONTRACT = load_contract()
TABLES = [name for name in CONTRACT.published if name != "dictionnaire"]


@pytest.mark.parametrize("table", TABLES)
def test_every_number_of_a_table_is_explained(table):
    numbers = {
        column.name
        for column in CONTRACT.published[table].columns
        if column.key_position is None and column.sql_type != "VARCHAR"
    }
    assert set(MEASURES[table]) == numbers


def test_no_other_table_is():
    assert list(MEASURES) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_what_filters_the_rows_is_in_the_key(table):
    key = set(CONTRACT.published[table].primary_key)
    assert {name for made in MEASURES[table].values() for name in made.filters} <= key


def sources():
    key = {"dispositif": "aller_vers", "modalite": "femmes"}
    return {
        (made.source.sheet, made.source.pointed)
        for table in TABLES
        for column in MEASURES[table]
        if (made := measure(table, column, key)).source
    }


@pytest.mark.parametrize(("sheet", "column"), sorted(sources()))
def test_the_cell_that_is_pointed_at_is_one_of_the_return(sheet, column):
    assert column in CONTRACT.submission.by_name[sheet].by_name


@pytest.mark.parametrize(
    ("key", "sheet"),
    [
        ({"dispositif": "aller_vers", "modalite": "femmes"}, "aller_vers"),
        ({"dispositif": "actions_innovantes", "modalite": "moins_26_ans"}, "actions_innovantes"),
    ],
)
def test_a_profile_comes_from_the_sheet_and_column_that_its_key_names(key, sheet):
    source = measure("beneficiaires_profils", "beneficiaires", key).source
    assert (source.sheet, source.value) == (sheet, key["modalite"])


def test_a_column_that_is_no_measure_is_not_explained():
    with pytest.raises(KeyError):
        measure("indicateurs_cites", "nom_cite", {})
