"""What is to be made for every rejected file: its annotated copy, and a repaired one where there is something to propose.

Belongs here: from judgements to jobs. Does not belong here: making workbooks (`workbooks`), what is proposed
(`repairs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.model import Contract
from orchestration.errors import CitesError
from orchestration.feedback.causes import causes
from orchestration.feedback.copying import can_be_copied
from orchestration.feedback.corrections import corrections
from orchestration.feedback.job import Job
from orchestration.feedback.notes import marks
from orchestration.feedback.repairs.proposals import Known, proposals
from orchestration.feedback.versions import Previous, Standing
from orchestration.submissions.findings import Judgement
from orchestration.submissions.reading.pool import ReaderPool

if TYPE_CHECKING:
    from orchestration.submissions.judging.history import History

_CHUNK = 64
"""Files whose repairs are tried together: enough for judging whole columns to pay."""
_READERS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """A judged file: where its bytes are, and the version that counted until then.

    `standing` tells a return that counts from one that is superseded already, or only tried out. `bring` puts the bytes at
    `original` where they are elsewhere: they are brought for a rejected file only, and removed once its answer is made.
    """

    judgement: Judgement
    original: Path
    previous: Previous | None = None
    standing: Standing = "counts"
    bring: Callable[[Path], None] | None = None

    def fetch(self) -> None:
        """Have the bytes here, if they are not yet. Raises StorageError where they cannot be had."""
        if self.bring is not None and not self.original.exists():
            self.bring(self.original)

    def drop(self) -> None:
        """Remove what was brought."""
        if self.bring is not None:
            self.original.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """The workbooks to make for one file; `repaired` is None where nothing can be proposed."""

    subject: Subject
    annotated: Job
    repaired: Job | None


def plans(
    rejected: Sequence[Subject], contract: Contract, day: date, history: History | None, *, demo: bool
) -> Iterator[Plan]:
    """One plan a file, in order, chunk by chunk; with it the bytes of its file are there. Raises StorageError."""
    for start in range(0, len(rejected), _CHUNK):
        chunk = rejected[start : start + _CHUNK]
        offers = _offers(chunk, contract, day, history, demo)
        for number, subject in enumerate(chunk):
            if can_be_copied(subject.judgement.constats, contract):
                subject.fetch()
            yield Plan(subject, _annotated(subject, contract, demo), offers.get(number))


def _annotated(subject: Subject, contract: Contract, demo: bool) -> Job:
    judgement = subject.judgement
    return Job(
        original=str(subject.original.absolute()) if can_be_copied(judgement.constats, contract) else None,
        document=corrections(judgement, contract, demo=demo, in_force=subject.previous),
        marks=marks(judgement.constats, causes(judgement.constats, contract)),
    )


def _offers(
    chunk: Sequence[Subject], contract: Contract, day: date, history: History | None, demo: bool
) -> dict[int, Job]:
    """The jobs of repaired copies by position. Files without anything to propose are not even read again."""
    chosen = [number for number, one in enumerate(chunk) if _may_be_repaired(one.judgement, contract)]
    if not chosen:
        return {}
    from orchestration.feedback.repairs.offer import offer
    from orchestration.feedback.repairs.rounds import repairs

    for number in chosen:
        chunk[number].fetch()
    try:
        with ReaderPool(min(len(chosen), _READERS)) as pool:
            readings = list(pool.read(chunk[number].original for number in chosen))
    except CitesError:
        return {}  # nothing is proposed; what was decided is told all the same
    read = [(number, one) for number, one in zip(chosen, readings, strict=True) if one.hindered is None]
    chosen, readings = [number for number, _ in read], [one for _, one in read]
    judgements = [chunk[number].judgement for number in chosen]
    found = repairs(judgements, readings, contract, day, history)
    return {
        number: offer(repair, judgement, str(chunk[number].original.absolute()), contract, demo=demo)
        for number, judgement, repair in zip(chosen, judgements, found, strict=True)
        if repair.proposals
    }


def _may_be_repaired(judgement: Judgement, contract: Contract) -> bool:
    return bool(proposals(judgement.constats, contract, Known(judgement.code_cite, judgement.trimestre)))
