"""One case of a rule: a valid return, the one change that matters, and exactly what must come out.

Belongs here: the shape of a case, and judging many of them at once.
Does not belong here: the cases themselves (`test_…_rules`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.submissions.findings import Finding, Judgement
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from orchestration.submissions.reading.result import Reading
from tests.making.files import make
from tests.making.returns import Book, valid_return
from tests.rules.reading import read

CONTRACT = load_contract()
TODAY = datetime.date(2024, 2, 1)

Place = tuple[str, str | None, str | None, int | None, str | None]
"""Rule, sheet, column, row, cell: what identifies a finding."""

Change = Callable[[Book], Book]

Kind = Literal["passes", "boundary", "fails"]


@dataclass(frozen=True)
class Case:
    """A rule's case. `expected` is the whole list of findings, in order; `name` says what is shown."""

    rule: str
    kind: Kind
    name: str
    change: Callable[[Book], Book | bytes]
    expected: tuple[Place, ...] = ()
    container: str = "xlsx"

    def __str__(self) -> str:
        return f"{self.rule} {self.kind}: {self.name}"

    def content(self) -> bytes:
        """The file: the default return of cde-001 for 2023-T4, changed."""
        changed = self.change(valid_return())
        return changed if isinstance(changed, bytes) else make(changed, self.container)


def passes(rule: str, name: str, change: Callable[[Book], Book], *expected: Place, **more: str) -> Case:
    """A case well inside of what a rule allows; `expected` are other rules' findings."""
    return Case(rule, "passes", name, change, expected, **more)


def boundary(
    rule: str, name: str, change: Callable[[Book], Book | bytes], *expected: Place, **more: str
) -> Case:
    """A case on the very limit, on either side of it."""
    return Case(rule, "boundary", name, change, expected, **more)


def fails(
    rule: str, name: str, change: Callable[[Book], Book | bytes], *expected: Place, **more: str
) -> Case:
    """A case that the rule refuses or warns of."""
    assert rule in {place[0] for place in expected}, f"{rule} {name}: a failing case expects its rule"
    return Case(rule, "fails", name, change, expected, **more)


def as_is(book: Book) -> Book:
    """No change at all."""
    return book


def put(sheet: str, row: int = 0, **values: Any) -> Change:
    """The change that gives some cells of one row (or some fields) other values."""

    def change(book: Book) -> Book:
        for column, value in values.items():
            book.set(sheet, column=column, value=value, row=row)
        return book

    return change


def both(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(book: Book) -> Book:
        for each in changes:
            book = each(book)
        return book

    return change


def numbered(pairs: Sequence[tuple[Change, Sequence[Place]]], then: Change = as_is) -> list[Case]:
    """Cases that are told by their expectations: changes with the findings that they must give."""
    return [
        Case(
            str(number),
            "fails",
            " ".join(place[0] for place in expected),
            both(change, then),
            tuple(expected),
        )
        for number, (change, expected) in enumerate(pairs, start=1)
    ]


def place_of(finding: Finding) -> Place:
    """Where a finding stands."""
    return finding.regle, finding.feuille, finding.colonne, finding.ligne, finding.cellule


def places(judgement: Judgement) -> list[Place]:
    """Every finding's place, in the order of the report."""
    return [place_of(finding) for finding in judgement.constats]


def submitted(
    reading: Reading, number: int = 0, received: str = "2024-01-15T08:00:00.000000+00:00"
) -> Submitted:
    """A read file as the judge wants it."""
    return Submitted(f"remontee-{number}.xlsx", f"{number:064x}", received, f"landing/{number}", reading)


def judge_book(
    book: Book | bytes,
    container: str = "xlsx",
    *,
    history: History | None = None,
    contract: Contract = CONTRACT,
    today: datetime.date = TODAY,
) -> Judgement:
    """The judgement of one return."""
    content = book if isinstance(book, bytes) else make(book, container)
    files = [submitted(read(content, contract))]
    return judge(files, contract, history or History(), today, remember=False).judgements[0]


def judge_all(cases: Sequence[Case]) -> dict[str, Judgement]:
    """The judgements of many cases by name, judged as one batch: none may be moved by another."""
    return _judged_together(tuple(cases))


@lru_cache(maxsize=16)
def _judged_together(cases: tuple[Case, ...]) -> dict[str, Judgement]:
    names = [str(case) for case in cases]
    assert len(set(names)) == len(names), "two cases have the same name"
    files = [submitted(read(case.content(), CONTRACT), number) for number, case in enumerate(cases)]
    judged = judge(files, CONTRACT, History(), TODAY, remember=False)
    return dict(zip(names, judged.judgements, strict=True))
