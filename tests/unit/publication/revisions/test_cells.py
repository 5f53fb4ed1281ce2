"""Changed values are found by key and column, and told as plain text."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from orchestration.publication.revisions.cells import (
    Change,
    as_number,
    as_text,
    changes,
    key_in_words,
    key_of_words,
    rows_by_key,
    value_at,
)

KEY, COLUMNS = ("code", "trimestre"), ("code", "trimestre", "n", "mot")
BEFORE = {("a", "2022-T1"): {"code": "a", "trimestre": "2022-T1", "n": 1, "mot": "x"}}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (BEFORE, []),
        ({("a", "2022-T1"): {"n": 2, "mot": "x"}}, [Change("t", ("a", "2022-T1"), "n", 1, 2)]),
        (
            {},
            [Change("t", ("a", "2022-T1"), "n", 1, None), Change("t", ("a", "2022-T1"), "mot", "x", None)],
        ),
        (
            {**BEFORE, ("b", "2022-T1"): {"n": 0, "mot": None}},
            [Change("t", ("b", "2022-T1"), "n", None, 0)],
        ),
    ],
)
def test_every_value_that_differs_is_a_change(after, expected):
    assert list(changes("t", BEFORE, after, KEY, COLUMNS)) == expected


def test_a_table_that_is_not_there_has_no_rows():
    assert rows_by_key(None, KEY) == {}


def test_rows_are_found_by_their_key():
    table = pa.table({"code": ["a"], "n": [3]})
    assert rows_by_key(table, ("code",)) == {("a",): {"code": "a", "n": 3}}


def test_a_row_that_is_not_there_has_no_value():
    assert (value_at(BEFORE, ("a", "2022-T1"), "n"), value_at(BEFORE, ("z", "2022-T1"), "n")) == (1, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, None), (1234, "1234"), (Decimal("12.50"), "12.50"), (date(2022, 4, 9), "2022-04-09"), ("é", "é")],
)
def test_values_are_plain_text(value, text):
    assert as_text(value) == text


@pytest.mark.parametrize(("value", "number"), [(None, 0), (3, 3), (Decimal("0.1"), Decimal("0.1"))])
def test_numbers_are_exact_and_nothing_counts_as_zero(value, number):
    assert as_number(value) == number


def test_a_key_is_told_column_by_column():
    assert key_in_words(KEY, ("cde-001", "2022-T1")) == "code=cde-001 · trimestre=2022-T1"
    assert key_of_words("code=cde-001 · trimestre=2022-T1") == {"code": "cde-001", "trimestre": "2022-T1"}
