"""How an explanation writes values, in French: figures with their unit, and what they stand for.

Belongs here: wording of values. Does not belong here: the lines of an explanation (`commands.explain`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from contracts.typography import grouped, typeset
from orchestration.explanation.formulas import rounded
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage

_NO_BREAK = "\u00a0"
_SHARE = "part"


def figure(value: Any, unit: str | None = None) -> str:
    """A value as French readers write it, with its unit: `10 368 personnes`, `104 491,95 €`, `0,9881, soit 98,81 %`."""
    if value is None:
        return "aucune valeur"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if not isinstance(value, int | Decimal):
        return str(value)
    if unit == _SHARE:
        return typeset(f"{_number(value)}, soit {_number(rounded(Decimal(value) * 100, 2))} %")
    return _number(value) + (f"{_NO_BREAK}{_agreeing(unit, value)}" if unit else "")


def _number(value: int | Decimal) -> str:
    whole, _, decimals = format(Decimal(value), "f").partition(".")
    decimals = decimals if len(decimals) <= 4 else decimals.rstrip("0").ljust(2, "0")
    return grouped(int(whole)) + (f",{decimals}" if decimals else "")


def _agreeing(unit: str, value: int | Decimal) -> str:
    """The unit after its number: units are plurals, `1 jour` is not; what stands behind the noun stays."""
    noun, *rest = unit.split(" ")
    return " ".join([noun.removesuffix("s") if abs(Decimal(value)) < 2 else noun, *rest])


def standing(coverage: Coverage | None) -> str:
    """`84 cités sur 84 — complet`; of several quarters also how many: `…, 8 trimestres publiés`."""
    if coverage is None:
        return "aucune remontée en vigueur pour ce trimestre"
    if coverage.quarters == 1:
        return coverage.text
    return f"{coverage.text}, {counted(coverage.quarters, 'trimestre', 'publié')}"
