"""What is to be made for every rejected file: its annotated copy, and a repaired one where there is something to propose.

Belongs here: from judgements to jobs. Does not belong here: making workbooks (`workbooks`), what is proposed
(`repairs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.model import Contract
from orchestration.errors import CitesError
from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import corrections
from orchestration.feedback.job import Job
from orchestration.feedback.notes import marks
from orchestration.feedback.personal_data import PERSONAL_DATA
from orchestration.feedback.receipt import Previous, Standing
from orchestration.feedback.repairs.proposals import proposals
from orchestration.feedback.sentences import said
from orchestration.submissions.findings import Judgement
from orchestration.submissions.reading.pool import ReaderPool

if TYPE_CHECKING:
    from orchestration.submissions.judging.history import History

_CHUNK = 64
"""Files whose repairs are tried together: enough for judging whole columns to pay."""
_READERS = 2


@dataclass(frozen=True, slots=True)
class Subject:
    """A judged file: where its bytes are, and for an accepted one the version that it replaces.

    `standing` tells a return that counts from one that is superseded already, or only tried out.
    """

    judgement: Judgement
    original: Path
    previous: Previous | None = None
    standing: Standing = "counts"


@dataclass(frozen=True, slots=True)
class Plan:
    """The workbooks to make for one file; `repaired` is None where nothing can be proposed."""

    annotated: Job
    repaired: Job | None


def plans(
    rejected: Sequence[Subject], contract: Contract, day: date, history: History | None, *, demo: bool
) -> Iterator[Plan]:
    """One plan a file, in order, chunk by chunk."""
    for start in range(0, len(rejected), _CHUNK):
        chunk = rejected[start : start + _CHUNK]
        offers = _offers(chunk, contract, day, history, demo)
        for number, subject in enumerate(chunk):
            yield Plan(_annotated(subject, contract, demo), offers.get(number))


def _annotated(subject: Subject, contract: Contract, demo: bool) -> Job:
    judgement = subject.judgement
    return Job(
        original=str(subject.original.absolute()) if _can_be_copied(judgement, contract) else None,
        document=corrections(judgement, contract, demo=demo),
        marks=marks(judgement.constats, causes(judgement.constats, contract)),
    )


def _can_be_copied(judgement: Judgement, contract: Contract) -> bool:
    """Not what cannot be read, nor what has personal data in cells that no finding names: they could not be taken out."""
    return not any(
        finding.regle == "S01" or (finding.regle == PERSONAL_DATA and said(finding, contract).more)
        for finding in judgement.constats
    )


def _offers(
    chunk: Sequence[Subject], contract: Contract, day: date, history: History | None, demo: bool
) -> dict[int, Job]:
    """The jobs of repaired copies by position. Files without anything to propose are not even read again."""
    chosen = [number for number, one in enumerate(chunk) if proposals(one.judgement.constats, contract)]
    if not chosen:
        return {}
    from orchestration.feedback.repairs.offer import offer
    from orchestration.feedback.repairs.rounds import repairs

    try:
        with ReaderPool(min(len(chosen), _READERS)) as pool:
            readings = list(pool.read(chunk[number].original for number in chosen))
    except CitesError:
        return {}  # nothing is proposed; what was decided is told all the same
    judgements = [chunk[number].judgement for number in chosen]
    found = repairs(judgements, readings, contract, day, history)
    return {
        number: offer(repair, judgement, str(chunk[number].original.absolute()), contract, demo=demo)
        for number, judgement, repair in zip(chosen, judgements, found, strict=True)
    }
