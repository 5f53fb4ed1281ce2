"""Repair in thought, judge again, until nothing more can be repaired.

Belongs here: trying proposals on what was read of a file; nothing is written. Does not belong here: what can be
proposed (`proposals`), the workbook (`workbook.making`).
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from contracts.model import Contract
from orchestration.feedback.repairs.proposals import Known, Proposal, proposals
from orchestration.feedback.repairs.totals import in_doubt, is_total, untold, why_total
from orchestration.feedback.sentences import template_sheet
from orchestration.submissions.findings import Finding, Judgement, in_order
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from orchestration.submissions.reading.result import Reading, State

_ROUNDS = 4
"""Types first, then the totals that depend on them; the rest is for safety."""


@dataclass
class Repair:
    """What is proposed for one file, and the findings that would be left."""

    proposals: list[Proposal] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)

    @property
    def blocking_left(self) -> int:
        """The corrections that the cité still has to make by itself."""
        return sum(finding.gravite == "bloquant" for finding in self.left)


def repairs(
    judgements: Sequence[Judgement],
    readings: Sequence[Reading],
    contract: Contract,
    day: date,
    history: History | None = None,
) -> list[Repair]:
    """One repair per file, without proposals where there is nothing to propose. The readings are changed.

    Files are judged as if each came alone, on this day, against this history.
    """
    found = [Repair(left=list(judgement.constats)) for judgement in judgements]
    known = [_known(judgement, reading) for judgement, reading in zip(judgements, readings, strict=True)]
    for _ in range(_ROUNDS):
        changed = [
            file
            for file, repair in enumerate(found)
            if _propose(repair, readings[file], contract, known[file])
        ]
        if not changed:
            break
        files = [_submitted(judgements[file], readings[file]) for file in changed]
        judged = judge(files, contract, history or History(), day, remember=False).judgements
        for file, judgement in zip(changed, judged, strict=True):
            found[file].left = judgement.constats
    for repair in found:
        _settle(repair, contract)
    return found


def _known(judgement: Judgement, reading: Reading) -> Known:
    return Known(judgement.code_cite, judgement.trimestre, untold(reading, judgement.trimestre))


def _propose(repair: Repair, reading: Reading, contract: Contract, known: Known) -> bool:
    """Add what can be proposed now to the repair and to the reading; whether there was anything."""
    found = {proposal.cell: proposal for proposal in repair.proposals}
    new = proposals(repair.left, contract, known)
    for proposal in new:
        before = found.get(proposal.cell)
        found[proposal.cell] = before.corrected(proposal) if before else proposal
        _apply(proposal, reading, contract)
    repair.proposals = list(found.values())
    return bool(new)


def _settle(repair: Repair, contract: Contract) -> None:
    """Take back the totals whose detail the repairs have brought in doubt: their findings are left to the cité.

    The others say whether their detail is as the cité wrote it.
    """
    unsure = in_doubt(repair.left, contract)
    kept = [one for one in repair.proposals if not (is_total(one.finding, contract) and one.column in unsure)]
    withdrawn = [one.finding for one in repair.proposals if one not in kept]
    repaired = {one.finding.feuille for one in kept}
    repair.proposals = [_explained(one, repaired, contract) for one in kept]
    repair.left = in_order([*repair.left, *withdrawn], contract.submission)


def _explained(proposal: Proposal, repaired: Set[str | None], contract: Contract) -> Proposal:
    if not is_total(proposal.finding, contract) or proposal.why != why_total(proposal.column, contract):
        return proposal
    return replace(proposal, why=why_total(proposal.column, contract, repaired))


def _apply(proposal: Proposal, reading: Reading, contract: Contract) -> None:
    sheet = template_sheet(proposal.finding.feuille, contract)
    assert sheet is not None
    read = reading.sheets[sheet.name]
    index = 0 if read.places else read.rows.index(proposal.finding.ligne or 0)
    cells = read.columns[proposal.column]
    cells.values[index], cells.states[index] = proposal.value, int(State.OK)
    cells.texts[index] = str(proposal.written)


def _submitted(judgement: Judgement, reading: Reading) -> Submitted:
    return Submitted(judgement.fichier, judgement.empreinte, "", judgement.empreinte, reading)
