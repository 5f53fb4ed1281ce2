"""The rows of the published table `dictionnaire`: what every published column means, its own included.

Belongs here: the contract of the published tables as rows. Does not belong here: writing them anywhere.
"""

from __future__ import annotations

from contracts.model import Contract

Row = dict[str, str | None]


def rows(contract: Contract) -> list[Row]:
    """One row per published table and column, in the contract's order; `unite` may be None."""
    return [
        {
            "nom_table": table.name,
            "colonne": column.name,
            "type": column.sql_type,
            "description": column.description,
            "unite": column.unit,
        }
        for table in contract.released.values()
        for column in table.columns
    ]
