"""Every date is of another quarter than the one declared: the quarter is the likely fault.

Belongs here: comparing the dates of actions and meetings with the quarter. Does not belong here: single dates that are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import zip_longest

from contracts.quarters import first_day, last_day, quarter_of
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence
from orchestration.submissions.judging.identifiers import is_qpv
from orchestration.submissions.reading.dates import typed_date

_OF_THE_QUARTER = (
    ("gouvernance", "date"),
    ("aller_vers", "date_debut"),
    ("actions_innovantes", "date_debut"),
)
_FEWEST = 2
"""One action alone may just as well be of the wrong quarter itself."""
_SHARE = 0.8
"""Of the dates, so many must be of one and the same other quarter, and none of the one declared."""


def other_quarter(evidence: Evidence) -> Iterator[Diagnosis]:
    """The quarter that the dates are of, where that is another one."""
    declared = evidence.identity.quarter
    met = Counter(quarter_of(day) for day in _days(evidence))
    total = sum(met.values())
    if declared is None or total < _FEWEST or declared in met:
        return
    quarter, count = met.most_common(1)[0]
    if count < _FEWEST or count < _SHARE * total:
        return
    part = "toutes" if count == total else f"{count} sur {total}"
    words = {"trimestre": _said(declared), "autre": _said(quarter), "code": quarter, "part": part}
    found = [n for n, finding in enumerate(evidence.findings) if _would_hold(finding, quarter, evidence)]
    found += [n for n, total in evidence.of_total("partenaires") if total == _active(quarter, evidence)]
    yield Diagnosis("trimestre", words, evidence.left(found))


def _days(evidence: Evidence) -> Iterator[date]:
    for sheet, column in _OF_THE_QUARTER:
        read = evidence.reading.sheets.get(sheet)
        cells = read.columns.get(column) if read else None
        yield from (value for value in (cells.values if cells else ()) if isinstance(value, date))


def _said(quarter: str) -> str:
    number = int(quarter[-1])
    return f"{number}{'er' if number == 1 else 'e'}\u00a0trimestre\u00a0{quarter[:4]}"


def _active(quarter: str, evidence: Evidence) -> int:
    """The partners at the end of that quarter."""
    columns, last = evidence.reading.sheets["partenaires"].columns, last_day(quarter)
    entered, left = (
        columns["date_entree"].values,
        columns["date_sortie"].values if "date_sortie" in columns else (),
    )
    return sum(
        isinstance(start, date) and start <= last and not (isinstance(end, date) and end <= last)
        for start, end in zip_longest(entered, left)
    )


def _would_hold(finding: Finding, quarter: str, evidence: Evidence) -> bool:
    """Whether what a finding complains of would be right in that quarter."""
    asked = _ASKED.get(finding.regle)
    return asked is not None and bool(finding.valeur) and asked(finding.valeur or "", quarter, evidence)


def _within(text: str, quarter: str, evidence: Evidence) -> bool:
    day = typed_date(text)
    return day is not None and quarter_of(day) == quarter


def _not_before(text: str, quarter: str, evidence: Evidence) -> bool:
    day = typed_date(text)
    return day is not None and day >= first_day(quarter)


def _not_after(text: str, quarter: str, evidence: Evidence) -> bool:
    day = typed_date(text)
    return day is not None and day <= last_day(quarter)


def _signed_between(text: str, quarter: str, evidence: Evidence) -> bool:
    """Signed before the quarter that is declared began, but not before the other one did."""
    day, declared = typed_date(text), evidence.identity.first_day
    return day is not None and declared is not None and first_day(quarter) <= day < declared


def _signed_behind(text: str, quarter: str, evidence: Evidence) -> bool:
    day = typed_date(text)
    return day is not None and day > last_day(quarter)


def _is_its_qpv(text: str, quarter: str, evidence: Evidence) -> bool:
    code = text.upper().replace(" ", "")
    return bool(is_qpv(code, evidence.identity.cite, quarter, evidence.contract.reference))


_ASKED: Mapping[str, Callable[[str, str, Evidence], bool]] = {
    "R03": _within,
    "R13": _not_before,
    "R14": _not_after,
    "I06": _signed_between,
    "I07": _signed_behind,
    "R02": _is_its_qpv,
}
"""The rules that ask about the quarter, and whether another one would please them."""
