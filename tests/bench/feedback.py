"""What cités get back, timed: one file cold, and a whole quarter that is rejected, repaired copies included.

Belongs here: returns of the usual size with a mistake each. Does not belong here: clocks (`measuring`).
"""

from __future__ import annotations

from pathlib import Path

from contracts.loading import load_contract
from tests.bench.measuring import CITES, Bench, measured, median
from tests.making.files import CONTAINERS, make
from tests.making.returns import Book, valid_return

QUARTER = "2023-T4"
_ROWS = {"partenaires": 20, "gouvernance": 3, "aller_vers": 8, "actions_innovantes": 6}
"""Rows of a usual return."""


def bench_feedback(bench: Bench) -> None:
    """`cites check --report`: beside the check alone, which the answer comes on top of."""
    folder = bench.scratch / "rejected"
    folder.mkdir()
    paths = [
        str(_written(folder, code, number))
        for number, code in enumerate(sorted(load_contract().reference.cites))
    ]
    empty, answers = bench.scratch / "no-storage", str(bench.scratch / "answers")
    report = ["--report", answers]
    alone = median([CITES, "check", paths[0]], empty)
    one = median([CITES, "check", paths[0], *report], empty)
    bench.tell(
        "cites check --report, one rejected file, cold",
        f"{one:.2f} s",
        f"the check alone {alone:.2f} s",
        "< 2.5 s",
    )
    checked = measured([CITES, "check", *paths], empty)
    answered = measured([CITES, "check", *paths, *report], empty)
    bench.tell(
        f"cites check --report, {len(paths)} rejected files",
        f"{answered.seconds:.1f} s, largest process {answered.peak_mib:.0f} MiB",
        f"the check alone {checked.seconds:.1f} s",
        "< 15 s",
    )


def _written(folder: Path, cite: str, number: int) -> Path:
    container = CONTAINERS[number % len(CONTAINERS)]
    path = folder / f"{cite}.{container}"
    path.write_bytes(make(_rejected(cite), container))
    return path


def _rejected(cite: str) -> Book:
    """Something to correct, something that can be repaired."""
    book = valid_return(cite, QUARTER)
    for sheet, rows in _ROWS.items():
        while len(book.rows[sheet]) < rows:
            book.add_row(sheet)
    book.set("aller_vers", column="femmes", value=14, row=3).set(
        "gouvernance", column="copresidee", value="?"
    )
    return book.set("partenaires", column="categorie", value="Mission localle", row=2)
