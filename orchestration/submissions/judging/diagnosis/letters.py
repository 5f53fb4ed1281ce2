"""Accented letters that were written in one character set and read in another.

Belongs here: reading a refused text again as it was meant. A known word that comes out is the proof; without one nothing is said.
Does not belong here: decoding files (`reading.csv_members`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contracts.keys import key, name_key
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.diagnosis.evidence import Diagnosis, Evidence

_READ_AS = "cp1252"
_WRITTEN_AS = ("cp850", "utf-8", "mac_roman", "cp437")
"""What French systems write that is then read as Windows-1252."""
_LOST = re.compile("[?\ufffd]")
_OF_NAMES = frozenset({"I04", "I09"})
_OF_TYPES = frozenset({"T02", "T03", "T05"})


def garbled_letters(evidence: Evidence) -> Iterator[Diagnosis]:
    """The findings of garbled words, where one of them at least proves to be a known one."""
    found = [
        n
        for n, finding in enumerate(evidence.findings)
        if n not in evidence.explained and _is_garbled(finding, evidence)
    ]
    if found:
        has_addresses = any(sheet.letters for sheet in evidence.reading.sheets.values())
        yield Diagnosis("encodage_classeur" if has_addresses else "encodage", {}, tuple(found))


def _is_garbled(finding: Finding, evidence: Evidence) -> bool:
    text = finding.valeur or ""
    if not text or (text.isascii() and "?" not in text):
        return False
    if finding.regle == "T04":
        return _is_word_of(text, _codes(finding, evidence))
    if finding.regle in _OF_NAMES and evidence.identity.cite:
        name = evidence.identity.cite.name
        return any(name_key(meant) == name_key(name) for meant in _meant(text)) or _fills_in(text, [name])
    return finding.regle in _OF_TYPES and any(
        evidence.readers.words.is_missing(meant) for meant in _meant(text)
    )


def _is_word_of(text: str, words: list[str]) -> bool:
    known = {key(word) for word in words}
    return any(key(meant) in known for meant in _meant(text)) or _fills_in(text, words)


def _codes(finding: Finding, evidence: Evidence) -> list[str]:
    """The labels that a column of codes takes."""
    sheet = next(one for one in evidence.contract.submission.sheets if one.label == finding.feuille)
    column = sheet.by_name[finding.colonne or ""]
    return [code.label for code in evidence.contract.reference.codelists[column.codelist or ""]]


def _meant(text: str) -> Iterator[str]:
    """What the text may have been before it was read in the wrong character set."""
    for variant in dict.fromkeys((text, text.replace("\u00c3 ", "\u00c3\u00a0"))):
        for encoding in _WRITTEN_AS:
            try:
                yield variant.encode(_READ_AS).decode(encoding)
            except UnicodeError:
                continue


def _fills_in(text: str, words: Iterable[str]) -> bool:
    """Whether a text is one of the words but for signs that took the place of its accented letters."""
    if not _LOST.search(text):
        return False
    parts = (re.escape(part) for part in _LOST.split(text))
    pattern = re.compile("[^ -~]{1,2}".join(parts), re.IGNORECASE)
    return any(pattern.fullmatch(word) for word in words)
