"""What every cité of a batch gets back, beside the reports in the storage.

Belongs here: where the originals are, and which version of a cité's return counted before. Does not belong here: making the
files (`artefacts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
from orchestration.submissions.register import Event, Place, Register
from orchestration.submissions.reports import DOUBTS, REPORTS, place_of
from orchestration.terminal import Progress


def write_back(
    storage: Storage,
    register: Register,
    batch: BatchResult,
    contract: Contract,
    day: date,
    *,
    demo: bool,
    progress: Progress,
) -> list[str]:
    """Write receipts, annotated workbooks and pages; `register` is the one from before the batch, whose judgements come to
    bear the SHA-256 of all that was told.

    What it gives are the keys of reports and answers that a file judged again had before and that say something else: they
    are to go once the batch is committed. Raises StorageError.
    """
    with scratch() as folder:
        subjects = list(_subjects(storage, register, batch, contract, folder))

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
    return sorted(_told_before(storage, register, batch, contract) - batch.told.keys())


def _subjects(
    storage: Storage, register: Register, batch: BatchResult, contract: Contract, folder: Path
) -> Iterator[Subject]:
    """The files in the order in which they were judged, each with the version that counted until then; one that does not
    count, with the one that does. Nothing is told of one file to the cité of the other where either is in doubt: they may be
    two cités'.
    """
    in_force = dict(register.in_force())
    replaced = {event["empreinte"] for event in batch.events if event["evenement"] == "remplacee"}
    judged = {event["empreinte"]: event for event in batch.events if event["evenement"] == "jugee"}
    in_the_end = _in_the_end(in_force, judged.values())
    for judgement in batch.judgements:
        place = (judgement.code_cite or "", judgement.trimestre or "")
        standing: Standing = "superseded" if judgement.empreinte in replaced else "counts"
        other = (in_the_end if standing == "superseded" else in_force).get(place)
        key = returns_key(judgement.empreinte)
        local = storage.local_path(key)
        yield Subject(
            judgement,
            local or folder / judgement.empreinte,
            None if judgement.is_in_doubt(contract.submission) or (other and other.get(DOUBTS)) else other,
            standing,
            None if local else partial(storage.download, key),
        )
        in_force = _in_the_end(in_force, [judged[judgement.empreinte]])


def _in_the_end(in_force: Mapping[Place, Event], judged: Iterable[Event]) -> dict[Place, Event]:
    """What counts once these were judged too, in their order."""
    counting = dict(in_force)
    for event in judged:
        if event["verdict"] == "acceptee":
            place = (event["code_cite"], event["trimestre"])
            known = counting.get(place)
            if known is None or known["recue_le"] <= event["recue_le"]:
                counting[place] = event
    return counting


def _below_reports(items: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    return ((f"{REPORTS}{key}", data) for key, data in items)


def _told_before(storage: Storage, register: Register, batch: BatchResult, contract: Contract) -> set[str]:
    """The keys of what is kept for the files that were judged before, their report of now aside."""
    found: set[str] = set()
    for judgement in batch.judgements:
        if before := register.judgements.get(judgement.empreinte):
            found |= {entry.key for entry in storage.entries(f"{REPORTS}{place_of(before)}")}
            found.discard(f"{REPORTS}{judgement.place(contract.submission)}.json")
    return found
