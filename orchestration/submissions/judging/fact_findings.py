"""The findings of what the reader saw: a refusal, or what is wrong with the file's structure.

Belongs here: from facts to findings. Does not belong here: seeing them (`reading`), rules over cells and rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contracts.keys import key
from contracts.model import Column, Contract, Sheet
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.floods import MOST, and_more
from orchestration.submissions.judging.french import french
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.suggestions import Suggestions
from orchestration.submissions.judging.wording import column_words, file_words, message
from orchestration.submissions.reading.result import Fact, Reading

_ABSENT = "absent"
"""The wording of C07 for an indicator that is missing: the fact's value then names it."""

_PERSONAL = "S09"
"""Of personal data only the kinds are told: the fact's value names them."""

_ELSEWHERE = "S11"
"""Of a table on a sheet of another name the fact's value names the template's sheet."""

_Column = tuple[str, str | None, str | None]


def finding_of_refusal(reading: Reading, contract: Contract) -> Finding:
    """The one finding of a file that cannot be read safely: worded by reason, with the sheet and the cells that are at fault."""
    rule, detail = contract.submission.refusal(reading.refusal or ""), reading.detail
    words = {
        "feuille": french(detail.get("feuille")),
        "cellules": " et ".join(detail.get("cellules", ())),
    }
    return Finding(rule.id, rule.severity, None, None, None, None, None, message(rule, words))


def findings_of_facts(
    facts: Sequence[Fact], identity: Identity, contract: Contract, suggestions: Suggestions
) -> Iterator[Finding]:
    """The findings of what the reader saw: every one, but of a column that is wrong in too many rows the first ones."""
    found = Counter(map(_column_of, facts))
    told: Counter[_Column] = Counter()
    for fact in facts:
        told[_column_of(fact)] += 1
        if told[_column_of(fact)] <= MOST:
            finding = finding_of_fact(fact, identity, contract, suggestions)
            is_last = told[_column_of(fact)] == MOST
            more = and_more(found[_column_of(fact)], contract) if is_last else ""
            yield replace(finding, message=finding.message + more)


def _column_of(fact: Fact) -> _Column:
    return fact.rule, fact.sheet, fact.column if fact.rule == _PERSONAL else None


def finding_of_fact(fact: Fact, identity: Identity, contract: Contract, suggestions: Suggestions) -> Finding:
    """The finding of a fact of structure."""
    sheet = _sheet(fact.sheet, contract)
    rule = contract.submission.rule(fact.rule, sheet.name if sheet else None, _case(fact, sheet))
    named = fact.value if rule.case == _ABSENT else fact.column
    shown = None if rule.case == _ABSENT or rule.id in (_PERSONAL, _ELSEWHERE) else fact.value
    column = _column(sheet, named)
    words = {
        **(column_words(sheet, column, contract, identity) if sheet and column else {}),
        **file_words(identity),
        "feuille": french(fact.sheet),
        "colonne": french(named),
        "valeur": french(shown),
        "feuille_modele": french(fact.value) if rule.id == _ELSEWHERE else "",
        "donnees": _kinds(fact, contract) if rule.id == _PERSONAL else "",
    }
    place = fact.sheet, fact.row, fact.column, fact.cell
    return Finding(rule.id, rule.severity, *place, shown, message(rule, words) + suggestions.about_fact(fact))


def _kinds(fact: Fact, contract: Contract) -> str:
    """The kinds of personal data, one after the other, with « et » before the last."""
    *others, last = (contract.submission.personal_data[kind] for kind in (fact.value or "").split())
    return f"{', '.join(others)} et {last}" if others else last


def _sheet(label: str | None, contract: Contract) -> Sheet | None:
    """The template's sheet that the reader speaks of, None for one of the file's own."""
    return next(
        (sheet for sheet in contract.submission.sheets if label and key(sheet.label) == key(label)), None
    )


def _column(sheet: Sheet | None, name: str | None) -> Column | None:
    return sheet.by_name.get(name) if sheet and name else None


def _case(fact: Fact, sheet: Sheet | None) -> str | None:
    """Which wording of its rule a fact asks for, where the rule has several."""
    if fact.rule == "S06":
        return "colonne" if fact.column else "feuille"
    if fact.rule != "C07":
        return None
    if fact.row is None:
        return _ABSENT
    known = {key(column.name) for column in sheet.columns} if sheet else set()
    return "double" if fact.value and key(fact.value) in known else "inconnu"
