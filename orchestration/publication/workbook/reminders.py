"""What every row of a sheet stands for, told at its right: no sum is shown without the cités that answered and its status.

Belongs here: which columns a table lacks to say it, and their values. Does not belong here: their looks (`columns`, `styles`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from contracts.model import PublishedTable
from orchestration.publication.coverage import Coverage
from orchestration.publication.denominators import CUMULATIVE, Denominators
from orchestration.publication.revisions.cells import key_of_words
from orchestration.publication.revisions.table import NAME as REVISIONS

STATUS, STATUS_OF_TOTALS = "statut", "cumul_statut"
"""The technical names of the columns that hold a status."""

_NATIONAL = "Rappel, pour toute la France : voir la feuille « Indicateurs nationaux »."
_TERRITORY = (
    "Le statut du territoire : complet si toutes ses cités attendues ont répondu, provisoire à partir de 80 %, "
    "partiel en dessous."
)
_TOTALS = "Ce que comptent les cumuls de la ligne : les remontées de tous les trimestres publiés, jusqu'à celui-ci. {}"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One added column: its heading, what is told where the heading is selected, a value a row."""

    heading: str
    technical: str
    told: str
    number_format: str
    values: Sequence[Any]


def reminders(
    table: PublishedTable, rows: pa.Table, denominators: Denominators, before: Denominators | None = None
) -> list[Reminder]:
    """First what the running totals stand for, beside them; then what the row itself does, where the table does not say it.

    Of a revision: what the value stood for in the release `before`, and what it stands for now.
    """
    if table.name == REVISIONS:
        return list(_of_revisions(rows, before, denominators))
    if "trimestre" not in table.primary_key:
        return []
    keys = rows.select(list(table.primary_key)).to_pylist()
    return [*_of_totals(rows, keys, denominators), *_of_rows(table, rows, keys, denominators)]


def _of_totals(
    rows: pa.Table, keys: Sequence[dict[str, Any]], denominators: Denominators
) -> Iterator[Reminder]:
    totals = [name for name in rows.column_names if name.startswith(CUMULATIVE)]
    if not totals:
        return
    found = [denominators.of(key, totals[0]) for key in keys]
    yield Reminder(
        "Cumuls : remontées reçues",
        "cumul_recues",
        _TOTALS.format("Celles en vigueur."),
        "#,##0",
        _received(found),
    )
    yield Reminder(
        "Cumuls : remontées attendues",
        "cumul_attendues",
        _TOTALS.format("Celles attendues."),
        "#,##0",
        _expected(found),
    )
    worst = "Statut : celui du trimestre le moins sûr."
    yield Reminder("Cumuls : statut", STATUS_OF_TOTALS, _TOTALS.format(worst), "@", _words(found))


def _of_rows(
    table: PublishedTable, rows: pa.Table, keys: Sequence[dict[str, Any]], denominators: Denominators
) -> Iterator[Reminder]:
    if {"code_cite", "code_qpv"} & set(table.primary_key):
        return  # the figures of one return: it is there, or they are empty
    found = [denominators.of(key, "") for key in keys]
    local = "niveau" in table.primary_key
    status = ("Statut du territoire", _TERRITORY) if local else ("Statut du trimestre", _NATIONAL)
    for name, heading, told, look, values in (
        (STATUS, *status, "@", _words(found)),
        ("cites_repondantes", "Cités répondantes", _NATIONAL, "#,##0", _received(found)),
        ("cites_attendues", "Cités attendues", _NATIONAL, "#,##0", _expected(found)),
    ):
        if name not in rows.column_names:
            yield Reminder(heading, name, told, look, values)


def _of_revisions(rows: pa.Table, before: Denominators | None, now: Denominators) -> Iterator[Reminder]:
    places = rows.select(["cle", "colonne"]).to_pylist()
    for side, name, denominators in (("avant", "avant", before), ("après", "apres", now)):
        texts = [_told(denominators, row) for row in places]
        told = f"Ce que compte la valeur {side} : les remontées en vigueur, celles attendues, et le statut."
        yield Reminder(f"Remontées comptées {side}", f"couverture_{name}", told, "@", texts)


def _told(denominators: Denominators | None, row: dict[str, str]) -> str | None:
    found = denominators.of(key_of_words(row["cle"]), row["colonne"]) if denominators else None
    return found.text if found else None


def _received(found: Sequence[Coverage | None]) -> list[int | None]:
    return [each.received if each else None for each in found]


def _expected(found: Sequence[Coverage | None]) -> list[int | None]:
    return [each.expected if each else None for each in found]


def _words(found: Sequence[Coverage | None]) -> list[str | None]:
    return [each.word if each else None for each in found]
