"""What every cité of a batch gets back, beside the reports in the storage.

Belongs here: where the originals are, and which version of a cité's return counted before. Does not belong here: making the
files (`artefacts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from contracts.model import Contract
from orchestration.feedback.artefacts import Subject, write_all
from orchestration.feedback.versions import Standing
from orchestration.landing.intake import returns_key
from orchestration.scratch import scratch
from orchestration.storage.interface import Storage
from orchestration.submissions.batch import BatchResult, fingerprinted
from orchestration.submissions.past_returns import history_of
from orchestration.submissions.register import Register
from orchestration.terminal import Progress

REPORTS = "reports/"


def write_back(
    storage: Storage,
    register: Register,
    batch: BatchResult,
    contract: Contract,
    day: date,
    *,
    demo: bool,
    progress: Progress,
) -> None:
    """Write receipts, annotated workbooks and pages; `register` is the one from before the batch, whose judgements come to
    bear the SHA-256 of all that was told. Raises StorageError.
    """
    with scratch() as folder:
        subjects = list(_subjects(storage, register, batch, folder))

        def write(items: Iterable[tuple[str, bytes]]) -> None:
            storage.write_many(fingerprinted(_below_reports(items), batch.told))

        write_all(
            subjects,
            contract,
            write,
            demo=demo,
            day=day,
            history=history_of(register),
            tell=lambda done, total: progress.count(done, total, "written back"),
        )
    batch.remember_told()


def _subjects(storage: Storage, register: Register, batch: BatchResult, folder: Path) -> Iterator[Subject]:
    """The files in the order in which they were judged, each with the version that counted until then."""
    in_force = dict(register.in_force())
    judged = {event["empreinte"]: event for event in batch.events if event["evenement"] == "jugee"}
    replaced = {event["empreinte"] for event in batch.events if event["evenement"] == "remplacee"}
    for judgement in batch.judgements:
        place = (judgement.code_cite or "", judgement.trimestre or "")
        standing: Standing = "superseded" if judgement.empreinte in replaced else "counts"
        key = returns_key(judgement.empreinte)
        local = storage.local_path(key)
        yield Subject(
            judgement,
            local or folder / judgement.empreinte,
            in_force.get(place),
            standing,
            None if local else partial(storage.download, key),
        )
        if judgement.verdict == "acceptee":
            known, event = in_force.get(place), judged[judgement.empreinte]
            if known is None or known["recue_le"] <= event["recue_le"]:
                in_force[place] = event


def _below_reports(items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    return ((f"{REPORTS}{key}", data) for key, data in items)
