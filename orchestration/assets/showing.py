"""What the UI shows of a judged batch and of the collection: tables in Markdown, a chart, row counts.

Belongs here: from our values to Dagster's metadata. Does not belong here: the figures (`orchestration.schedule`).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import dagster as dg

from contracts.model import Cite
from contracts.quarters import deadline
from orchestration.schedule.chart import as_markdown, drawn
from orchestration.schedule.collection import received_by_day, summary
from orchestration.schedule.markdown import plain
from orchestration.schedule.reasons import told
from orchestration.schedule.view import View
from orchestration.storage.interface import Storage

if TYPE_CHECKING:
    from orchestration.submissions.batch import BatchResult
    from orchestration.submissions.findings import Judgement

_SHOWN = 30
_EXPLAINED, _FINDINGS = 10, 5

Metadata = Mapping[str, Any]


def batch_summary(judgements: Sequence[Judgement], storage: Storage, cites: Mapping[str, Cite]) -> str:
    """The batch by cité in Markdown: rejected files first, with the rules that they broke and where their reports are."""
    if not judgements:
        return "no new file"
    ordered = sorted(judgements, key=lambda one: (one.verdict != "rejetee", one.code_cite or "", one.fichier))
    rows = "\n".join(_row(judgement, cites) for judgement in ordered[:_SHOWN])
    more = f"\n\nand {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    head = "| cité | trimestre | verdict | règles | fichier |\n|---|---|---|---|---|"
    return f"{head}\n{rows}{more}\n\nReports: `{storage.location('reports')}`"


def _row(judgement: Judgement, cites: Mapping[str, Cite]) -> str:
    met = Counter(finding.regle for finding in judgement.constats)
    broken = ", ".join(f"{rule} ×{count}" if count > 1 else rule for rule, count in sorted(met.items()))
    verdict = "✘ rejetée" if judgement.verdict == "rejetee" else "✔ acceptée"
    cells = (_named(judgement, cites), judgement.trimestre or "?", verdict, broken, plain(judgement.fichier))
    return f"| {' | '.join(cells)} |"


def what_is_wrong(judgements: Sequence[Judgement], cites: Mapping[str, Cite]) -> str:
    """Each rejected file of the batch in Markdown, with its first findings: place, sentence and what to do."""
    rejected = [judgement for judgement in judgements if judgement.verdict == "rejetee"]
    ordered = sorted(rejected, key=lambda one: (one.code_cite or "~", one.fichier))
    parts = [
        f"**{_named(one, cites)}, {one.trimestre or '?'}** ({plain(one.fichier)})\n\n"
        + told([finding for finding in one.constats if finding.gravite == "bloquant"], _FINDINGS)
        for one in ordered[:_EXPLAINED]
    ]
    more = [f"and {len(ordered) - _EXPLAINED} more rejected files"] if len(ordered) > _EXPLAINED else []
    return "\n\n".join([*parts, *more]) or "nothing"


def _named(judgement: Judgement, cites: Mapping[str, Cite]) -> str:
    cite = cites.get(judgement.code_cite or "")
    return f"{plain(cite.name)} ({cite.code})" if cite else judgement.code_cite or "?"


def collection_metadata(view: View) -> Metadata:
    """The quarter that is looked at: its board by cité, and returns received per day against the deadline."""
    quarter, days = view.quarter, view.contract.submission.deadline_days
    received = received_by_day(view.register.accepted(), quarter, view.day)
    title = received.title(quarter, len(view.board))
    chart = drawn(received.points, deadline(quarter, days), len(view.board), title)
    return {
        "by_cite": dg.MetadataValue.md(summary(view.board, quarter, days)),
        "received_per_day": dg.MetadataValue.md(as_markdown(chart, title)),
    }


def row_counts(storage: Storage, batch: BatchResult | None, tables: Iterable[str]) -> Mapping[str, Metadata]:
    """Rows that this batch added to each staged table, and where they are."""
    lots = {str(event["lot"]) for event in (batch.events if batch else []) if "lot" in event}
    return {table: _counted(storage, table, lots) for table in tables} if lots else {}


def _counted(storage: Storage, table: str, lots: set[str]) -> Metadata:
    import pyarrow.parquet as pq

    keys = [
        entry.key for entry in storage.entries(f"staged/{table}/") if PurePosixPath(entry.key).stem in lots
    ]
    rows = sum(pq.read_metadata(io.BytesIO(data)).num_rows for _, data in storage.read_many(keys))
    return {
        "rows_added": rows,
        "files_added": len(keys),
        "location": dg.MetadataValue.path(storage.location(f"staged/{table}")),
    }
