"""`cites explain`: the way of a published figure down to the cells of the files received.

Belongs here: how it is printed: French, for those who answer for the figures. Does not belong here: finding the way
(`explanation`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from contracts.loading import load_contract
from contracts.model import Contract
from contracts.typography import typeset
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.explanation.as_data import as_dict
from orchestration.explanation.contributions import Cell, Contribution
from orchestration.explanation.explain import Explanation, with_addresses
from orchestration.explanation.explain import explain as explained
from orchestration.explanation.formulas import WORDS
from orchestration.explanation.rows import pairs
from orchestration.explanation.wording import figure, standing
from orchestration.plurals import counted
from orchestration.settings import read_settings
from orchestration.storage.opening import open_storage
from orchestration.terminal import safe

_RETURNS = 10
_CELLS = 6
_PARIS = ZoneInfo("Europe/Paris")


def explain(arguments: argparse.Namespace) -> int:
    """Print the way down; exit status 1 where what is listed does not make the published figure."""
    settings = read_settings()
    contract, storage = load_contract(settings.reference), open_storage(settings.storage)
    if is_demonstration(storage):
        print(NOTICE, file=sys.stderr)
    found = explained(
        storage, contract, arguments.table, pairs(arguments.where), arguments.column, arguments.release
    )
    listed = found.contributions if found.told_by_cite or arguments.by_cite else []
    shown = listed if arguments.all or arguments.json else telling(listed)[:_RETURNS]
    with_addresses(storage, found, shown)
    if arguments.json:
        print(json.dumps(as_dict(found, listed), ensure_ascii=False, indent=1))
    else:
        limit = None if arguments.all else _CELLS
        way = body(found, shown, contract, limit) if listed or not found.contributions else withheld()
        print("\n".join([*heading(found, contract), *way, *ending(found)]))
    return 0 if found.equal else 1


def withheld() -> Iterator[str]:
    """In place of the cités, where no table tells this measure of each of them."""
    yield typeset("Cette mesure n'est publiée pour aucune cité : ni cité, ni fichier, ni cellule ici.")
    yield typeset("Pour qui a accès aux originaux : --by-cite")
    yield ""


def telling(listed: Sequence[Contribution]) -> list[Contribution]:
    """What adds something first, in its order: zeros last."""
    return sorted(listed, key=lambda each: not each.value)


def heading(found: Explanation, contract: Contract) -> Iterator[str]:
    """The figure and what it stands for, its release, its formula and the size of what follows."""
    column = next(c for c in contract.published[found.table].columns if c.name == found.column)
    key = ", ".join(f"{name}={value}" for name, value in found.key.items())
    yield f"{found.table}, {key}"
    yield typeset(f"{column.label} ({found.column})")
    yield f"{figure(found.value, found.unit)} ({standing(found.coverage)})"
    yield f"{found.release.id}{', version courante' if found.release.current else ''}"
    yield typeset(f"Formule : {WORDS[found.formula]}")
    if found.deadline:
        days = contract.submission.deadline_days
        yield typeset(f"Échéance : {figure(found.deadline)}, {days} jours après le dernier jour du trimestre")
    yield typeset(f"Ce qui y entre : {', '.join(_size(found.contributions))}")
    yield ""


def _size(given: Sequence[Contribution]) -> Iterator[str]:
    """How many cités, files and cells a figure is made of: those that add to it, which need not be all that answered."""
    yield counted(len({each.code_cite for each in given}), "cité")
    yield counted(sum(each.fingerprint is not None for each in given), "fichier")
    cells = sum(len(each.cells) for each in given)
    if cells:
        yield counted(cells, "cellule")


def body(
    found: Explanation, shown: Sequence[Contribution], contract: Contract, limit: int | None
) -> Iterator[str]:
    """Cité, return in force, sheet, rows and cells; `limit` of cells a return."""
    for each in shown:
        yield from _contribution(found, each, contract, limit)
    if not found.contributions:
        yield typeset("Rien n'y entre : aucune remontée en vigueur.")
        yield ""
    rest = len(found.contributions) - len(shown)
    if rest:
        yield f"… et {counted(rest, 'autre')} ; tout voir : --all"
        yield ""


def _contribution(
    found: Explanation, each: Contribution, contract: Contract, limit: int | None
) -> Iterator[str]:
    cite = contract.reference.cites.get(each.code_cite or "")
    name = f"{each.code_cite}  {cite.name}" if cite else each.code_cite or "cité inconnue"
    yield f"{name}  {each.quarter or ''} : {figure(each.value)}"
    if each.fingerprint is None:
        yield "  aucune remontée en vigueur"
    else:
        yield f"  {safe(file_of(found, each))}, reçu le {received(found, each)}"
        yield f"  empreinte {each.fingerprint}"
    for cell in each.cells[:limit]:
        yield f"    {_place(cell, contract)}{_written(cell)} : {figure(cell.value)}"
    if limit is not None and len(each.cells) > limit:
        yield f"    … et {counted(len(each.cells) - limit, 'autre', 'cellule')}"
    yield ""


def ending(found: Explanation) -> Iterator[str]:
    """What the list makes, beside what is published."""
    yield typeset(f"Retrouvé : {figure(found.found, found.unit)} ({standing(found.coverage)}),")
    if found.equal:
        yield "égal au chiffre publié"
    else:
        yield typeset(f"DIFFÉRENT du chiffre publié : {figure(found.value, found.unit)}")


def _place(cell: Cell, contract: Contract) -> str:
    sheet = contract.submission.by_name.get(cell.sheet or "")
    label = sheet.label if sheet else cell.sheet or "fichier entier"
    where = [label, cell.address or (f"ligne {cell.row}" if cell.row else ""), cell.column or ""]
    return safe(", ".join(part for part in where if part))


def _written(cell: Cell) -> str:
    """What stands in the cell, where that is not the number itself."""
    if cell.text is None or _is_number(cell.text, cell.value):
        return ""
    return typeset(safe(f" « {' '.join(cell.text.split())[:40]} »"))


def _is_number(text: str, value: Any) -> bool:
    if isinstance(value, date):
        return True
    try:
        return bool(Decimal("".join(text.split()).replace(",", ".").rstrip("€")) == value)
    except InvalidOperation:
        return False


def file_of(found: Explanation, each: Contribution) -> str:
    """The file's name as it was received."""
    event = found.files.get(each.fingerprint or "")
    return PurePosixPath(event["cle"]).name if event else "nom inconnu"


def received(found: Explanation, each: Contribution) -> str:
    """The day on which the file was received, in Paris."""
    event = found.files.get(each.fingerprint or "")
    if event is None:
        return "?"
    return f"{datetime.fromisoformat(event['recue_le']).astimezone(_PARIS):%d/%m/%Y}"
