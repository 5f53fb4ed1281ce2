"""Everything that a cité gets back for one file, or for a batch.

Belongs here: which files there are, their names, where they are kept.
Does not belong here: any of their content.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from contracts.model import Contract
from orchestration.clock import today
from orchestration.feedback.job import Job, Made
from orchestration.feedback.page import corrections_page, receipt_page
from orchestration.feedback.plans import Plan, Subject, plans
from orchestration.feedback.receipt import receipt
from orchestration.feedback.versions import Previous, Standing
from orchestration.feedback.workbooks import Workbooks
from orchestration.scratch import scratch
from orchestration.submissions.findings import Judgement

if TYPE_CHECKING:
    from orchestration.submissions.judging.history import History

__all__ = [
    "NAMES",
    "PAGE",
    "PROPOSALS",
    "RECEIPT",
    "WORKBOOK",
    "Subject",
    "artefacts",
    "feedback_files",
    "write_all",
]

WORKBOOK, PROPOSALS = "retour-annote.xlsx", "corrections-proposees.xlsx"
PAGE, RECEIPT = "a-corriger.html", "recu.html"
NAMES = frozenset((WORKBOOK, PROPOSALS, PAGE, RECEIPT))
"""All that an answer may consist of."""
WORKERS = 2

Write = Callable[[Iterable[tuple[str, bytes]]], None]
"""Takes (key, bytes) lazily, such as `Storage.write_many`."""
Tell = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


def artefacts(
    original: bytes,
    judgement: Judgement,
    contract: Contract,
    previous: Previous | None = None,
    demo: bool = False,
    day: date | None = None,
    history: History | None = None,
    standing: Standing = "counts",
) -> dict[str, bytes]:
    """The files for one judged file by name: `recu.html`, or `a-corriger.html` with `retour-annote.xlsx` unless it
    could not be made, and `corrections-proposees.xlsx` where something can be proposed.

    `day` is the day of judging, today where it is not given; `history` are the accepted returns that a repaired
    copy is compared with; `standing` is told on the receipt.
    """
    with scratch() as folder:
        path = folder / "original"
        path.write_bytes(original)
        subject = Subject(judgement, path, previous, standing)
        return next(_made([subject], contract, demo, day or today(), history))


def feedback_files(
    subjects: Sequence[Subject],
    contract: Contract,
    *,
    demo: bool,
    day: date,
    history: History | None = None,
    tell: Tell | None = None,
) -> Iterator[tuple[str, bytes]]:
    """The files of a batch, (key below `reports/`, bytes), lazily and in the subjects' order.

    What a file or a worker does costs that file its workbook, never another one anything.
    """
    made = _made(subjects, contract, demo, day, history)
    for done, (subject, files) in enumerate(zip(subjects, made, strict=True), start=1):
        for name, data in files.items():
            yield f"{subject.judgement.place(contract.submission)}/{name}", data
        if tell is not None:
            tell(done, len(subjects))


def write_all(
    subjects: Sequence[Subject],
    contract: Contract,
    write: Write,
    *,
    demo: bool,
    day: date,
    history: History | None = None,
    tell: Tell | None = None,
) -> None:
    """Make the files of a batch and hand them to `write`. Raises what `write` raises."""
    if subjects:
        write(feedback_files(subjects, contract, demo=demo, day=day, history=history, tell=tell))


def _made(
    subjects: Sequence[Subject], contract: Contract, demo: bool, day: date, history: History | None
) -> Iterator[dict[str, bytes]]:
    rejected = [subject for subject in subjects if subject.judgement.verdict == "rejetee"]
    if not rejected:
        yield from (_receipt(subject, contract, demo, day) for subject in subjects)
        return
    # the workers start by themselves while repairs are looked for here
    with Workbooks(min(len(rejected), WORKERS)) as workbooks:
        asked: deque[Plan] = deque()
        made = workbooks.make(_jobs(plans(rejected, contract, day, history, demo=demo), asked))
        for subject in subjects:
            if subject.judgement.verdict == "rejetee":
                yield _corrections(made, asked)
            else:
                yield _receipt(subject, contract, demo, day)


def _jobs(planned: Iterable[Plan], asked: deque[Plan]) -> Iterator[Job]:
    """The jobs of the plans one after the other; the plans are noted in the order in which their workbooks come."""
    for plan in planned:
        asked.append(plan)
        yield plan.annotated
        if plan.repaired is not None:
            yield plan.repaired


def _corrections(made: Iterator[Made | None], asked: deque[Plan]) -> dict[str, bytes]:
    workbook = next(made)
    plan = asked.popleft()
    proposals = next(made) if plan.repaired is not None else None
    plan.subject.drop()
    page = corrections_page(
        plan.annotated.document,
        form=workbook.form if workbook else None,
        has_proposals=proposals is not None,
    )
    workbooks = {WORKBOOK: workbook, PROPOSALS: proposals}
    return {**{name: one.data for name, one in workbooks.items() if one}, PAGE: page}


def _receipt(subject: Subject, contract: Contract, demo: bool, day: date) -> dict[str, bytes]:
    said = receipt(subject.judgement, contract, subject.previous, day, demo=demo, standing=subject.standing)
    return {RECEIPT: receipt_page(said)}
