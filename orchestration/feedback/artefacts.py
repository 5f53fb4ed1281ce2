"""Everything that a cité gets back for one file, or for a batch.

Belongs here: which files there are, their names, where they are kept.
Does not belong here: any of their content.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contracts.model import Contract
from orchestration.clock import today
from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import corrections
from orchestration.feedback.job import Job
from orchestration.feedback.notes import marks
from orchestration.feedback.page import corrections_page, receipt_page
from orchestration.feedback.receipt import Previous, receipt
from orchestration.feedback.workbooks import Workbooks
from orchestration.submissions.findings import Judgement

WORKBOOK, PAGE, RECEIPT = "retour-annote.xlsx", "a-corriger.html", "recu.html"
WORKERS = 2

Write = Callable[[Iterable[tuple[str, bytes]]], None]
"""Takes (key, bytes) lazily, such as `Storage.write_many`."""
Tell = Callable[[int, int], None]
"""Is told how many files are done, of how many."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A judged file: where its bytes are, and for an accepted one the version that it replaces.

    `counts` is False where a version received later is already accepted.
    """

    judgement: Judgement
    original: Path
    previous: Previous | None = None
    counts: bool = True


def artefacts(
    original: bytes,
    judgement: Judgement,
    contract: Contract,
    previous: Previous | None = None,
    demo: bool = False,
    day: date | None = None,
) -> dict[str, bytes]:
    """The files for one judged file by name: `recu.html`, or `a-corriger.html` and, unless it could not be made,
    `retour-annote.xlsx`. `day` is the day of judging, today where it is not given.
    """
    with tempfile.TemporaryDirectory(prefix="cites-") as folder:
        path = Path(folder) / "original"
        path.write_bytes(original)
        subject = Subject(judgement, path, previous)
        return next(_made([subject], contract, demo, day or today()))


def feedback_files(
    subjects: Sequence[Subject], contract: Contract, *, demo: bool, day: date, tell: Tell | None = None
) -> Iterator[tuple[str, bytes]]:
    """The files of a batch, (key below `reports/`, bytes), lazily and in the subjects' order.

    What a file or a worker does costs that file its workbook, never another one anything.
    """
    for done, (subject, files) in enumerate(
        zip(subjects, _made(subjects, contract, demo, day), strict=True), start=1
    ):
        for name, data in files.items():
            yield f"{place(subject.judgement)}/{name}", data
        if tell is not None:
            tell(done, len(subjects))


def write_all(
    subjects: Sequence[Subject],
    contract: Contract,
    write: Write,
    *,
    demo: bool,
    day: date,
    tell: Tell | None = None,
) -> None:
    """Make the files of a batch and hand them to `write`. Raises what `write` raises."""
    if subjects:
        write(feedback_files(subjects, contract, demo=demo, day=day, tell=tell))


def place(judgement: Judgement) -> str:
    """Where a file's feedback is kept below `reports/`, in the folder beside its JSON report."""
    return f"{judgement.trimestre or 'inconnu'}/{judgement.code_cite or 'inconnue'}/{judgement.empreinte}"


def _made(
    subjects: Sequence[Subject], contract: Contract, demo: bool, day: date
) -> Iterator[dict[str, bytes]]:
    rejected = [subject for subject in subjects if subject.judgement.verdict == "rejetee"]
    if not rejected:
        yield from (_receipt(subject, contract, demo, day) for subject in subjects)
        return
    with Workbooks(min(len(rejected), WORKERS)) as workbooks:
        made = workbooks.make(_job(subject, contract, demo) for subject in rejected)
        for subject in subjects:
            if subject.judgement.verdict == "rejetee":
                yield _corrections(subject, contract, demo, next(made, None))
            else:
                yield _receipt(subject, contract, demo, day)


def _receipt(subject: Subject, contract: Contract, demo: bool, day: date) -> dict[str, bytes]:
    said = receipt(subject.judgement, contract, subject.previous, day, demo=demo, counts=subject.counts)
    return {RECEIPT: receipt_page(said)}


def _job(subject: Subject, contract: Contract, demo: bool) -> Job:
    judgement = subject.judgement
    is_read = not any(finding.regle == "S01" for finding in judgement.constats)
    return Job(
        original=str(subject.original.absolute()) if is_read else None,
        document=corrections(judgement, contract, demo=demo),
        marks=marks(judgement.constats, causes(judgement.constats, contract)),
    )


def _corrections(
    subject: Subject, contract: Contract, demo: bool, workbook: bytes | None
) -> dict[str, bytes]:
    document = corrections(subject.judgement, contract, demo=demo)
    files = {WORKBOOK: workbook} if workbook else {}
    files[PAGE] = corrections_page(document, has_workbook=workbook is not None, has_proposals=False)
    return files
