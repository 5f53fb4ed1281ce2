"""Find the causes of one file's findings, and have the findings speak of them.

Belongs here: the order of the diagnoses, the messages. Does not belong here: any single diagnosis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from contracts.cause_texts import CAUSES
from contracts.model import Contract
from orchestration.submissions.findings import Cause, Finding
from orchestration.submissions.judging.diagnosis.columns import exchanged_columns, shifted_rows, values_beside
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence
from orchestration.submissions.judging.diagnosis.formats import changed_cells
from orchestration.submissions.judging.diagnosis.letters import garbled_letters
from orchestration.submissions.judging.diagnosis.own_words import found_in
from orchestration.submissions.judging.diagnosis.quarter import other_quarter
from orchestration.submissions.judging.diagnosis.rows import odd_rows, rows_above
from orchestration.submissions.judging.diagnosis.seen import (
    formulas_in_error,
    formulas_without_values,
    lost_codes,
    merged_cells,
    open_quotes,
    values_under_no_header,
)
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.reading.result import Reading

_DIAGNOSES: tuple[Callable[[Evidence], Iterator[Diagnosis]], ...] = (
    open_quotes,
    garbled_letters,
    lost_codes,
    rows_above,
    other_quarter,
    formulas_without_values,
    formulas_in_error,
    merged_cells,
    odd_rows,
    exchanged_columns,
    shifted_rows,
    values_beside,
    values_under_no_header,
    changed_cells,
)
"""What is seen in the file comes before what is concluded, and what explains most before what explains a cell."""
_RANKS = {kind: rank for rank, kind in enumerate(CAUSES)}


def diagnosed(
    findings: Sequence[Finding], reading: Reading, identity: Identity, contract: Contract
) -> list[Finding]:
    """The same findings in the same order: those with a cause say it, the first with what to do, the others that they follow."""
    said = list(findings)
    if not findings:
        return said
    evidence = Evidence(findings, reading, identity, contract)
    for diagnose in _DIAGNOSES:
        for diagnosis in diagnose(evidence):
            numbers = evidence.left(diagnosis.findings)
            if numbers:
                evidence.explained.update(numbers)
                _tell(said, replace(diagnosis, findings=numbers), contract)
    return said


def _tell(said: list[Finding], diagnosis: Diagnosis, contract: Contract) -> None:
    wording = contract.submission.causes[diagnosis.kind]
    heading, found, remedy = (
        part.format_map(diagnosis.words) for part in (wording.heading, wording.found, wording.remedy)
    )
    first = _first(said, diagnosis.findings)
    cause = Cause(
        diagnosis.kind, (_RANKS[diagnosis.kind], first), heading, found, remedy, wording.follows is not None
    )
    follows = (wording.follows or "").format_map(diagnosis.words)
    for number in diagnosis.findings:
        one = said[number]
        own = found_in(one, contract)
        if not cause.is_one:
            message = f"{own} {found} {remedy}"
        elif number == first:
            message = f"{found} {remedy}"
        else:
            message = f"{follows} {own}"
        said[number] = replace(one, message=message, cause=cause, by_itself=one.message)


def _first(said: Sequence[Finding], numbers: Sequence[int]) -> int:
    """The finding that tells the cause: the first that rejects the file, else the first of all."""
    blocking = [number for number in numbers if said[number].gravite == "bloquant"]
    return min(blocking or numbers)
