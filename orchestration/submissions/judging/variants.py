"""In which words a rule is told of one cell: its own, or those for a situation in which its own would mislead.

Belongs here: telling the situations apart, and the words that only they need.
Does not belong here: the wordings (`contracts/submission`, `variantes`), what the row bears out (`agreement`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contracts.model import Contract, Rule
from orchestration.submissions.judging.agreement import is_borne_out, sources
from orchestration.submissions.judging.doubtful_totals import DETAIL_SHEETS
from orchestration.submissions.judging.french import french
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.leads import Leads
from orchestration.submissions.judging.past import PRECEDING_IN_DOUBT
from orchestration.submissions.reading.result import Reading

Words = Mapping[str, str]

_IN_DOUBT, _LEADING, _UNTOLD = "en_doute", "porteuse", "precedent_en_doute"


class Variants:
    """The situations of one file. `doubtful` are the totals that its own detail cannot tell yet."""

    def __init__(self, reading: Reading, doubtful: frozenset[str], contract: Contract) -> None:
        self._leads, self._doubtful, self._contract = Leads(reading), doubtful, contract
        self._holds: dict[str, Callable[[Hits, int], bool]] = {
            _LEADING: lambda hits, row: bool(self._actions(hits, row)),
            _IN_DOUBT: self._is_in_doubt,
            _UNTOLD: lambda hits, row: bool(hits.table.value(PRECEDING_IN_DOUBT, row)),
        }

    def of(self, hits: Hits, row: int) -> Rule:
        """The rule as it is to be worded for this row."""
        variants = hits.rule.variants
        return next(
            (variants[case] for case, holds in self._holds.items() if case in variants and holds(hits, row)),
            hits.rule,
        )

    def words(self, rule: Rule, hits: Hits, row: int) -> Words:
        """What a variant may say beside the words of every message; nothing for a rule in its own words."""
        if rule.case == _LEADING:
            return {"actions": self._actions(hits, row)}
        if rule.case != _IN_DOUBT:
            return {}
        if hits.column in DETAIL_SHEETS and hits.table.sheet.layout == "indicateurs":
            return {"detail": self._contract.submission.by_name[DETAIL_SHEETS[hits.column]].label}
        told = (f"{name} {french(value.item())}" for name, value in sources(hits.table, row))
        return {"sources": "\u00a0; ".join(told)}

    def _is_in_doubt(self, hits: Hits, row: int) -> bool:
        if hits.table.sheet.layout == "indicateurs":
            return hits.column in self._doubtful
        return not is_borne_out(hits, row)

    def _actions(self, hits: Hits, row: int) -> str:
        return self._leads.actions_of(hits.table.value("siret", row))
