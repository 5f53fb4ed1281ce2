"""What stands against each file of a batch so far.

Belongs here: one finding per rule and cell, which files are blocked, what stands alone.
Does not belong here: finding what is wrong (`cells`, `rules`, the reader).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from contracts.model import Contract
from orchestration.submissions.findings import Finding, in_order
from orchestration.submissions.judging.hits import Hit
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.tables import Mask
from orchestration.submissions.judging.wording import finding_of_fact, finding_of_hit, finding_of_refusal
from orchestration.submissions.reading.result import Reading

ALONE = "S05"
"""Of a template version that is not supported nothing else is said; nor of a file that cannot be read
(S01).
"""

_Place = tuple[str, str, str, int]


class Docket:
    """The facts that the reader saw and the hits of the rules, by file; hits are kept in the order in which
    they come.
    """

    def __init__(self, readings: Sequence[Reading], contract: Contract) -> None:
        self._readings = readings
        self._contract = contract
        self._hits: list[dict[_Place, Hit]] = [{} for _ in readings]
        self._blocked = np.array([self._is_blocked(reading) for reading in readings], dtype=bool)

    def _is_blocked(self, reading: Reading) -> bool:
        severities = self._contract.submission.severities
        return reading.refusal is not None or any(
            severities[fact.rule] == "bloquant" for fact in reading.facts
        )

    @property
    def blocked(self) -> Mask:
        """The files against which a blocking finding stands."""
        return self._blocked.copy()

    def add(self, hits: Iterable[Hit]) -> None:
        """Add hits; of several of one rule at one cell (two halves of a rule) the first is kept."""
        for hit in hits:
            file = hit.file
            self._hits[file].setdefault((hit.rule.id, hit.table.sheet.name, hit.column, hit.row), hit)
            self._blocked[file] |= hit.rule.severity == "bloquant"

    def findings(self, file: int, identity: Identity) -> list[Finding]:
        """The findings of one file in the order of the interface."""
        reading, hits = self._readings[file], list(self._hits[file].values())
        if reading.refusal is not None:
            return [finding_of_refusal(reading.refusal, self._contract)]
        facts = reading.facts
        if alone := [hit for hit in hits if hit.rule.id == ALONE]:
            facts, hits = [], alone
        found = [finding_of_fact(fact, identity, self._contract) for fact in facts]
        found += [finding_of_hit(hit, identity, self._contract) for hit in hits]
        return in_order(found, self._contract.submission)
