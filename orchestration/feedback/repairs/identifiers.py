"""A SIRET or a code of a quartier with a typing mistake.

Belongs here: telling a mistake from another structure or another quartier. Does not belong here: which one is near
(`submissions.judging.suggestions`: what the finding asks about).
"""

from __future__ import annotations

from collections.abc import Mapping

from contracts.keys import key
from contracts.model import Contract
from contracts.typography import typeset
from orchestration.feedback.repairs.typos import is_one_mistake
from orchestration.feedback.sentences import said
from orchestration.submissions.findings import Finding
from orchestration.submissions.judging.identifiers import is_siret
from orchestration.submissions.reading.cells import siret_of

_SIRET_LENGTH = 14

OF_IDENTIFIERS: Mapping[str, str] = {
    "R01": typeset(
        "Le numéro écrit n'est pas valable ; celui-ci est le seul de vos partenaires qui s'écrit presque pareil."
    ),
    "R02": typeset(
        "Le code écrit n'existe pas ; celui-ci est le seul de votre cité qui s'écrit presque pareil."
    ),
}
"""Why an identifier is replaced, by the rule that it breaks.

Not R12: a number that is valid as written is some structure's own, and may be one that is missing among the partners.
"""


def identifier_meant(finding: Finding, contract: Contract) -> str | None:
    """The code or SIRET that the finding asks about, where one typing mistake lies between and what is written is none itself."""
    meant, written = said(finding, contract).meant, finding.valeur or ""
    if meant is None or _exists(written, contract):
        return None
    return meant if is_one_mistake(key(written), key(meant)) else None


def _exists(written: str, contract: Contract) -> bool:
    """Whether it is a valid SIRET (in a number cell leading zeros are not seen), or a quartier of any cité."""
    quartiers = contract.reference.qpv_by_cite.values()
    code = written.upper().replace(" ", "")
    return is_siret(siret_of(written).zfill(_SIRET_LENGTH)) or any(code in codes for codes in quartiers)
