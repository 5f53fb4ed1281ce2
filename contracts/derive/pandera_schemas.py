"""Pandera schemas of one sheet, derived from the contract: one of its cells, one of its rows.

Belongs here: the T rules from columns' types and bounds, the rules with `respecte` as checks over rows.
Does not belong here: making the frames, reading pandera's answer and wording findings
(`orchestration.submissions.judging`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from contracts.derive.evaluation import Array, Program, column_wise
from contracts.derive.lean_pandera import pa
from contracts.model import Column, Rule, Sheet, Stage

MISSING, UNREADABLE = 1, 2
"""The states of a cell that T rules look at, as the reading numbers them (`reading.result.State`)."""

STATE = "__etat"
"""Suffix of the column of a frame that holds the states of the cells of the column before it."""

DTYPES = {
    "int": "float64",
    "decimal": "float64",
    "date": "datetime64[s]",
    "bool": "boolean",
    "text": "object",
    "code": "object",
    "siret": "object",
    "qpv": "object",
}
"""The pandas type of a column's values by the contract's type; null wherever there is no value."""

_UNREADABLE_RULE = {"int": "T02", "decimal": "T02", "date": "T03", "code": "T04", "bool": "T05"}

# One failing cell is enough for pandera's own report: the findings are made from the whole `check_output`.
_BRIEF: dict[str, Any] = {"n_failure_cases": 1}


@lru_cache(maxsize=64)
def cell_schema(sheet: Sheet) -> pa.DataFrameSchema:
    """T01 to T07 over a frame with, for each column, its values and its states (column name + `STATE`).

    Each check is named by its rule; the schema component that carries it tells the column.
    """
    columns: dict[str, pa.Column] = {}
    for column in sheet.columns:
        columns[column.name] = pa.Column(DTYPES[column.type], list(_value_checks(column)), nullable=True)
        if states := list(_state_checks(column)):
            columns[column.name + STATE] = pa.Column(checks=states)
    return pa.DataFrameSchema(columns, name=sheet.name)


def _state_checks(column: Column) -> Iterator[pa.Check]:
    if column.required:
        yield pa.Check.not_equal_to(MISSING, name="T01", **_BRIEF)
    if column.type in _UNREADABLE_RULE:
        yield pa.Check.not_equal_to(UNREADABLE, name=_UNREADABLE_RULE[column.type], **_BRIEF)


def _value_checks(column: Column) -> Iterator[pa.Check]:
    if column.minimum is not None:
        yield pa.Check.greater_than_or_equal_to(column.minimum, name="T06", **_BRIEF)
    if column.maximum is not None:
        yield pa.Check.less_than_or_equal_to(column.maximum, name="T06", **_BRIEF)
    if column.max_length is not None:
        yield pa.Check.str_length(max_value=column.max_length, name="T07", **_BRIEF)


def row_rules(sheet: Sheet, *stages: Stage) -> dict[str, Rule]:
    """The rules of these stages that are expressions, by the name of their check: several may share an id."""
    expressed = [rule for rule in sheet.rules_of(*stages) if rule.holds is not None]
    return {f"{rule.id}#{position}": rule for position, rule in enumerate(expressed)}


@lru_cache(maxsize=64)
def row_schema(sheet: Sheet, *stages: Stage) -> pa.DataFrameSchema:
    """The rules of these stages over a frame with the sheet's columns and the context that the rules name.

    Each check is named as in `row_rules`. A row where one of a rule's inputs is null holds: the rule is not
    evaluated.
    """
    checks = [
        pa.Check(_holds(rule), name=name, description=rule.description, ignore_na=False, **_BRIEF)
        for name, rule in row_rules(sheet, *stages).items()
    ]
    return pa.DataFrameSchema(checks=checks, name=sheet.name)


def _holds(rule: Rule) -> Callable[[pd.DataFrame], pd.Series[bool]]:
    program, inputs = column_wise(rule.holds or ""), sorted(rule.inputs)

    def check(frame: pd.DataFrame) -> pd.Series[bool]:
        holds = np.ones(len(frame), dtype=bool)
        known = evaluable(frame, inputs)
        if known.any():
            holds[known] = computed(program, frame, inputs, known)
        return pd.Series(holds, index=frame.index, dtype=bool)

    return check


def evaluable(frame: pd.DataFrame, inputs: list[str]) -> Array:
    """Where none of the inputs is null."""
    known = np.ones(len(frame), dtype=bool)
    for name in inputs:
        known &= frame[name].notna().to_numpy()
    return known


def computed(program: Program, frame: pd.DataFrame, inputs: list[str], known: Array) -> Array:
    """The program's result over the rows that are `known`: those where no input is null."""
    return program({name: _plain(frame[name])[known] for name in inputs})


def _plain(column: pd.Series[Any]) -> Array:
    """A column as numpy computes with it; nulls of a bool column become False, and are never looked at."""
    if column.dtype == "boolean":
        return column.to_numpy(dtype=bool, na_value=False)
    return column.to_numpy()
