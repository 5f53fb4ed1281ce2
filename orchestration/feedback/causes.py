"""Group findings by what they come from, then by what they have in common, those most worth mending first.

Belongs here: groups, their order and headings. Does not belong here: finding where they come from (`judging.diagnosis`), how they
are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from contracts.model import Contract, Rule, Sheet, Stage
from orchestration.feedback.sentences import Said, said, template_sheet
from orchestration.feedback.values import value_as_read
from orchestration.feedback.words import sentence
from orchestration.plurals import counted
from orchestration.submissions.findings import Cause as Source
from orchestration.submissions.findings import Finding

_STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which mending pays: a column that is missing hides what is in it; totals come out of the rest."""
_UNITS = {"lignes": "ligne", "champs": "champ", "indicateurs": "total"}
_OF_HEADERS = frozenset({"S03", "S04", "S06"})
_FILE, _SHEET, _COLUMN = "fichier", "feuille", "colonne"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding with the parts of its message; `number` is its position among the judgement's findings, `value` what stands
    in its cell as a French person reads it.
    """

    number: int
    finding: Finding
    said: Said
    value: str


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings that come from one thing, or of one rule about one column. `remedy` is what to do, None where it differs from one
    to the next; `source` is what they come from, where that is known, and `rule` then that of the gravest of them.
    """

    rule: Rule
    heading: str
    remedy: str | None
    entries: tuple[Entry, ...]
    source: Source | None = None

    @property
    def is_blocking(self) -> bool:
        """Whether the return is rejected for it."""
        return self.rule.severity == "bloquant"

    @property
    def mendings(self) -> int:
        """How many corrections it asks for: one where all its findings go away with it."""
        return 1 if self.source is not None and self.source.is_one else len(self.entries)


def causes(findings: Sequence[Finding], contract: Contract) -> list[Cause]:
    """The groups: blocking ones first; among them known causes in their order, then structure, identity, types, rows, totals;
    then the largest first.
    """
    known: dict[Source, list[Entry]] = {}
    groups: dict[tuple[str | None, ...], list[Entry]] = {}
    for number, finding in enumerate(findings):
        sheet, parts = template_sheet(finding.feuille, contract), said(finding, contract)
        entry = Entry(number, finding, parts, value_as_read(finding, parts, sheet))
        if finding.cause is not None:
            known.setdefault(finding.cause, []).append(entry)
            continue
        unit = _unit(entry, sheet)
        column = None if unit == _COLUMN else finding.colonne
        groups.setdefault((finding.regle, finding.feuille, column, _cause(entry, sheet)), []).append(entry)
    found = [_known(source, tuple(entries)) for source, entries in known.items()]
    found += [_made(tuple(entries), contract) for entries in groups.values()]
    return sorted(found, key=_rank)


def _rank(cause: Cause) -> tuple[object, ...]:
    if cause.source is not None:
        return not cause.is_blocking, 0, cause.source.rank
    return not cause.is_blocking, 1, (_STAGES.index(cause.rule.stage), -len(cause.entries))


def _known(source: Source, entries: tuple[Entry, ...]) -> Cause:
    gravest = min(entries, key=lambda entry: entry.finding.gravite != "bloquant")
    return Cause(gravest.said.rule, source.heading, source.remedy, entries, source)


def _made(entries: tuple[Entry, ...], contract: Contract) -> Cause:
    remedies = {entry.said.remedy for entry in entries}
    remedy = remedies.pop() if len(remedies) == 1 else None
    return Cause(entries[0].said.rule, _heading(entries, contract), remedy, entries)


def _heading(entries: tuple[Entry, ...], contract: Contract) -> str:
    """`Aller-vers, 12 lignes : le total femmes + hommes ne tombe pas juste`."""
    first = entries[0]
    sheet = template_sheet(first.finding.feuille, contract)
    unit, cause = _unit(first, sheet), _cause(first, sheet)
    if unit == _FILE:
        return sentence(cause)
    if unit == _SHEET:
        return f"Feuille «\u00a0{first.finding.feuille}\u00a0»\u00a0: {cause}"
    return f"{first.finding.feuille}, {counted(len(entries), unit)}\u00a0: {cause}"


def _unit(entry: Entry, sheet: Sheet | None) -> str:
    """What a finding counts as: a file, a sheet, a column, a row, a field or a total."""
    finding, rule = entry.finding, entry.said.rule
    if finding.feuille is None:
        return _FILE
    if finding.colonne is None or sheet is None:
        return _SHEET
    if rule.id in _OF_HEADERS and finding.colonne != sheet.key_column:
        return _COLUMN
    return _UNITS[sheet.layout]


def _cause(entry: Entry, sheet: Sheet | None) -> str:
    """The rule's cause with the words that hold for the whole group; what must be true where it has none."""
    rule, finding = entry.said.rule, entry.finding
    if rule.cause is None:
        return f"à respecter\u00a0: {rule.description}"
    column = sheet.by_name.get(finding.colonne or "") if sheet else None
    words = {
        "feuille": finding.feuille or "",
        "colonne": entry.said.words.get("colonne") or finding.colonne or "",
        "libelle": entry.said.words.get("libelle") or (column.label if column else finding.colonne or ""),
    }
    return rule.cause.format_map(words)
