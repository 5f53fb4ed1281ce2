"""`cites diff`: every published value that differs between two releases, and why.

Belongs here: how differences and causes are printed, within 80 columns. Does not belong here: finding them
(`explanation.differences`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from contracts.loading import load_contract
from orchestration.commands.releases import opened_storage
from orchestration.explanation.as_data import coverage_as_dict
from orchestration.explanation.differences import differences
from orchestration.plurals import counted
from orchestration.publication.coverage import Coverage
from orchestration.settings import read_settings
from orchestration.terminal import safe, table

_CAUSES = {
    "regles_ou_code": "change of rules, reference or code",
    "retrait": "withdrawal",
    "correction": "correction",
    "nouvelle_remontee": "new return",
    "rejet": "rejected file",
    "non_etablie": "cause not established",
}
_LEGEND = "in brackets: the returns in force, of those expected, and the status they make"
_WIDTH = 80
_SIGNED = 12

Difference = Mapping[str, Any]


def diff(arguments: argparse.Namespace) -> int:
    """List every published value that differs between two releases, by cause."""
    contract = load_contract(read_settings().reference)
    found = differences(opened_storage(), contract, arguments.before, arguments.after)
    if arguments.json:
        print(json.dumps([as_dict(each) for each in found], ensure_ascii=False, indent=1))
    elif not found:
        print("no published value differs")
    else:
        print("\n".join([*details(found), _LEGEND, "", *summary(found)]))
    return 0


def summary(found: Sequence[Difference]) -> Iterator[str]:
    """How many values each cause has a part in; a value with two causes counts in both."""
    counts = {
        words: sum(any(each["cause"] == cause for each in d["causes"]) for d in found)
        for cause, words in _CAUSES.items()
    }
    rows = [(words, count) for words, count in counts.items() if count]
    yield table(("cause", "values"), rows, right=(1,))
    yield ""
    yield f"{len(found)} values differ"


def details(found: Sequence[Difference]) -> Iterator[str]:
    """Row by row of the published tables: value before and after, then the causes with their parts."""
    for (name, key), group in groupby(found, key=lambda d: (d["table"], tuple(d["cle"].items()))):
        row = ", ".join(f"{column}={value}" for column, value in key)
        yield from wrap(f"{name}, {row}", _WIDTH, subsequent_indent="  ", break_long_words=False)
        for difference in group:
            yield from _before_and_after(difference)
            yield from map(_line, difference["causes"])
        yield ""


def _before_and_after(difference: Difference) -> Iterator[str]:
    """`  partenaires: 910 (83/84 provisoire) → 923 (84/84 complet)`, on two lines where it is too long for one."""
    was, is_now = (_with_coverage(difference, side) for side in ("avant", "apres"))
    line = f"  {difference['colonne']}: {was} → {is_now}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"  {difference['colonne']}: {was}"
        yield f"    → {is_now}"


def _with_coverage(difference: Difference, side: str) -> str:
    """A number with the returns that it stands for, of those expected, and its status; the figure of one return alone."""
    coverage: Coverage | None = difference[f"couverture_{side}"]
    shown, values = _shown(difference[side]), (difference["avant"], difference["apres"])
    if coverage is None or not any(isinstance(value, int | float) for value in values):
        return shown
    of_one_return = coverage.of_returns and coverage.expected == 1
    return shown if of_one_return else f"{shown} ({coverage.short} {coverage.word})"


def as_dict(difference: Difference) -> dict[str, Any]:
    """The difference as plain data."""
    sides = ("couverture_avant", "couverture_apres")
    return {**difference, **{side: coverage_as_dict(difference[side]) for side in sides}}


def _line(cause: Mapping[str, Any]) -> str:
    """`    +12  correction: cde-004 2023-T2`, cut where the line ends."""
    part = cause["part"]
    signed = "" if part is None else f"{part:+,}".replace(",", " ")
    of = f": {_whose(cause)}" if cause["cites"] else ""
    text = safe(f"  {signed:>{_SIGNED}}  {_CAUSES[cause['cause']]}{of}")
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _whose(cause: Mapping[str, Any]) -> str:
    """The returns where the measure is told by cité, else how many cités."""
    return str(cause["remontees"] or counted(cause["cites"], "cité"))


def _shown(value: object) -> str:
    text = "—" if value is None else safe(" ".join(str(value).split()))
    return text if len(text) <= _WIDTH // 3 else f"{text[: _WIDTH // 3 - 1]}…"
