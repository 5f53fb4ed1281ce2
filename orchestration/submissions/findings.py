"""What is wrong, where, and what to do: findings, verdicts and the object that `cites check --json` prints.

Belongs here: the finding, its order, the verdict, the report. Does not belong here: finding them (`judging`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from contracts.keys import key
from contracts.model import Sheet, Submission

Verdict = Literal["acceptee", "rejetee"]
_TELLING_APART = ("regle", "gravite", "feuille", "ligne", "colonne", "cellule", "valeur")


@dataclass(frozen=True, slots=True)
class Cause:
    """What findings of a file come from, ready to show; they are told together, before all others, in the order of `rank`.

    `kind` is the contract's name of it. `found` says what is amiss, `remedy` what to do: once for all of them where `is_one`,
    else in each of its cells.
    """

    kind: str
    rank: tuple[int, int]
    heading: str
    found: str
    remedy: str
    is_one: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in the words of the interface: French labels of the sheet, template's name of the
    column.

    `cause` is what it comes from, where that is known, and `by_itself` its message as if it stood alone; the report has neither.
    """

    regle: str
    gravite: str
    feuille: str | None
    ligne: int | None
    colonne: str | None
    cellule: str | None
    valeur: str | None
    message: str
    cause: Cause | None = None
    by_itself: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The object of the report, keys in the interface's order."""
        return {name: getattr(self, name) for name in _REPORTED}


_REPORTED = ("regle", "gravite", "feuille", "ligne", "colonne", "cellule", "valeur", "message")


def verdict(findings: Sequence[Finding]) -> Verdict:
    """Accept a submission unless one finding is blocking; warnings travel with it."""
    return "rejetee" if any(finding.gravite == "bloquant" for finding in findings) else "acceptee"


def is_in_doubt(rules: Iterable[str], submission: Submission) -> bool:
    """Whether rules that stand against a file leave its cité or its quarter in doubt (I01 to I04, I09).

    Then nothing of the file is sent or shown to anyone but who runs the programme.
    """
    return not submission.doubting.isdisjoint(rules)


def fingerprint(findings: Iterable[Finding]) -> str:
    """SHA-256 over rule, severity, place and value of the findings: whether two judgements found the same.

    Not over the messages: a better wording is no other finding, and some tell the day of the check.
    """
    told = [[getattr(finding, name) for name in _TELLING_APART] for finding in findings]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()


def in_order(findings: Iterable[Finding], submission: Submission) -> list[Finding]:
    """Findings in the interface's order: sheet of the template (others last), row (none first), column, rule.

    Columns come in the template's order, fields and indicators in theirs, what the template does not know
    last.
    """
    sheets = {key(sheet.label): (position, sheet) for position, sheet in enumerate(submission.sheets)}

    def rank(finding: Finding) -> tuple[int, int, int, str]:
        position, sheet = sheets.get(key(finding.feuille or ""), (len(sheets), None))
        return position, finding.ligne or 0, _column_rank(sheet, finding.colonne), finding.regle

    return sorted(findings, key=rank)


def _column_rank(sheet: Sheet | None, column: str | None) -> int:
    if column is None:
        return -1
    known = (
        [*sheet.by_name, *(name for name, _ in sheet.header if name not in sheet.by_name)] if sheet else []
    )
    return known.index(column) if column in known else len(known)


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A file that the machine kept from being read: nothing is known of it, and trying again may give a verdict."""

    fichier: str
    empreinte: str

    @property
    def verdict(self) -> None:
        """None: neither accepted nor rejected."""
        return None

    def as_report(self) -> dict[str, Any]:
        """The object that `cites check --json` prints in its place; it is kept nowhere."""
        return {
            "fichier": self.fichier,
            "empreinte": self.empreinte,
            "code_cite": None,
            "trimestre": None,
            "verdict": None,
            "constats": [],
        }


def kept_at(trimestre: str | None, code_cite: str | None, empreinte: str, *, in_doubt: bool) -> str:
    """Where what is told of a file is kept: quarter, cité, fingerprint.

    What is in doubt lies apart, so that a cité's own folder can be handed to it whole.
    """
    if in_doubt:
        trimestre = code_cite = None
    return f"{trimestre or 'inconnu'}/{code_cite or 'inconnue'}/{empreinte}"


@dataclass(slots=True)
class Judgement:
    """What was decided on one file. `code_cite` and `trimestre` are None unless known (read, and passed I01
    to I03).
    """

    fichier: str
    empreinte: str
    code_cite: str | None
    trimestre: str | None
    trimestre_lu: str | None
    constats: list[Finding] = field(default_factory=list)
    date_remontee: str | None = None
    synthese: dict[str, int] | None = None
    """The six totals; None unless accepted."""
    actions: dict[str, list[str]] | None = None
    """Marks of the actions (`judging.action_marks`) by sheet code; None unless accepted."""

    @property
    def verdict(self) -> Verdict:
        """`acceptee` or `rejetee`."""
        return verdict(self.constats)

    def is_in_doubt(self, submission: Submission) -> bool:
        """Whether the file may be another cité's or another quarter's than it says (`is_in_doubt`)."""
        return is_in_doubt((finding.regle for finding in self.constats), submission)

    def doubts(self, submission: Submission) -> list[str]:
        """The rules that leave in doubt whose file it is, sorted."""
        return sorted({finding.regle for finding in self.constats} & submission.doubting)

    def place(self, submission: Submission) -> str:
        """Where what is told of the file is kept below `reports/`."""
        doubted = self.is_in_doubt(submission)
        return kept_at(self.trimestre, self.code_cite, self.empreinte, in_doubt=doubted)

    def as_report(self) -> dict[str, Any]:
        """The object that `cites check --json` prints and that is kept with every judged file."""
        return {
            "fichier": self.fichier,
            "empreinte": self.empreinte,
            "code_cite": self.code_cite,
            "trimestre": self.trimestre,
            "verdict": self.verdict,
            "constats": [finding.as_dict() for finding in self.constats],
        }
