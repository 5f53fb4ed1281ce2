"""Take a finding's message apart again: what was found, what was expected, what to do.

Belongs here: reading a message back by the contract's own wordings, so that a report is all that feedback needs.
Does not belong here: making messages (`submissions.judging.wording`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter

from contracts.keys import key
from contracts.model import Contract, Rule, Sheet
from contracts.typography import typeset
from orchestration.submissions.findings import Finding

_FOUND, _REMEDY = "_found", "_remedy"


@dataclass(frozen=True, slots=True)
class Said:
    """The parts of one message: the rule as worded, what was found, what to do, and the words that were filled in.

    `words` has `valeur`, `attendu`, `ecart`, `libelle` … where the wording names them; `more` says that the same is wrong
    in rows that have no finding of their own, `meant` is the word that the question at its end asks about.
    """

    rule: Rule
    found: str
    remedy: str
    words: Mapping[str, str] = field(default_factory=dict)
    more: str = ""
    meant: str | None = None


def said(finding: Finding, contract: Contract) -> Said:
    """The parts of a finding's message as it stands by itself; all of it is `found` where no wording of its rule fits."""
    wordings = list(_wordings(finding, contract))
    submission = contract.submission
    message, more, _ = _apart(finding.by_itself or finding.message, (submission.and_more,))
    text, question, meant = _apart(message, tuple(submission.suggestions.values()))
    for rule in wordings:
        match = _pattern(rule.message, rule.remedy).fullmatch(text)
        if match:
            words = match.groupdict()
            found, remedy = typeset(words.pop(_FOUND) + question), typeset(words.pop(_REMEDY))
            return Said(rule, found, remedy, words, more.strip(), meant)
    return Said(
        wordings[0] if wordings else contract.submission.rule(finding.regle),
        finding.by_itself or finding.message,
        "",
    )


def template_sheet(label: str | None, contract: Contract) -> Sheet | None:
    """The sheet of the template that a finding speaks of; None for the whole file and for sheets of its own."""
    sheets = contract.submission.sheets
    return next((sheet for sheet in sheets if label and key(sheet.label) == key(label)), None)


def _wordings(finding: Finding, contract: Contract) -> Iterator[Rule]:
    """The entries of the finding's rule and their variants: those of its sheet, those of the whole return, the refusals."""
    sheet = template_sheet(finding.feuille, contract)
    submission = contract.submission
    places = (sheet.rules if sheet else ()) + tuple(submission.refusals.values()) + submission.rules
    return (
        worded for rule in places if rule.id == finding.regle for worded in (rule, *rule.variants.values())
    )


def _apart(message: str, endings: tuple[str, ...]) -> tuple[str, str, str | None]:
    """A message without the ending that it may have (a question, a count), that ending with the space before it, and the
    word that it proposes.

    Endings differ from row to row: the remedy stays the same for all.
    """
    for ending in endings:
        if match := _ending(ending).fullmatch(message):
            return match[1], match[2], match.groupdict().get("proche")
    return message, "", None


@lru_cache(maxsize=8)
def _ending(wording: str) -> re.Pattern[str]:
    return re.compile(f"(.*)( {_part(wording, set())})", re.DOTALL)


@lru_cache(maxsize=512)
def _pattern(message: str, remedy: str) -> re.Pattern[str]:
    seen: set[str] = set()
    found, to_do = _part(message, seen), _part(remedy, seen)
    return re.compile(f"(?P<{_FOUND}>{found}) (?P<{_REMEDY}>{to_do})", re.DOTALL)


def _part(wording: str, seen: set[str]) -> str:
    """A wording as an expression; a placeholder that comes twice stands for the same text both times."""
    parts = []
    for text, name, _, _ in Formatter().parse(wording):
        parts.append(re.escape(text))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return "".join(parts)
