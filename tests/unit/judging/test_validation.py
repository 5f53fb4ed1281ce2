"""Pandera's whole answer is read: every failing row of every check in one pass, whatever the environment."""

import os
import subprocess
import sys

import pandas as pd
import pandera.pandas as pa
import pytest

from contracts.derive.pandera_schemas import STATE, cell_schema, row_rules, row_schema
from contracts.loading import load_contract
from contracts.model import Column, Rule, Sheet
from orchestration.submissions.judging.validation import BrokenSchemaError, failures

SCHEMA = pa.DataFrameSchema(
    {
        "a": pa.Column("float64", pa.Check.ge(0, name="A"), nullable=True),
        "b": pa.Column("object", pa.Check.str_length(max_value=2, name="B"), nullable=True),
    },
    checks=[
        pa.Check(lambda frame: frame["a"] != 3, name="C"),
        pa.Check(lambda frame: frame["a"] < 9, name="D"),
    ],
)


def _frame(a, b):
    return pd.DataFrame({"a": pd.Series(a, dtype="float64"), "b": pd.Series(b, dtype="object")})


def _told(schema, frame):
    return [(failure.check, failure.component, failure.rows.tolist()) for failure in failures(schema, frame)]


def test_every_failing_row_of_every_check_is_told_at_once():
    frame = _frame([-1, None, 3, -2, 1], ["abc", "abcd", None, "ok", "xyz"])
    told = _told(SCHEMA, frame)
    assert told[:3] == [("A", "a", [0, 3]), ("B", "b", [0, 1, 4]), ("C", "None", [2])]


def test_many_failures_are_told_in_full():
    frame = _frame([-1] * 5000, ["abc"] * 5000)
    assert [len(rows) for _, _, rows in _told(SCHEMA, frame)[:2]] == [5000, 5000]


def test_a_frame_in_order_tells_nothing():
    assert _told(SCHEMA, _frame([0, 1], ["ok", "ok"])) == []


def test_a_frame_without_rows_tells_nothing():
    assert _told(SCHEMA, _frame([], [])) == []


def test_a_check_that_cannot_be_evaluated_is_our_fault_not_the_citys():
    broken = pa.DataFrameSchema(checks=[pa.Check(lambda frame: frame["absent"] > 0, name="X")])
    with pytest.raises(BrokenSchemaError, match="X"):
        failures(broken, _frame([1], ["a"]))


def test_a_frame_of_other_types_is_our_fault_too():
    with pytest.raises(BrokenSchemaError, match="a"):
        failures(SCHEMA, pd.DataFrame({"a": ["text"], "b": ["b"]}))


def test_judging_cannot_be_switched_off_from_outside():
    script = (
        "import pandas, pandera.pandas as pa\n"
        "from orchestration.submissions.judging.validation import failures\n"
        "schema = pa.DataFrameSchema({'a': pa.Column('float64', pa.Check.ge(0, name='A'))})\n"
        "print(len(failures(schema, pandas.DataFrame({'a': [-1.0]}))))"
    )
    environ = {**os.environ, "PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"


def test_users_wait_for_no_generator_of_test_data():
    script = "import sys, contracts.derive.pandera_schemas; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _sheet(*rules):
    column = Column("n", "Nombre", "int", True, "…", minimum=0, maximum=10)
    return Sheet("feuille", "Feuille", "lignes", "…", (column,), rules)


def _rule(holds, position=1):
    return Rule(f"R{position:02d}", "bloquant", "row", "…", "…", "…", anchor="n", holds=holds)


def test_cells_are_checked_by_type_requirement_and_bounds():
    frame = pd.DataFrame(
        {
            "n": pd.Series([None, None, -1, 0, 10, 11, None], dtype="float64"),
            "n" + STATE: pd.Series([1, 2, 0, 0, 0, 0, 3], dtype="int8"),
        }
    )
    assert sorted(_told(cell_schema(_sheet()), frame)) == [
        ("T01", "n" + STATE, [0]),
        ("T02", "n" + STATE, [1]),
        ("T06", "n", [2]),
        ("T06", "n", [5]),
    ]


def test_a_rule_is_evaluated_only_where_none_of_its_inputs_is_null():
    sheet = _sheet(_rule("n == m"))
    frame = pd.DataFrame({"n": [1.0, 1.0, None, None], "m": [1.0, 2.0, 2.0, None]})
    assert _told(row_schema(sheet, "row"), frame) == [("R01#0", "feuille", [1])]


def test_two_entries_of_one_rule_are_told_apart():
    sheet = _sheet(_rule("n > 0"), _rule("n < 5"))
    assert list(row_rules(sheet, "row")) == ["R01#0", "R01#1"]
    assert _told(row_schema(sheet, "row"), pd.DataFrame({"n": [0.0, 5.0, 1.0]})) == [
        ("R01#0", "feuille", [0]),
        ("R01#1", "feuille", [1]),
    ]


def test_bool_columns_are_logic_not_numbers():
    sheet = _sheet(_rule("not known or n > 0"))
    frame = pd.DataFrame(
        {"n": [0.0, 0.0, 1.0, 0.0], "known": pd.array([True, False, True, None], dtype="boolean")}
    )
    assert _told(row_schema(sheet, "row"), frame) == [("R01#0", "feuille", [0])]


def test_every_rule_of_the_contract_with_an_expression_has_its_check():
    stages = ("structure", "identity", "type", "row", "total", "history", "plausibility")
    for sheet in load_contract().submission.sheets:
        expressed = [rule for rule in sheet.rules if rule.holds]
        assert [check.name for check in row_schema(sheet, *stages).checks] == list(row_rules(sheet, *stages))
        assert list(row_rules(sheet, *stages).values()) == expressed
