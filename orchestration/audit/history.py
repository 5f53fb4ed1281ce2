"""Controls against time: running totals only rise, and nothing published vanishes without a reason.

Belongs here: comparing quarters with one another, and the candidate with the current release.
Does not belong here: where the current release comes from (`orchestration.publication.catalogue`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from orchestration.audit.comparison import Control, Line, Tables, problems, records, text
from orchestration.audit.controls import CUMULATIVE
from orchestration.audit.recount import Place, Recount

_SERIES = {
    "indicateurs_nationaux": (),
    "indicateurs_territoriaux": ("niveau", "code"),
    "indicateurs_cites": ("code_cite",),
}


@dataclass(frozen=True)
class Previous:
    """The current release: which return counted in each place, its table by cité, and the register it was made from."""

    in_force: Mapping[Place, str]
    cites: Any
    register: tuple[int, str] = (0, "")

    @staticmethod
    def of(manifest: Mapping[str, Any], tables: Tables) -> Previous:
        """From a release's manifest and tables."""
        counted = {
            (line["code_cite"], line["trimestre"]): line["empreinte"] for line in manifest["remontees"]
        }
        register = manifest.get("registre", {"segment": 0, "empreinte": ""})
        return Previous(counted, tables["indicateurs_cites"], (register["segment"], register["empreinte"]))


def never_falling(tables: Tables) -> Control:
    """From one published quarter to the next, no running total falls: country, territories, cités."""
    return problems("no running total falls from one quarter to the next", _falls(tables))


def _falls(tables: Tables) -> Iterator[Line]:
    for table, names in _SERIES.items():
        series: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in sorted(records(tables[table]), key=lambda row: str(row["trimestre"])):
            series[tuple(row[name] for name in names)].append(row)
        for key, rows in series.items():
            for before, after in pairwise(rows):
                for name in CUMULATIVE:
                    if after[name] < before[name]:
                        yield (
                            " ".join((table, *key, after["trimestre"], name)),
                            f"≥ {before[name]}",
                            text(after[name]),
                        )


def explained_by_the_register(tables: Tables, counted: Recount, previous: Previous) -> Control:
    """A running total falls below the published one only where a return up to that quarter has changed."""
    return problems(
        "a running total falls below the published one only after a correction or a withdrawal",
        _unexplained(tables, counted, previous),
    )


def _unexplained(tables: Tables, counted: Recount, previous: Previous) -> Iterator[Line]:
    now = {(row["code_cite"], row["trimestre"]): row for row in records(tables["indicateurs_cites"])}
    touched = _touched(counted, previous)
    for before in records(previous.cites):
        cite, quarter = place = (before["code_cite"], before["trimestre"])
        after = now.get(place)
        if after is None or any(changed <= quarter for changed in touched.get(cite, ())):
            continue
        for name in CUMULATIVE:
            if after[name] < before[name]:
                yield f"{cite} {quarter} {name}", f"≥ {before[name]}", text(after[name])


def _touched(counted: Recount, previous: Previous) -> dict[str, list[str]]:
    """By cité, the quarters whose published return was since corrected or withdrawn."""
    touched: defaultdict[str, list[str]] = defaultdict(list)
    for (cite, quarter), sha in previous.in_force.items():
        now = counted.in_force.get((cite, quarter))
        corrected = now is not None and now != sha
        if corrected or (now is None and sha in counted.withdrawn):
            touched[cite].append(quarter)
    return dict(touched)


def nothing_vanishes(tables: Tables, counted: Recount, previous: Previous) -> Control:
    """A cité that counts for a quarter in the current release still does, unless it was withdrawn."""
    counting = {
        (row["code_cite"], row["trimestre"])
        for row in records(tables["indicateurs_cites"])
        if row["statut_remontee"] == "acceptee"
    }
    withdrawn = {place for place, sha in previous.in_force.items() if sha in counted.withdrawn}
    gone = sorted(previous.in_force.keys() - counting - withdrawn)
    lines = (
        (f"{cite} {quarter}", "a return in force, or a withdrawal in the register", "neither")
        for cite, quarter in gone
    )
    return problems("no cité that counts in the current release vanishes without a withdrawal", lines)


def register_goes_on(head: tuple[int, str], previous: Previous) -> Control:
    """The register has the segments that the current release was made from: its last ones were not lost."""
    number, digest = previous.register
    sentence = "the register goes on from the one that the current release was made from"
    if number == head[0] and digest != head[1]:
        return problems(sentence, [(f"segment {number}", digest, head[1])])
    lost = [("segments", f"≥ {number}", str(head[0]))] if head[0] < number else []
    return problems(sentence, lost)
