"""Which findings can be repaired without a doubt, and how.

Belongs here: one way of repairing a rule. Does not belong here: the readings of texts (`typos`, `lenient_dates`,
`numbers_with_words`), doing it (`rounds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contracts.keys import key
from contracts.model import Column, Contract
from contracts.typography import typeset
from orchestration.feedback.personal_data import PERSONAL_DATA
from orchestration.feedback.repairs.lenient_dates import read_date
from orchestration.feedback.repairs.numbers_with_words import number_meant
from orchestration.feedback.repairs.typos import code_meant, is_one_mistake
from orchestration.feedback.sentences import said, template_sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.french import french

Value = str | int | float | date

DETAIL_SHEETS: Mapping[str, str] = {
    "partenaires": "partenaires",
    "comites_pilotage": "gouvernance",
    "actions_aller_vers": "aller_vers",
    "nouveaux_beneficiaires": "aller_vers",
    "actions_innovantes": "actions_innovantes",
    "beneficiaires_accompagnes": "actions_innovantes",
}
"""Where each total of Synthèse comes from."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A new value for the cell of a finding: `value` as the reader would read it, `written` as it is put there."""

    finding: Finding
    column: str
    value: Value
    written: Value
    why: str

    @property
    def cell(self) -> tuple[str | None, int | None, str | None]:
        """What tells its cell from others."""
        return self.finding.feuille, self.finding.ligne, self.finding.colonne

    def corrected(self, later: Proposal) -> Proposal:
        """The same finding with the value that a later judgement asked for: what the cité wrote stays what it wrote."""
        return replace(self, value=later.value, written=later.written, why=later.why)

    @property
    def before(self) -> str:
        """The value that stands in the file."""
        return french(self.finding.valeur)

    @property
    def after(self) -> str:
        """The value that is proposed."""
        return french(self.written)


def proposals(findings: Sequence[Finding], contract: Contract) -> list[Proposal]:
    """The repairs of a file's findings, one a cell; none for a file with personal data: there a person must look."""
    if any(finding.regle == PERSONAL_DATA for finding in findings):
        return []
    spoiled = {finding.feuille for finding in findings if finding.gravite == "bloquant"}
    found: dict[tuple[str | None, int | None, str | None], Proposal] = {}
    for finding in findings:
        if finding.ligne is not None:
            for proposal in _proposals(finding, spoiled, contract):
                found.setdefault(proposal.cell, proposal)
    return list(found.values())


def _proposals(finding: Finding, spoiled: set[str | None], contract: Contract) -> Iterator[Proposal]:
    column = _column(finding, contract)
    if column is None:
        return
    text = finding.valeur or ""
    if finding.regle == "T02" and (number := number_meant(text, column)) is not None:
        yield Proposal(finding, column.name, number, number, _WITHOUT_WORDS)
    elif finding.regle == "T03" and (day := read_date(text)) is not None:
        yield Proposal(finding, column.name, day, day, _ANOTHER_FORM)
    elif finding.regle == "T04" and (
        meant := code_meant(text, contract.reference.codelists[column.codelist or ""])
    ):
        yield Proposal(finding, column.name, meant[0].code, meant[1], _TYPO)
    elif finding.regle in _OF_IDENTIFIERS and (near := _identifier_meant(finding, contract)):
        yield Proposal(finding, column.name, near, near, _NEAR_IDENTIFIER)
    elif finding.regle[0] in "TC" and column.name in DETAIL_SHEETS:
        yield from _total(finding, column, spoiled, contract)


_OF_IDENTIFIERS = frozenset({"R01", "R02", "R12"})
"""What a cité knows a code or a SIRET by: its own quartiers, its listed partners."""

_NEAR_IDENTIFIER = typeset("C'est le seul numéro connu pour votre cité qui s'écrit presque pareil.")
_WITHOUT_WORDS = typeset("Le nombre est le même, sans le mot qui le suit.")
_ANOTHER_FORM = typeset("La date est la même, écrite comme il faut.")
_TYPO = typeset("C'est la seule valeur de la liste qui s'écrit presque pareil.")
_DETAIL = typeset("C'est ce que donne la feuille « {feuille} », où rien n'est à corriger.")


def _identifier_meant(finding: Finding, contract: Contract) -> str | None:
    """The code or SIRET that the finding asks about, where one typing mistake lies between."""
    meant = said(finding, contract).meant
    is_near = meant is not None and is_one_mistake(key(finding.valeur or ""), key(meant))
    return meant if is_near else None


def _total(
    finding: Finding, column: Column, spoiled: set[str | None], contract: Contract
) -> Iterator[Proposal]:
    """A total takes the value of its detail where nothing in the detail is wrong.

    A total that is missing or cannot be read is supposed to be 0: what its detail gives is asked of the next judgement.
    """
    detail = contract.submission.by_name[DETAIL_SHEETS[column.name]].label
    if detail in spoiled:
        return
    expected = "".join(said(finding, contract).words.get("attendu", "").split())
    if finding.regle.startswith("T"):
        expected = "0"
    if expected.isdecimal():
        yield Proposal(finding, column.name, int(expected), int(expected), _DETAIL.format(feuille=detail))


def _column(finding: Finding, contract: Contract) -> Column | None:
    """The column, field or indicator that a finding speaks of."""
    sheet = template_sheet(finding.feuille, contract)
    if sheet is None:
        return None
    if sheet.layout != "indicateurs":
        return sheet.by_name.get(finding.colonne or "")
    parts = said(finding, contract)
    labels = {column.label: column for column in sheet.columns}
    return sheet.by_name.get(parts.rule.anchor or "") or labels.get(parts.words.get("libelle", ""))
