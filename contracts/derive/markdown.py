"""Markdown as the reference pages need it: tables, and the line that says where a page comes from.

Belongs here: Markdown. Does not belong here: what the pages say (`rules_page`, `return_page`, `tables_page`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ORIGIN = "<!-- Page générée depuis contracts/ par « make derive » : modifiez le contrat, pas cette page. -->"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a `|` or a line break inside a cell does not break it."""
    head = [_row(titles), "|" + "---|" * len(titles)]
    return "\n".join([*head, *(_row(row) for row in rows)])


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page: its origin, its title, its parts set apart by blank lines, one line end at the end."""
    return "\n\n".join([ORIGIN, f"# {title}", *parts]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split("\n")) for cell in cells) + " |"
