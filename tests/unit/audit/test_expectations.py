"""The suite of a published table is derived from its contract, and Great Expectations finds what breaks it."""

from __future__ import annotations

import pandas as pd
import pytest

from contracts.derive.expectations import Expected, suite
from contracts.model import PublishedColumn, PublishedTable
from orchestration.audit.expecting import Expecter
from tests.unit.audit.small_world import small_contract


def column(name: str, sql_type: str = "VARCHAR", required: bool = True, **said) -> PublishedColumn:
    return PublishedColumn(name, name, sql_type, required, "description", **said)


TABLE = PublishedTable(
    name="essai",
    label="Essai",
    grain="Une ligne par cité et trimestre.",
    description="",
    columns=(
        column("code_cite", key_position=1),
        column("trimestre", key_position=2),
        column("statut", values=("oui", "non"), required=False),
        column("part", "DECIMAL(18,4)", minimum=0, maximum=1, required=False),
        column("nombre", "BIGINT", minimum=0),
    ),
)

GOOD = pd.DataFrame(
    {
        "code_cite": ["a", "a", "b"],
        "trimestre": ["2022-T1", "2022-T2", "2022-T1"],
        "statut": ["oui", None, "non"],
        "part": [0.0, 1.0, None],
        "nombre": pd.array([0, 1, 2], dtype="Int64"),
    }
)


@pytest.fixture(scope="module")
def expecter() -> Expecter:
    return Expecter()


def failing(expecter: Expecter, frame: pd.DataFrame) -> dict[str, str | None]:
    return {
        result.sentence: result.message
        for result in expecter.validate(frame, suite(TABLE), "essai")
        if not result.success
    }


def with_value(name: str, row: int, value) -> pd.DataFrame:
    changed = GOOD.copy()
    changed.loc[row, name] = value
    return changed


def test_the_suite_is_exactly_what_the_contract_says():
    assert [(e.sentence, e.type, e.kwargs) for e in suite(TABLE)] == [
        (
            "the columns are the contract's, in its order",
            "expect_table_columns_to_match_ordered_list",
            {"column_list": ["code_cite", "trimestre", "statut", "part", "nombre"]},
        ),
        (
            "no two rows share the same code_cite, trimestre",
            "expect_compound_columns_to_be_unique",
            {"column_list": ["code_cite", "trimestre"]},
        ),
        ("code_cite is never empty", "expect_column_values_to_not_be_null", {"column": "code_cite"}),
        ("trimestre is never empty", "expect_column_values_to_not_be_null", {"column": "trimestre"}),
        (
            "statut is one of the contract's values",
            "expect_column_values_to_be_in_set",
            {"column": "statut", "value_set": ["oui", "non"]},
        ),
        (
            "part lies between 0 and 1",
            "expect_column_values_to_be_between",
            {"column": "part", "min_value": 0, "max_value": 1},
        ),
        ("nombre is never empty", "expect_column_values_to_not_be_null", {"column": "nombre"}),
    ]


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"minimum": 1}, "n is at least 1"),
        ({"maximum": 9}, "n is at most 9"),
        ({"minimum": 0, "maximum": 1}, "n lies between 0 and 1"),
    ],
)
def test_bounds_are_told_in_words(bounds, sentence):
    table = PublishedTable(
        "t", "T", "Une ligne par n.", "", (column("n", "BIGINT", required=False, **bounds),)
    )
    assert [expected.sentence for expected in suite(table)][1:] == [sentence]


@pytest.mark.parametrize("bounds", [{}, {"minimum": 0}])
def test_that_nothing_is_negative_is_left_to_the_control_of_all_tables(bounds):
    table = PublishedTable(
        "t", "T", "Une ligne par n.", "", (column("n", "BIGINT", required=False, **bounds),)
    )
    assert [expected.type for expected in suite(table)] == ["expect_table_columns_to_match_ordered_list"]


def test_a_key_of_one_column_is_unique_by_itself():
    table = PublishedTable("t", "T", "Une ligne par n.", "", (column("n", key_position=1),))
    assert suite(table)[1].type == "expect_column_values_to_be_unique"


@pytest.mark.parametrize("name", list(small_contract().published))
def test_every_published_table_has_a_unique_key_and_required_columns(name):
    table = small_contract().published[name]
    required = {e.kwargs["column"] for e in suite(table) if e.type == "expect_column_values_to_not_be_null"}
    assert required == {column.name for column in table.columns if column.required}
    assert sum("unique" in expected.type for expected in suite(table)) == 1


def test_a_good_table_passes(expecter):
    assert failing(expecter, GOOD) == {}


def test_an_empty_table_passes(expecter):
    assert failing(expecter, GOOD.iloc[:0]) == {}


@pytest.mark.parametrize(
    ("frame", "sentence", "message"),
    [
        (with_value("nombre", 1, None), "nombre is never empty", "1 of 3 rows unexpected"),
        (
            with_value("statut", 0, "peut-être"),
            "statut is one of the contract's values",
            "1 of 3 rows unexpected, such as peut-être",
        ),
        (
            with_value("part", 0, 1.0001),
            "part lies between 0 and 1",
            "1 of 3 rows unexpected, such as 1.0001",
        ),
        (with_value("part", 0, -0.1), "part lies between 0 and 1", "1 of 3 rows unexpected, such as -0.1"),
    ],
    ids=["null", "value", "above", "below"],
)
def test_each_expectation_finds_its_fault_and_no_other(expecter, frame, sentence, message):
    assert failing(expecter, frame) == {sentence: message}


def test_a_row_twice_is_found(expecter):
    found = failing(expecter, pd.concat([GOOD, GOOD.iloc[:1]], ignore_index=True))
    assert list(found) == ["no two rows share the same code_cite, trimestre"]


@pytest.mark.parametrize(
    "frame",
    [
        GOOD[["trimestre", "code_cite", "statut", "part", "nombre"]],
        GOOD.assign(de_trop=1),
    ],
    ids=["order", "one too many"],
)
def test_columns_in_another_order_or_one_too_many_are_found(expecter, frame):
    assert list(failing(expecter, frame)) == ["the columns are the contract's, in its order"]


def test_an_expectation_that_cannot_be_evaluated_has_failed(expecter):
    expected = Expected("absent is never empty", "expect_column_values_to_not_be_null", {"column": "absent"})
    (result,) = expecter.validate(GOOD, [expected], "essai")
    assert not result.success
    assert "could not be evaluated" in (result.message or "")


def test_results_come_in_the_order_of_what_was_expected(expecter):
    expected = suite(TABLE)
    assert [result.sentence for result in expecter.validate(GOOD, expected, "essai")] == [
        e.sentence for e in expected
    ]
