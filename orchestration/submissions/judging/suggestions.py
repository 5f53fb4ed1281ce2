"""Ask « Vouliez-vous dire … ? » at the end of a finding, where exactly one known word is near.

Belongs here: which words a rule leaves to choose from, in the cells of one file.
Does not belong here: how near is near (`nearest`), names of sheets and columns (`misnamed`), the wording (the contract).
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Any

from contracts.keys import key
from contracts.model import Cite, Code, Column, Contract
from orchestration.submissions.judging.french import french
from orchestration.submissions.judging.hits import Hits
from orchestration.submissions.judging.identifiers import is_siret
from orchestration.submissions.judging.identity import Identity
from orchestration.submissions.judging.misnamed import Misnamed
from orchestration.submissions.judging.nearest import nearest_of, one_mistake_away
from orchestration.submissions.reading.result import Cells, Fact, Reading

ASKED = 200
"""Findings of one rule in one column of a file that may ask: nobody reads more, and comparing words takes time."""

Suggestion = tuple[str | None, str]
"""What may have been meant, and what makes it plain whether it was: the name behind a code, or nothing."""

_CODE_SIGNS = string.digits + string.ascii_lowercase
_QPV_SIGNS = string.digits + string.ascii_uppercase


class Suggestions:
    """What the findings of one file may ask. Every question is a sentence with a space before it, or nothing."""

    def __init__(self, reading: Reading, identity: Identity, contract: Contract) -> None:
        self._reading, self._identity, self._contract = reading, identity, contract
        self._misnamed = Misnamed(reading, contract)
        self._of_rule: dict[str, Callable[[Column, str, Any], Suggestion]] = {
            "T04": self._code,
            "I01": self._cite,
            "R01": self._partner,
            "R12": self._partner,
            "R02": self._qpv,
        }

    def about_fact(self, fact: Fact) -> str:
        """About a name that the template does not know, or that it does not find."""
        if meant := self._misnamed.meant(fact):
            return self._said("proche", meant)
        return self._said("present", self._misnamed.looks_like(fact))

    def about_cell(self, hits: Hits, row: int) -> str:
        """About a cell that a rule refuses, or a required field that has no row."""
        table, column = hits.table, hits.column
        find, text = self._of_rule.get(hits.rule.id), table.texts[column][row]
        if find and text:
            word, plain = find(table.sheet.by_name[column], text, table.value(column, row))
            return self._said("precise" if plain else "proche", word, plain)
        if table.sheet.layout == "champs" and table.place(column, row).row is None:
            return self._said("present", self._misnamed.name_looks_like(table.sheet, column))
        return ""

    def _said(self, wording: str, word: str | None, plain: str = "") -> str:
        if not word:
            return ""
        sentence = self._contract.submission.suggestions[wording]
        return " " + sentence.format(proche=french(word), precision=french(plain))

    def _code(self, column: Column, text: str, value: Any) -> Suggestion:
        codes = self._contract.reference.codelists.get(column.codelist or "", ())
        return nearest_of(text, _labels(codes)), ""

    def _cite(self, column: Column, text: str, value: Any) -> Suggestion:
        """By the name beside the code, else by the code."""
        cites = self._contract.reference.cites
        [name] = self._texts("identification", "nom_cite") or [None]
        code = nearest_of(name, {cite.name: cite.code for cite in cites.values()}) if name else None
        code = code or _code_by_key(text, cites)
        return code, cites[code].name if code else ""

    def _qpv(self, column: Column, text: str, value: Any) -> Suggestion:
        """By the code, else by the name; of the 2015 generation there is no list."""
        cite, quarter = self._identity.cite, self._identity.quarter
        if cite is None or quarter is None or quarter < cite.qpv_2024_from:
            return None, ""
        names = self._contract.reference.qpv_names
        codes = {
            code: names.get(code, "") for code in self._contract.reference.qpv_by_cite.get(cite.code, ())
        }
        code = one_mistake_away(value, codes.keys(), _QPV_SIGNS) or nearest_of(text, _spellings(codes))
        return code, codes[code] if code else ""

    def _partner(self, column: Column, text: str, value: Any) -> Suggestion:
        """The listed partner whose SIRET is one digit away. A partner's own SIRET has nothing to be compared with."""
        if column.name == "siret":
            return None, ""
        siret = one_mistake_away(value, self._partners.keys(), string.digits)
        return siret, self._partners[siret] if siret else ""

    @cached_property
    def _partners(self) -> dict[str, str]:
        """The names of the listed partners by their valid SIRET."""
        sirets = self._cells("partenaires", "siret")
        names = self._texts("partenaires", "nom")
        if sirets is None:
            return {}
        pairs = zip_longest(sirets.values, names)
        return {str(siret): name or "" for siret, name in pairs if is_siret(str(siret))}

    def _texts(self, sheet: str, column: str) -> list[str | None]:
        cells = self._cells(sheet, column)
        return cells.texts if cells else []

    def _cells(self, sheet: str, column: str) -> Cells | None:
        read = self._reading.sheets.get(sheet)
        return read.columns.get(column) if read else None


def _code_by_key(text: str, cites: Mapping[str, Cite]) -> str | None:
    codes = {key(code): code for code in cites}
    near = one_mistake_away(key(text), codes.keys(), _CODE_SIGNS)
    return codes[near] if near else nearest_of(text, {code: code for code in cites})


@lru_cache(maxsize=64)
def _labels(codes: tuple[Code, ...]) -> dict[str, str]:
    """The labels of a list by what people may have wanted to write: the code or the label."""
    return {spelling: code.label for code in codes for spelling in (code.code, code.label)}


def _spellings(names: Mapping[str, str]) -> dict[str, str]:
    """The codes by what people may have wanted to write: the code or the name; a name of two codes is none."""
    twice = {name for name, count in Counter(map(key, names.values())).items() if count > 1}
    by_name = {name: code for code, name in names.items() if name and key(name) not in twice}
    return by_name | {code: code for code in names}
