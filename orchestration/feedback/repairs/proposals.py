"""Which findings can be repaired without a doubt, and how.

Belongs here: one way of repairing a rule. Does not belong here: the readings of texts (`typos`, `lenient_dates`,
`numbers_with_words`, `identifiers`), totals (`totals`), doing it (`rounds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from contracts.bounds import days_allowed
from contracts.model import Column, Contract
from contracts.typography import typeset
from orchestration.feedback.personal_data import PERSONAL_DATA
from orchestration.feedback.repairs.answers import answer_meant
from orchestration.feedback.repairs.identifiers import identifier_meant
from orchestration.feedback.repairs.lenient_dates import Bounds, read_date
from orchestration.feedback.repairs.numbers_with_words import number_meant
from orchestration.feedback.repairs.totals import OF_THE_QUARTER, column_of, in_doubt, total_meant, why_total
from orchestration.feedback.repairs.typos import code_meant, why_code
from orchestration.feedback.sentences import template_sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.french import french

Value = str | int | float | date
_QUARTER_IN_DOUBT = "trimestre"
"""The cause after which nothing may be proposed that goes by the quarter."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file beside its findings: its cité and quarter, and the totals that its detail cannot tell."""

    cite: str | None = None
    quarter: str | None = None
    untold: frozenset[str] = frozenset()


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


def proposals(findings: Sequence[Finding], contract: Contract, known: Known) -> list[Proposal]:
    """The repairs of a file's findings, one a cell; none for a file with personal data: there a person must look. What goes away
    with a cause of several findings is not repaired cell by cell.

    Without `untold` they are those that there may be once the file has been read.
    """
    if any(finding.regle == PERSONAL_DATA for finding in findings):
        return []
    unsure = in_doubt(findings, contract) | known.untold
    if any(finding.cause and finding.cause.kind == _QUARTER_IN_DOUBT for finding in findings):
        unsure, known = unsure | OF_THE_QUARTER, replace(known, quarter=None)
    found: dict[tuple[str | None, int | None, str | None], Proposal] = {}
    for finding in findings:
        goes_with_others = finding.cause is not None and finding.cause.is_one
        has_cell = finding.ligne is not None and not goes_with_others
        column = column_of(finding, contract) if has_cell else None
        if column is not None:
            for proposal in _proposals(finding, column, unsure, contract, known):
                found.setdefault(proposal.cell, proposal)
    return list(found.values())


def _proposals(
    finding: Finding, column: Column, unsure: Set[str], contract: Contract, known: Known
) -> Iterator[Proposal]:
    text = finding.valeur or ""
    if finding.regle == "T02" and (number := number_meant(text, column)) is not None:
        yield Proposal(finding, column.name, number, number, _WITHOUT_WORDS)
    elif finding.regle == "T03" and (day := read_date(text, _bounds(finding, column, contract, known))):
        yield Proposal(finding, column.name, day, day, _ANOTHER_FORM)
    elif finding.regle == "T04" and (
        meant := code_meant(text, contract.reference.codelists[column.codelist or ""])
    ):
        yield Proposal(finding, column.name, meant.code, meant.label, why_code(text, meant))
    elif finding.regle == "T05" and (answer := answer_meant(text)) is not None:
        yield Proposal(finding, column.name, answer, french(answer), _ANSWER_ALONE)
    elif identifier := identifier_meant(finding, contract, _quartiers(contract, known)):
        yield Proposal(finding, column.name, identifier[0], *identifier)
    elif finding.regle[0] in "TC" and (total := total_meant(finding, column, unsure, contract)) is not None:
        yield Proposal(finding, column.name, total, total, why_total(column.name, contract))


_WITHOUT_WORDS = typeset("Le nombre est le même, écrit seul et en chiffres.")
_ANOTHER_FORM = typeset("La date est la même, écrite comme il faut.")
_ANSWER_ALONE = typeset("La réponse est la même, écrite seule.")


def _quartiers(contract: Contract, known: Known) -> frozenset[str]:
    """The cité's quartiers where there is a list of them: of the generation of 2024, in its quarters."""
    cite = contract.reference.cites.get(known.cite or "")
    if cite is None or known.quarter is None or known.quarter < cite.qpv_2024_from:
        return frozenset()
    return contract.reference.qpv_by_cite.get(cite.code, frozenset())


def _bounds(finding: Finding, column: Column, contract: Contract, known: Known) -> Bounds:
    sheet = template_sheet(finding.feuille, contract)
    return days_allowed(sheet, column, known.quarter) if sheet and known.quarter else (None, None)
