"""French phone numbers in a plain text, told from the other numbers of a return.

| found | not found, for |
|---|---|
| `06 12 34 56 78`, `0612 34 56 78`, `06 1234 5678`, `06/12.34…` | `Lots 01/02/03/04/05`: the word before |
| `0590-12-34-56`, `+262 692 12 34 56`, `0033 6…`, `+33 (0)6…` | `Convention n° 0123456789`: the word before |
| `tél 6.12.34.56.78`: nine digits, after the word | `06-07-08-09-10`: numbers that follow one another |
| `06 12 34 56 78 07 98 76 54 32`: two of them | `08 30 12 30 13 30 17 30`: pairs that go on |
| | `0800 123 456`: a service, nobody's own |

Belongs here: shapes, and what stands around them. Does not belong here: the other kinds of personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_BETWEEN = r"[ ./_·-]{0,3}"
"""What people put between groups of digits."""
_PAIRS = r"(?P<{0}>\ [-/.·:]\ |[.:]\ |[ ./_·:*|-]?)\d\d(?:(?P={0})\d\d){{{{{1}}}}}"

# Groups are counted, and their separators are the same throughout: `01.02.2023 14h` is no number. Dots among spaces are
# taken only with a pair that no day, month, hour or minute has.
_SHAPES = re.compile(
    rf"""(?<!\d)(?<!\d[.,])(?:
      (?P<abroad>(?:\+\ ?|00\ ?)(?:33|262|508|590|594|596)\)?{_BETWEEN}(?:\(0\)|0)?{_BETWEEN}[1-9](?:{_BETWEEN}\d){{8}}
        |(?:\+\ ?|00\ ?)(?:508|68[179]){_BETWEEN}\d\d(?:{_BETWEEN}\d\d){{2,3}})
    | 33\ [67](?:\ \d\d){{4}} | 0[67](?:[ .-]\d\d){{2}}[ .-](?!19|20)\d{{4}}
    | 33[1-9]\d{{8}}                                                     # what a cell of numbers makes of +33
    | (?:0|\(0\)\ ?)[1-9]{_PAIRS.format("one", 3).format()}
    | \(0[1-9]\)\ ?\d\d{_PAIRS.format("two", 2).format()}
    | 0[1-9]\ ?[:/.-]{{1,2}}\ ?\d\d{_PAIRS.format("three", 2).format()}
    | 0[1-9](?=(?:[ ./-]\d\d){{0,3}}[ ./-][6-9]\d)(?:[ ./-]\d\d){{4}}(?![ .]\d\d(?!\d))
    | 0[1-9]\d\d(?P<threes>[ ./-])\d{{3}}(?P=threes)\d{{3}}
    | 0[1-9]\d\d(?P<four>[ ./-])\d\d(?P=four)\d\d(?P=four)\d\d
    | 0[1-9][ ./-](?:\d{{8}}|\d{{4}}[ .-]\d{{4}}|\d{{3}}[ .-]\d{{3}}[ .-]\d\d|\d\d[ .-]\d{{3}}[ .-]\d{{3}})
    | 0[1-9]\d(?P<small>[ .-])\d{{3}}(?P=small)\d\d(?P=small)\d\d
    | 0[67]\d(?P<long>[ .-])\d{{3}}(?P=long)\d{{4}}
    | 0[ .-][1-9]\d\d[ .-]\d{{3}}[ .-]\d{{3}}
    | 0\ [1-9](?:\ \d\d){{4}} | 0\ [1-9](?:\ \d){{8}} | 0[1-9](?:\ \d){{8}}
    | 0[67](?:,\ ?\d\d){{4}}
    | (?P<short>[1-9]){_PAIRS.format("nine", 3).format()}
    )(?!\d)(?!,\d)""",
    re.VERBOSE,
)

_LINK = (
    r"(?:\W{0,3}\b(?:n[°o]?|no|num|numero|de|du|des|la|le|les|l|d|a|au|sur|est|et|fse\+?|europeen\w*|pro|perso|fixe"
    r"|\d{1,6})\b)"
)
"""What may stand between such a word and its number: `facture n° 12`, `appeler au`."""
_TELEPHONE = re.compile(
    r"\b(?:tel|tph|telephon\w*|portables?|port|mobiles?|gsm|fax|telecopie|appel\w*|joindre|joignable|contact\w*|whatsapp|sms"
    rf"|standard|ligne directe|rappel\w*){_LINK}{{0,4}}\W{{0,4}}$"
)
_NAMES = (
    r"\b(?:conventions?|factures?|rna|siren|siret|nda|finess|uai|rne|rncp|rome|naf|ape|insee|fse\+?|feder|osiris|chorus|ej|iban|bic"
    r"|refs?\.?|references?|dossiers?|marches?|lots?|devis|bons?|commandes?|decisions?|deliberations?|arretes?|avenants?"
    r"|subventions?|codes?|identifiants?|id|matricules?|immatriculations?|comptes?|contrats?|agrements?|budgets?|articles?"
    r"|chapitres?|imputations?|lignes?|bus|tranches?|parcelles?|batiments?|bat\.?|locaux|bureaux?|etages?|salles?|pages?|tickets?"
    r"|demandes?|enregistrements?|recepisses?|quittances?|cheques?|virements?|mandats?|titres?|engagements?|declarations?"
    r"|departements?|dept\.?|dep\.?|regions?|qpv|cp|bp|cs|cedex|postaux|allocataires?|(?<!de )(?:projets?|actions?)|operations?"
    r"|compteurs?|plans?|nomenclatures?|cotes?|polices?|series?|versions?|zones?|secteurs?|groupes?|dates?|jours?|semaines?|seances?|permanences?|horaires?|creneaux"
    r"|effectifs?|scores?|resultats?|isbn|issn)"
)
_UP_TO_THE_NUMBER = rf"{_LINK}{{0,4}}[^\w,;.)]{{0,4}}$"
_REFERENCE = re.compile(_NAMES + _UP_TO_THE_NUMBER)
_LOOSE_REFERENCE = re.compile(
    rf"(?:{_NAMES} (?:de |du |d')?[a-z-]+{_UP_TO_THE_NUMBER}|\b(?:n°|no|num|numero)\W{{0,3}}$)"
)
"""What makes a reference of ten digits in one, not of a mobile's: people write those apart, or as a mobile's number."""
_GLUED = re.compile(r"(?:[^\W\d_]|\d[/_-])$")
_OTHERS_BEFORE = re.compile(r"(?<![\d])(?:\d\d[ ./_·-])+$")
_OTHERS_AFTER = re.compile(r"(?:[ ./_·-]\d\d)+(?!\d)")
_COUNTED = re.compile(
    r"\W{0,3}(?:€|%|euros?\b|francs?\b|f ?cfp\b|heures?\b|h\b|ans\b|habitants?\b|departements?\b|lots?\b|salles?\b|et \d\d\b"
    r"|(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b)"
)
_DATE = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d\d|\d\d)(?!\d)(?![./-]\d)"
)
_NEAR = 70
_SERVICE = re.compile(r"08[0129]")
"""Numbers of services (numbering plan of the Arcep: 080 free, 081, 082 and 089 charged) are no one person's."""


def phone_numbers(text: str) -> Iterator[str]:
    """Every phone number of a plain text."""
    dateless = _DATE.sub(lambda match: "x" * len(match[0]), text)
    for match in _SHAPES.finditer(dateless):
        if match["abroad"] or _is_number(match, dateless):
            yield match[0]


def _is_number(match: re.Match[str], text: str) -> bool:
    """What the words, pairs and signs around a shape say of it; the words for a telephone say it all."""
    before, after = (
        text[max(0, match.start() - _NEAR) : match.start()],
        text[match.end() : match.end() + _NEAR],
    )
    digits = re.sub(r"\D", "", match[0])
    if _SERVICE.match(digits):
        return False
    if _TELEPHONE.search(before):
        return True
    if match["short"] or _REFERENCE.search(before) or _COUNTED.match(after):
        return False
    if len(match[0]) == len(digits) and _is_a_reference(digits, before):
        return False
    return not (_is_a_list(digits) or _goes_on(before, after))


def _is_a_reference(digits: str, before: str) -> bool:
    """Digits in one that go on from a sign before, or that such a word announces; a mobile's number does not."""
    if _GLUED.search(before):
        return True
    return digits[:2] not in ("06", "07") and _LOOSE_REFERENCE.search(before) is not None


def _is_a_list(digits: str) -> bool:
    """Numbers that follow one another, or days of one month in their order."""
    pairs = [int(digits[start : start + 2]) for start in range(0, len(digits), 2)]
    steps = [second - first for first, second in pairwise(pairs)]
    return set(steps) == {1} or digits == "0123456789" or (min(steps) > 0 and pairs[-1] <= 31)


def _goes_on(before: str, after: str) -> bool:
    """Whether pairs stand before or behind that make no whole number of their own."""
    others = (_OTHERS_BEFORE.search(before), _OTHERS_AFTER.match(after))
    return any(found is not None and len(re.findall(r"\d\d", found[0])) % 5 for found in others)
