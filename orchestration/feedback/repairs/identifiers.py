"""A SIRET or a code of a quartier that is there for all to see, with a label, a sign or one typing mistake too many.

Belongs here: telling a mistake from another structure or another quartier. Does not belong here: which one is near
(`submissions.judging.suggestions`: what the finding asks about).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from contracts.keys import key, name_key
from contracts.model import Contract
from contracts.typography import typeset
from orchestration.feedback.repairs.typos import is_one_mistake
from orchestration.feedback.sentences import said
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.identifiers import is_siret
from orchestration.submissions.reading.cells import siret_of

_SIRET_LENGTH = 14
_LABELLED = re.compile(
    r"(?:(?:n|no|num|numero)?(?:de|du)?siret(?:n|no|num|numero)?(?:est)?|n|no|num|numero)?(?P<number>[0-9o]{14})"
)
"""The key of a number with nothing before it but what says that it is a SIRET; an O typed for a nought is one."""
_BEFORE_A_NAME = ("codeqpv", "qpv", "codequartier", "quartier", "code", "")

_LABEL_AROUND = typeset("Le numéro est le même, écrit seul et en chiffres.")
_LISTED = typeset("C'est le code de « {name} », quartier de votre cité.")
_NEAR_PARTNER = typeset(
    "Le numéro écrit n'est pas valable ; celui-ci est le seul de vos partenaires qui s'écrit presque pareil."
)
_NEAR_QUARTIER = typeset(
    "Le code écrit n'existe pas ; celui-ci est le seul de votre cité qui s'écrit presque pareil."
)
_NEAR = {"R01": _NEAR_PARTNER, "R02": _NEAR_QUARTIER}
"""Why an identifier one mistake away replaces what is written, by the rule that it breaks.

Not R12: a number that is valid as written is some structure's own, and may be one that is missing among the partners.
"""

Meant = tuple[str, str]
"""The identifier, and why it is proposed, for a person."""


def identifier_meant(finding: Finding, contract: Contract, codes: frozenset[str]) -> Meant | None:
    """The SIRET or the code that stands in the cell of a finding of R01 or R02, or is one typing mistake away.

    `codes` are the quartiers of the cité where they are listed.
    """
    written = finding.valeur or ""
    if finding.regle == "R01" and (number := _siret_within(written)):
        return number, _LABEL_AROUND
    if finding.regle == "R02" and (code := _quartier_within(written, codes, contract)):
        return code, _LISTED.format(name=contract.reference.qpv_names.get(code) or code)
    return _one_mistake_away(finding, contract) if finding.regle in _NEAR else None


def _siret_within(written: str) -> str | None:
    """The valid SIRET that a text is made of, its label and signs aside."""
    match = _LABELLED.fullmatch(re.sub(r"[^0-9a-z]", "", key(written)))
    number = match["number"].replace("o", "0") if match else ""
    return number if is_siret(number) else None


def _quartier_within(written: str, codes: frozenset[str], contract: Contract) -> str | None:
    """The only one of these quartiers that a text names: by its exact name, or by its code with its name or a label beside."""
    names = {code: contract.reference.qpv_names.get(code, "") for code in codes}
    plain = _bare(written)
    found = [code for code in sorted(codes) if plain in _spellings(code, names[code])]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=2_048)
def _spellings(code: str, name: str) -> frozenset[str]:
    """What names a quartier and nothing else, by key without signs."""
    return frozenset(_all_spellings(_bare(code), _bare(name)))


def _all_spellings(code: str, name: str) -> Iterator[str]:
    for label in _BEFORE_A_NAME:
        yield label + code
        if name:
            yield from (label + name, label + code + name, label + name + code)


def _bare(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name_key(text))


def _one_mistake_away(finding: Finding, contract: Contract) -> Meant | None:
    """What the finding asks about, where one typing mistake lies between and what is written is none itself."""
    meant, written = said(finding, contract).meant, finding.valeur or ""
    if meant is None or _exists(written, contract):
        return None
    return (meant, _NEAR[finding.regle]) if is_one_mistake(key(written), key(meant)) else None


def _exists(written: str, contract: Contract) -> bool:
    """Whether it is a valid SIRET (in a number cell leading zeros are not seen), or a quartier of any cité."""
    quartiers = contract.reference.qpv_by_cite.values()
    code = written.upper().replace(" ", "")
    return is_siret(siret_of(written).zfill(_SIRET_LENGTH)) or any(code in codes for codes in quartiers)
