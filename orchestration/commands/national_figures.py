"""The national figures at the end of a run: each with the returns that it stands for.

Belongs here: their two tables on a terminal. Does not belong here: the rest of the summary (`run`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestration.publication.coverage import Coverage, of_row, over
from orchestration.terminal import table

SHOWN = 8
"""How many quarters are told, the latest ones."""

_RUNNING = (
    "cumul_actions_aller_vers",
    "cumul_nouveaux_beneficiaires",
    "cumul_actions_innovantes",
    "cumul_beneficiaires_accompagnes",
)

Row = Mapping[str, Any]


def national_figures(rows: Sequence[Row]) -> Iterator[str]:
    """Of each quarter who answered and the mean of partners; then the running totals with all the returns they add up.

    `rows`: those of `indicateurs_nationaux`, all of them, the oldest first.
    """
    if not rows:
        return
    first = max(0, len(rows) - SHOWN)
    yield table(
        ("quarter", "cités", "status", "partners"),
        [(row["trimestre"], *_cells(of_row(row)), row["partenaires_par_cite"]) for row in rows[first:]],
        right=(1, 3),
    )
    yield "partners: mean per cité at the quarter's end"
    yield ""
    yield table(
        ("until", "returns", "status", "outreach", "reached", "innovative", "supported"),
        [
            (row["trimestre"], *_cells(over(rows[: index + 1])), *(row[name] for name in _RUNNING))
            for index, row in enumerate(rows[first:], start=first)
        ],
        right=(1, *range(3, 7)),
    )
    yield f"totals from {rows[0]['trimestre']} on, of all the returns in force: outreach actions, people"
    yield "newly reached, innovative actions, people supported"
    yield ""


def _cells(coverage: Coverage) -> tuple[str, str]:
    return coverage.short, coverage.word
