"""Which cité and which quarter a return speaks of, and what rules S05, I01 to I04 and I09 ask about them.

Belongs here: one file's Identification. Does not belong here: anything about rows (`context`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from contracts.keys import key, name_key
from contracts.model import Cite, Contract, Reference
from contracts.quarters import first_day, last_day, parse_quarter
from orchestration.submissions.reading.result import Reading


@dataclass(frozen=True, slots=True)
class Identity:
    """What a return says of itself. `cite` and `quarter` are None unless known: read, and passed I01 to I03.

    `quarter_read` is the quarter as read, even where it failed I02 or I03. `context` holds the values that
    the rules of
    Identification name, None where they cannot be told.
    """

    cite: Cite | None
    quarter: str | None
    quarter_read: str | None
    context: Mapping[str, Any]

    @property
    def first_day(self) -> date | None:
        """The quarter's first day, None unless known."""
        return first_day(self.quarter) if self.quarter else None

    @property
    def last_day(self) -> date | None:
        """The quarter's last day, None unless known."""
        return last_day(self.quarter) if self.quarter else None


def identify(fields: Mapping[str, Any], contract: Contract, today: date) -> Identity:
    """Judge the identity that the fields of Identification give: texts, None where a T rule failed."""
    submission = contract.submission
    code, quarter_text = fields.get("code_cite"), fields.get("trimestre")
    cite = _cite(code, contract.reference) if code else None
    quarter_read = parse_quarter(quarter_text) if quarter_text else None
    valid = quarter_read is not None and _is_collected(quarter_read, submission.first_quarter, today)
    expected = quarter_read >= cite.first_quarter if cite and quarter_read and valid else None
    known = quarter_read if valid and expected is not False else None
    context = {
        "modele_accepte": _unless_missing(
            fields.get("modele"), fields.get("modele") in submission.template_versions
        ),
        "cite_connue": _unless_missing(code, cite is not None),
        "trimestre_valide": _unless_missing(quarter_text, valid),
        "trimestre_attendu": expected,
        "nom_conforme": _is_name_of(cite, fields.get("nom_cite")),
        "autre_cite": _other_of_this_name(cite, fields.get("nom_cite"), contract.reference),
        "versions_modele": ", ".join(submission.template_versions),
        "premier_trimestre_national": submission.first_quarter,
        "premier_trimestre_cite": cite.first_quarter if cite else None,
    }
    return Identity(cite, known, quarter_read, context)


def quarter_of(reading: Reading, contract: Contract, today: date) -> str | None:
    """The quarter of a reading that is not judged yet, None unless it will be known."""
    sheet = reading.sheets.get("identification")
    columns = sheet.columns if sheet else {}
    return identify({name: cells.values[0] for name, cells in columns.items()}, contract, today).quarter


def _unless_missing(text: str | None, answer: bool) -> bool | None:
    return None if text is None else answer


def _is_collected(quarter: str, first: str, today: date) -> bool:
    """I02: not before the first national collection, and begun on the day of the check."""
    return quarter >= first and first_day(quarter) <= today


def _is_name_of(cite: Cite | None, name: str | None) -> bool | None:
    return name_key(name) == name_key(cite.name) if cite and name else None


def _other_of_this_name(cite: Cite | None, name: str | None, reference: Reference) -> str | None:
    """I09: the code of another cité that has this name, '' where none has or where it is the cité's own too."""
    if cite is None or name is None:
        return None
    others = _codes_by_name(tuple((other.code, other.name) for other in reference.cites.values()))
    return "" if _is_name_of(cite, name) else others.get(name_key(name), "")


@lru_cache(maxsize=8)
def _codes_by_name(names: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {name_key(name): code for code, name in names}


def _cite(text: str, reference: Reference) -> Cite | None:
    """The cité of a code, which is compared by key like every other code."""
    code = _codes_by_key(tuple(reference.cites)).get(key(text))
    return reference.cites[code] if code else None


@lru_cache(maxsize=8)
def _codes_by_key(codes: tuple[str, ...]) -> Mapping[str, str]:
    return {key(code): code for code in codes}
