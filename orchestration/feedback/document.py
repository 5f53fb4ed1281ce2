"""What a cité is told, ready to be laid out: the same for the workbook's front sheet and for the page.

Belongs here: the shape of the document; texts only, in reading order.
Does not belong here: what they say (`corrections`, `repairs`), how they look (`page`, `workbook.front_sheet`).
"""

from __future__ import annotations

from dataclasses import dataclass

Severity = str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where, then the cells. `mark` numbers the marked cell that the place links to."""

    place: str
    cells: tuple[str, ...]
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One cause: what its rows have in common, what to do, the rows; `more` counts those that are only coloured.

    `found` says what the rows come from, where that is known.
    """

    heading: str
    remedy: str
    rows: tuple[Row, ...]
    more: str = ""
    found: str = ""

    @property
    def filled(self) -> tuple[int, ...]:
        """The positions of the cells that say something in at least one row."""
        width = max((len(row.cells) for row in self.rows), default=0)
        return tuple(column for column in range(width) if any(row.cells[column] for row in self.rows))


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks of one severity (`bloquant` or `alerte`), or of proposals (empty).

    `columns` are the titles of its tables' columns, the place's first.
    """

    title: str
    severity: Severity
    columns: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`notices` stand above everything, `remarks` below the steps.

    `steps_of_values` are what to do instead of `steps` where the workbook is not the file itself, but its values only.
    """

    sheet: str
    notices: tuple[str, ...]
    title: str
    subject: str
    verdict: str
    steps: tuple[str, ...]
    remarks: tuple[str, ...]
    sections: tuple[Section, ...]
    steps_of_values: tuple[str, ...] = ()
