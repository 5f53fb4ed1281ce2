"""How one cité writes: the habits that make 84 files look like the work of 84 people.

Belongs here: drawing habits, spelling one value. Does not belong here: laying out a sheet (`layout`), file
formats.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from contracts.model import Code, Column

Container = Literal["xlsx", "ods", "zip"]
Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Dialect:
    """The habits of one cité. `separator` and `encoding` matter in a zip only, `epoch_1904` in an xlsx."""

    container: Container
    labels: bool
    text_dates: bool
    text_numbers: bool
    text_bools: bool
    number_sirets: bool
    label_headers: bool
    shuffled_columns: bool
    total_row: bool
    blank_rows: int
    epoch_1904: bool
    separator: str
    encoding: str


def draw_dialect(container: Container, rng: random.Random) -> Dialect:
    """Draw the habits of a cité that sends this kind of file."""
    return Dialect(
        container=container,
        labels=rng.random() < 0.6,
        text_dates=container == "zip" or rng.random() < 0.3,
        text_numbers=rng.random() < 0.15,
        text_bools=container == "zip" or rng.random() < 0.7,
        number_sirets=container != "zip" and rng.random() < 0.2,
        label_headers=rng.random() < 0.5,
        shuffled_columns=rng.random() < 0.25,
        total_row=rng.random() < 0.25,
        blank_rows=rng.randrange(4),
        epoch_1904=rng.random() < 0.08,
        separator=rng.choice([";", ";", ",", "\t"]),
        encoding=rng.choice(["cp1252", "utf-8", "utf-8-sig"]),
    )


def spell(value: Any, column: Column, dialect: Dialect, codes: tuple[Code, ...]) -> Cell:
    """The cell that this cité writes for a value; text in place of a number or a date is left as typed."""
    if value is None:
        return None
    if column.type == "code":
        return _code(value, dialect, codes)
    if column.type == "siret":
        return int(value) if dialect.number_sirets else str(value)
    if isinstance(value, bool):
        return ("oui" if value else "non") if dialect.text_bools else value
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if dialect.text_dates else value
    if isinstance(value, int | float):
        return number_in_words(value) if dialect.text_numbers or dialect.container == "zip" else value
    return str(value)


def number_in_words(value: int | float) -> str:
    """A number as French text: `1 234`, `1 234,50`."""
    text = f"{value:,d}" if isinstance(value, int) else f"{value:,.2f}"
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def _code(value: str, dialect: Dialect, codes: tuple[Code, ...]) -> str:
    labels = {code.code: code.label for code in codes}
    return labels.get(value, value) if dialect.labels else value
