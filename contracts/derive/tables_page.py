"""The page of the published tables: grain, key and columns of each.

Belongs here: laying the tables out. Does not belong here: their wording (`contracts/published`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.derive.markdown import page, table
from contracts.model import Contract, PublishedColumn, PublishedTable
from contracts.typography import typeset

_TITLES = ("Colonne", "Libellé", "Type", "Toujours remplie", "Unité", "Ce que c'est")


def tables_page(contract: Contract) -> str:
    """The page: one section a table, in the contract's order."""
    parts = (part for published in contract.released.values() for part in _table(published))
    return page("Les tables publiées", parts)


def _table(published: PublishedTable) -> Iterator[str]:
    yield f"## `{published.name}` – {published.label}"
    key = ", ".join(f"`{name}`" for name in published.primary_key)
    yield typeset(f"{published.grain} {published.description} Clé : {key}.")
    yield table(_TITLES, (_column(column) for column in published.columns))


def _column(column: PublishedColumn) -> tuple[str, ...]:
    required = "oui" if column.required else "non"
    return (
        f"`{column.name}`",
        column.label,
        column.sql_type,
        required,
        column.unit or "",
        typeset(_meaning(column)),
    )


def _meaning(column: PublishedColumn) -> str:
    if not column.values:
        return column.description
    return f"{column.description} Valeurs : {', '.join(f'`{value}`' for value in column.values)}."
