"""What tests ask of the reader, in one line each."""

from __future__ import annotations

from functools import cache
from typing import Any

from contracts.loading import load_contract
from orchestration.submissions.reading.containers import open_container
from orchestration.submissions.reading.grid import Raw
from orchestration.submissions.reading.places import letters
from orchestration.submissions.reading.reader import ReturnReader
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.sheets import raw_sheets
from tests.making import files

CONTRACT = load_contract()
LIMITS = CONTRACT.submission.limits


@cache
def reader() -> ReturnReader:
    """One reader for all the tests: what it remembers must not matter."""
    return ReturnReader(CONTRACT.submission, CONTRACT.reference)


def read(source: files.Source | bytes, container: str = "xlsx", **options: Any) -> Reading:
    """The reading of a file, or of a book written as one."""
    return reader().read(source if isinstance(source, bytes) else files.make(source, container, **options))


def refusal(data: bytes) -> str | None:
    """Why a file is refused."""
    return read(data).refusal


def raw(data: bytes) -> dict[str, dict[str, Raw]]:
    """The raw values of a file by sheet and address."""
    sheets = raw_sheets(open_container(data, LIMITS), LIMITS, lambda _: None)
    return {
        sheet.name: {
            f"{letters(column)}{row}": value for row, cells in sheet.rows for column, value in cells.items()
        }
        for sheet in sheets
    }


def facts(reading: Reading) -> list[tuple[str, str | None, str | None, int | None, str | None]]:
    """Rule, sheet, column, row and cell of every fact."""
    assert reading.refusal is None, reading.refusal
    return [(fact.rule, fact.sheet, fact.column, fact.row, fact.cell) for fact in reading.facts]


def values(reading: Reading, sheet: str, column: str) -> list[Any]:
    """The values of a column."""
    assert reading.refusal is None, reading.refusal
    return reading.sheets[sheet].columns[column].values


def texts(reading: Reading, sheet: str, column: str) -> list[str | None]:
    """What a person sees in a column."""
    return reading.sheets[sheet].columns[column].texts


def meaning(reading: Reading) -> dict[str, Any]:
    """Values and states by sheet and column: what no container, order or blank row may change."""
    assert reading.refusal is None, reading.refusal
    return {
        name: {
            column: list(zip(cells.states, cells.values, strict=True))
            for column, cells in sheet.columns.items()
        }
        for name, sheet in reading.sheets.items()
    }
