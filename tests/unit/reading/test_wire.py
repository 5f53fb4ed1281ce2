"""A reading crosses the pipe unchanged."""

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.submissions.reading.result import Cells, Fact, Place, Reading, SheetReading
from orchestration.submissions.reading.wire import dumps, loads
from tests.making.returns import valid_return
from tests.unit.reading.asking import read


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_whole_reading_comes_back(container):
    reading = read(valid_return(commentaire="« été »").add_sheet("Notes", [["x"]]), container)
    assert loads(dumps(reading)) == reading


def test_a_refusal_comes_back():
    reading = Reading(refusal="taille", detail={"octets": 12})
    assert loads(dumps(reading)) == reading


def test_facts_come_back():
    reading = Reading(
        facts=[Fact("S04", "Aller-vers", "é", 1, "A1", "é"), Fact("S02", "Synthèse", None, None, None, None)]
    )
    assert loads(dumps(reading)) == reading


KINDS = [
    st.text(),
    st.integers(-(2**63), 2**63),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
]


def entries(values):
    """Entries of a column of one type: value, state, text."""
    return st.lists(st.tuples(st.none() | values, st.sampled_from([0, 1, 2]), st.none() | st.text()))


@given(st.sampled_from(KINDS).flatmap(entries))
def test_any_column_comes_back(column):
    cells = Cells(
        [value for value, _, _ in column],
        [state for _, state, _ in column],
        [text for _, _, text in column],
    )
    reading = Reading(
        sheets={"s": SheetReading("s", {"c": cells}, [1], {"c": "A"}, {"c": Place(None, None)}, ["d"])}
    )
    back = loads(dumps(reading))
    assert back == reading
    assert [type(value) for value in back.sheets["s"].columns["c"].values] == [
        type(value) for value in cells.values
    ]


def test_dates_stay_dates_and_their_texts_texts():
    cells = Cells([datetime.date(2023, 10, 5), None], [0, 1], ["2023-10-05", None])
    back = loads(dumps(Reading(sheets={"s": SheetReading("s", {"c": cells})}))).sheets["s"].columns["c"]
    assert back == cells
    assert isinstance(back.texts[0], str)


def test_it_is_compact_json():
    payload = dumps(read(valid_return()))
    assert json.loads(payload)["refusal"] is None
    assert b": " not in payload.replace(b'": "', b"")[:200]
    assert len(payload) < 6_000


def test_changing_what_came_back_leaves_its_other_columns_alone():
    back = loads(dumps(Reading(sheets={"s": SheetReading("s", {"c": Cells(["a"], [0], ["a"])})})))
    cells = back.sheets["s"].columns["c"]
    cells.values[0] = None
    assert cells.texts == ["a"]
