"""What the collection of one quarter looks like: the board in Markdown, and returns received day by day.

Belongs here: texts and figures over time from the register. Does not belong here: drawing (`chart`), the board itself
(`submissions.board`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.quarters import deadline, last_day
from orchestration.clock import PARIS
from orchestration.schedule.thresholds import CHART_DAYS
from orchestration.submissions.board import Line
from orchestration.submissions.register import Event

_WORDS = {"acceptee": "✔ acceptée", "rejetee": "✘ rejetée", "manquante": "— manquante"}
_ORDER = ("rejetee", "manquante", "acceptee")
_HEADER = (
    "| cité | nom | statut | signée le | retard (j) | versions | rejets |\n|---|---|---|---|---:|---:|---:|"
)


def summary(lines: Sequence[Line], quarter: str, deadline_days: int) -> str:
    """The quarter's board in Markdown: a sentence, then who was rejected, who is missing, the others."""
    sent = Counter(line.statut_remontee for line in lines)
    head = (
        f"**{quarter}**: {sent['acceptee']} of {len(lines)} in force, {sent['rejetee']} rejected, "
        f"{sent['manquante']} missing; deadline {deadline(quarter, deadline_days):%d/%m/%Y}"
    )
    rows = sorted(lines, key=lambda line: (_ORDER.index(line.statut_remontee), line.code_cite))
    table = "\n".join(map(_row, rows))
    return f"{head}\n\n{_HEADER}\n{table}"


def _row(line: Line) -> str:
    cells = (
        line.code_cite,
        line.nom_cite.replace("|", "/"),
        _WORDS[line.statut_remontee],
        line.date_remontee or "",
        line.jours_de_retard or "",
        line.versions,
        line.rejets,
    )
    return f"| {' | '.join(map(str, cells))} |"


@dataclass(frozen=True, slots=True)
class Received:
    """(day, cités that have sent an accepted return so far) for each day of a chart, and how many came after its last day."""

    points: Sequence[tuple[date, int]]
    later: int = 0

    def title(self, quarter: str, expected: int) -> str:
        """What the chart shows, with the figures at its end."""
        last, count = self.points[-1]
        more = f", {self.later} later" if self.later else ""
        return f"{quarter}: {count} of {expected} cités have sent a return by {last:%d/%m/%Y}{more}"


def received_by_day(accepted: Sequence[Event], quarter: str, today: date) -> Received:
    """The returns of a quarter from its end to today, `CHART_DAYS` at most.

    `accepted` are judgements of accepted returns, by any cité of any quarter; days are those of Europe/Paris.
    """
    first: dict[str, date] = {}
    for event in accepted:
        if event["trimestre"] == quarter:
            day = datetime.fromisoformat(event["recue_le"]).astimezone(PARIS).date()
            first[event["code_cite"]] = min(day, first.get(event["code_cite"], day))
    start = last_day(quarter)
    end = max(start, min(today, start + timedelta(days=CHART_DAYS)))
    days = [start + timedelta(days=number) for number in range((end - start).days + 1)]
    points = [(day, sum(received <= day for received in first.values())) for day in days]
    return Received(points, len(first) - points[-1][1])
