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
from contracts.typography import grouped, typeset
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.explanation.contributions import Cell, Contribution
from orchestration.explanation.explain import Explanation, with_addresses
from orchestration.explanation.explain import explain as explained
from orchestration.explanation.formulas import WORDS
from orchestration.explanation.rows import pairs
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
    every = found.contributions
    shown = every if arguments.all or arguments.json else telling(found)[:_RETURNS]
    with_addresses(storage, found, shown)
    if arguments.json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=1))
    else:
        limit = None if arguments.all else _CELLS
        print("\n".join([*heading(found, contract), *body(found, shown, contract, limit), *ending(found)]))
    return 0 if found.equal else 1


def telling(found: Explanation) -> list[Contribution]:
    """What adds something first, in its order: zeros last."""
    return sorted(found.contributions, key=lambda each: not each.value)


def heading(found: Explanation, contract: Contract) -> Iterator[str]:
    """The figure, its release, its formula and the size of what follows."""
    column = next(c for c in contract.published[found.table].columns if c.name == found.column)
    key = ", ".join(f"{name}={value}" for name, value in found.key.items())
    current = ", version courante" if found.release.current else ""
    rows = sum(len(each.cells) for each in found.contributions)
    files = sum(each.fingerprint is not None for each in found.contributions)
    yield f"{found.table}, {key}"
    yield typeset(f"{column.label} ({found.column}) : {figure(found.value)}")
    yield f"{found.release.id}{current}"
    size = [counted(len({each.code_cite for each in found.contributions}), "cité"), counted(files, "fichier")]
    yield typeset(f"Formule : {WORDS[found.formula]}")
    yield ", ".join([*size, *([counted(rows, "cellule")] if rows else [])])
    yield ""


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
    verdict = (
        "égal au chiffre publié" if found.equal else f"DIFFÉRENT du chiffre publié, {figure(found.value)}"
    )
    yield typeset(f"Retrouvé : {figure(found.found)}, {verdict}")


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


def figure(value: Any) -> str:
    """A value as French readers write it."""
    if value is None:
        return "aucune valeur"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | Decimal):
        whole, _, decimals = format(Decimal(value), "f").partition(".")
        decimals = decimals if len(decimals) <= 4 else decimals.rstrip("0").ljust(2, "0")
        return grouped(int(whole)) + (f",{decimals}" if decimals else "")
    return str(value)


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


def as_dict(found: Explanation) -> dict[str, Any]:
    """The explanation as plain data: numbers, ISO days, null."""
    return {
        "release": found.release.id,
        "table": found.table,
        "cle": dict(found.key),
        "colonne": found.column,
        "valeur": _plain(found.value),
        "formule": WORDS[found.formula],
        "retrouve": _plain(found.found),
        "egal": found.equal,
        "apports": [_contribution_as_dict(found, each) for each in found.contributions],
    }


def _contribution_as_dict(found: Explanation, each: Contribution) -> dict[str, Any]:
    event = found.files.get(each.fingerprint or "")
    return {
        "code_cite": each.code_cite,
        "trimestre": each.quarter,
        "empreinte": each.fingerprint,
        "fichier": PurePosixPath(event["cle"]).name if event else None,
        "recue_le": event["recue_le"] if event else None,
        "valeur": _plain(each.value),
        "cellules": [
            {
                "feuille": cell.sheet,
                "ligne": cell.row,
                "colonne": cell.column,
                "cellule": cell.address,
                "texte": cell.text,
                "valeur": _plain(cell.value),
            }
            for cell in each.cells
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
