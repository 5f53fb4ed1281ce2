"""What the totals of Synthèse must be, where the detail tells without a doubt.

Belongs here: which sheets a total comes from, and when they can be relied upon. Does not belong here: computing totals
(`submissions.judging.totals`).
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from contracts.model import Column, Contract
from contracts.typography import typeset
from orchestration.feedback.sentences import said, template_sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.doubtful_totals import DETAIL_SHEETS, totals_in_doubt
from orchestration.submissions.reading.result import Reading

OF_THE_QUARTER = frozenset({"partenaires"})
"""The totals that depend on the quarter."""

_WHY = typeset("C'est ce que donne la feuille « {feuille} », où rien n'est à corriger.")
_WHY_REPAIRED = typeset("C'est ce que donne la feuille « {feuille} », avec les corrections proposées.")


def untold(reading: Reading, quarter: str | None) -> frozenset[str]:
    """The totals that nothing confirms: a detail sheet without any row may have been forgotten, whatever its total says."""
    empty = {name for name, sheet in DETAIL_SHEETS.items() if not _has_rows(reading, sheet)}
    return frozenset(empty | (OF_THE_QUARTER if quarter is None else set()))


def _has_rows(reading: Reading, sheet: str) -> bool:
    return sheet in reading.sheets and bool(reading.sheets[sheet].rows)


def in_doubt(findings: Sequence[Finding], contract: Contract) -> frozenset[str]:
    """The totals whose detail has a blocking finding, or is put in doubt by one on another sheet."""
    blocking = (finding for finding in findings if finding.gravite == "bloquant")
    return totals_in_doubt((finding.regle, _sheet(finding, contract)) for finding in blocking)


def _sheet(finding: Finding, contract: Contract) -> str | None:
    sheet = template_sheet(finding.feuille, contract)
    return sheet.name if sheet else None


def total_meant(finding: Finding, column: Column, unsure: Set[str], contract: Contract) -> int | None:
    """What a total's detail gives; None for all that is no total of Synthèse, and where the detail is not sure.

    A total that is missing or cannot be read is supposed to be 0: what its detail gives is asked of the next judgement.
    """
    if not is_total(finding, contract) or column.name in unsure:
        return None
    if finding.regle.startswith("T"):
        return 0
    expected = "".join(said(finding, contract).words.get("attendu", "").split())
    return int(expected) if expected.isdecimal() else None


def is_total(finding: Finding, contract: Contract) -> bool:
    """Whether a finding is about one of the totals of Synthèse."""
    sheet = template_sheet(finding.feuille, contract)
    return sheet is not None and sheet.layout == "indicateurs"


def why_total(indicator: str, contract: Contract, repaired: Set[str | None] = frozenset()) -> str:
    """Where the proposed total comes from, for a person; `repaired` are the labels of the sheets that have proposals."""
    sheet = contract.submission.by_name[DETAIL_SHEETS[indicator]].label
    return (_WHY_REPAIRED if sheet in repaired else _WHY).format(feuille=sheet)


def column_of(finding: Finding, contract: Contract) -> Column | None:
    """The column, field or indicator that a finding speaks of."""
    sheet = template_sheet(finding.feuille, contract)
    if sheet is None:
        return None
    if sheet.layout != "indicateurs":
        return sheet.by_name.get(finding.colonne or "")
    parts = said(finding, contract)
    labels = {column.label: column for column in sheet.columns}
    return sheet.by_name.get(parts.rule.anchor or "") or labels.get(parts.words.get("libelle", ""))
