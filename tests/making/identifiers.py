"""Identifiers that pass their own checks: SIRET numbers, and QPV codes of a cité.

Belongs here: making valid identifiers from the reference data.
Does not belong here: whole returns (`returns`).
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "contracts" / "reference"


def siret(number: int) -> str:
    """The `number`-th (from 0) of a series of distinct valid SIRET, of as many valid SIREN."""
    return _with_key(_with_key(f"{30_000_000 + number * 17:08d}") + "0001")


def _with_key(digits: str) -> str:
    return digits + str(-_luhn_sum(digits + "0") % 10)


def _luhn_sum(digits: str) -> int:
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled)


@cache
def _lines(name: str) -> tuple[dict[str, str], ...]:
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file, delimiter=";"))


@cache
def cite_line(cite: str) -> dict[str, str]:
    """The cité's line of `cites.csv`; KeyError where there is none."""
    return {line["code_cite"]: line for line in _lines("cites.csv")}[cite]


@cache
def qpv(cite: str, quarter: str, number: int = 0) -> str:
    """A QPV code of this cité in that quarter (the 2015 generation before its `qpv_2024_depuis`)."""
    line = cite_line(cite)
    if quarter < line["qpv_2024_depuis"]:
        return f"QP{line['departements'].split('|')[0].zfill(3)}{number + 1:03d}"
    codes = sorted(row["code_qpv"] for row in _lines("qpv.csv") if row["code_cite"] == cite)
    return codes[number % len(codes)]
