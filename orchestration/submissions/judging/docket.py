"""What stands against each file of a batch so far.

Belongs here: one finding per rule and cell, which files are blocked, what stands alone.
Does not belong here: finding what is wrong (`cells`, `rules`, the reader).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from contracts.keys import key
from contracts.model import Contract
from orchestration.submissions.findings import Finding, in_order
from orchestration.submissions.judging.diagnosis.diagnose import diagnosed
from orchestration.submissions.judging.doubtful_totals import totals_in_doubt
from orchestration.submissions.judging.fact_findings import finding_of_refusal, findings_of_facts
from orchestration.submissions.judging.hit_findings import findings_of_hits
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.suggestions import Suggestions
from orchestration.submissions.judging.tables import Mask
from orchestration.submissions.judging.variants import Variants
from orchestration.submissions.reading.result import Reading

_ALONE = "S05"
"""Of a template version that is not supported nothing else is said; nor of a file that cannot be read (S01)."""


class Docket:
    """The facts that the reader saw and the hits of the rules, by file."""

    def __init__(self, readings: Sequence[Reading], contract: Contract) -> None:
        self._readings = readings
        self._contract = contract
        self._hits: list[list[Hits]] = [[] for _ in readings]
        self._blocked = np.array([self._is_blocked(reading) for reading in readings], dtype=bool)

    def _is_blocked(self, reading: Reading) -> bool:
        severities = self._contract.submission.severities
        facts = (severities[fact.rule] for fact in reading.facts)
        return reading.refusal is not None or "bloquant" in facts

    @property
    def blocked(self) -> Mask:
        """The files against which a blocking finding stands."""
        return self._blocked.copy()

    def is_in_doubt(self, file: int) -> bool:
        """Whether a file may be another cité's or another quarter's than it says."""
        return any(one.rule.doubts_identity and len(one.rows) for one in self._hits[file])

    def add(self, found: Iterable[Hits]) -> None:
        """Add hits; of several of one rule at one cell (two halves of a rule) the first is kept."""
        for together in found:
            for file, hits in together.by_file():
                for known in self._hits[file]:
                    if _same_rule(known, hits):
                        hits = hits.without(known.rows)
                self._hits[file].append(hits)
                self._blocked[file] |= hits.rule.severity == "bloquant"

    def findings(self, file: int, identity: Identity) -> list[Finding]:
        """The findings of one file in the order of the interface."""
        reading, hits = self._readings[file], self._hits[file]
        if reading.refusal is not None:
            return [finding_of_refusal(reading, self._contract)]
        facts = reading.facts
        if alone := [one for one in hits if one.rule.id == _ALONE]:
            facts, hits = [], alone
        suggestions = Suggestions(reading, identity, self._contract)
        found = list(findings_of_facts(facts, identity, self._contract, suggestions))
        variants = Variants(reading, self._doubtful(found, hits), self._contract)
        for one in hits:
            found += findings_of_hits(one, identity, self._contract, suggestions, variants)
        return diagnosed(in_order(found, self._contract.submission), reading, identity, self._contract)

    def _doubtful(self, of_facts: Sequence[Finding], hits: Sequence[Hits]) -> frozenset[str]:
        """The totals of a file that its own blocking findings leave nobody to tell."""
        labels = {key(sheet.label): sheet.name for sheet in self._contract.submission.sheets}
        stated = [
            (one.regle, labels.get(key(one.feuille or ""))) for one in of_facts if one.gravite == "bloquant"
        ]
        broken = [
            (one.rule.id, one.table.sheet.name)
            for one in hits
            if one.rule.severity == "bloquant" and len(one.rows)
        ]
        return totals_in_doubt([*stated, *broken])


def _same_rule(one: Hits, other: Hits) -> bool:
    return one.rule.id == other.rule.id and one.table is other.table and one.column == other.column
