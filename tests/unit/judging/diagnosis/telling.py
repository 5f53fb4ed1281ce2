"""What the findings of a file come from, as tests ask for it.

Belongs here: judging, and the causes in the order in which they are told. Does not belong here: expectations.
"""

from __future__ import annotations

from orchestration.submissions.findings import Cause, Finding
from tests.making.returns import Book
from tests.rules.cases import judge_book

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)


def findings(source: Book | bytes, container: str = "xlsx") -> list[Finding]:
    """The findings of a return."""
    return judge_book(source, container).constats


def told(found: list[Finding]) -> dict[Cause, list[Finding]]:
    """The causes in the order in which they are told, each with its findings."""
    causes: dict[Cause, list[Finding]] = {}
    for one in found:
        if one.cause is not None:
            causes.setdefault(one.cause, []).append(one)
    return dict(sorted(causes.items(), key=lambda cause: cause[0].rank))


def kinds(source: Book | bytes, container: str = "xlsx") -> list[str]:
    """The causes of a return by their names."""
    return [cause.kind for cause in told(findings(source, container))]


def unexplained(source: Book | bytes, container: str = "xlsx") -> list[str]:
    """The rules of the findings that no cause explains."""
    return [one.regle for one in findings(source, container) if one.cause is None]


def plain(text: str) -> str:
    """A text with ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
