"""The form of a control: lines of expected and found, and the frames that Great Expectations looks at.

Belongs here: a control, its texts, its frame. Does not belong here: what is compared (`controls`,
`breakdowns`, `history`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa

from contracts.derive.expectations import Expected
from orchestration.audit.report import CheckResult

NOTHING = "—"
"""How a null, or a row that is not there, is written in a comparison."""

_COLUMNS = ["cle", "attendu", "trouve"]
_SHOWN = 3

Tables = Mapping[str, pa.Table]
Line = tuple[str, str, str]


@dataclass(frozen=True)
class Control:
    """One control: the sentence that must be true, and a line (key, expected, found) for all it compares.

    A control of problems has a line for each problem, and none where all is well.
    """

    sentence: str
    lines: tuple[Line, ...]
    problems_only: bool = False

    @property
    def expected(self) -> Expected:
        """The expectation that the control's frame must meet."""
        if self.problems_only:
            return Expected(self.sentence, "expect_table_row_count_to_equal", {"value": 0})
        pair = {"column_A": "trouve", "column_B": "attendu"}
        return Expected(self.sentence, "expect_column_pair_values_to_be_equal", pair)

    def frame(self) -> pd.DataFrame:
        """The lines, columns cle, attendu, trouve."""
        return pd.DataFrame(list(self.lines), columns=_COLUMNS, dtype=object)

    def told(self, result: CheckResult) -> CheckResult:
        """The result with the first differing lines as its message, and how many lines there are."""
        if result.success or result.message is None:
            return CheckResult(result.sentence, None, result.success, f"{len(self.lines)} compared")
        wrong = [line for line in self.lines if self.problems_only or line[1] != line[2]]
        first = "; ".join(
            f"{key}: expected {expected}, found {found}" for key, expected, found in wrong[:_SHOWN]
        )
        more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        observed = (
            f"{len(wrong)} of {len(self.lines)} differ"
            if not self.problems_only
            else f"{len(wrong)} problems"
        )
        return CheckResult(result.sentence, None, False, observed, first + more if wrong else result.message)


def text(value: Any) -> str:
    """A value as comparisons write it."""
    if value is None:
        return NOTHING
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)


def compared(sentence: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Control:
    """A control that both mappings are the same, key by key; a key that one of them lacks differs."""
    keys = sorted(expected.keys() | found.keys())
    missing = "no row"
    lines = (
        (
            key,
            text(expected[key]) if key in expected else missing,
            text(found[key]) if key in found else missing,
        )
        for key in keys
    )
    return Control(sentence, tuple(lines))


def problems(sentence: str, lines: Iterable[Line]) -> Control:
    """A control that there is no such line."""
    return Control(sentence, tuple(lines), problems_only=True)


def records(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table, by column name."""
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
