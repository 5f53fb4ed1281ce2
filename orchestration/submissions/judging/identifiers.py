"""Is it a SIRET, is it a QPV code of this cité in that quarter?

Belongs here: the form and the key of identifiers. Does not belong here: columns and frames (`context`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum import luhn

from contracts.model import Cite, Reference

_DIGITS = re.compile(r"\d{14}", re.ASCII)
_POSTE = "356000000"
_QPV_2015 = re.compile(r"QP(\d{3}|02[AB])\d{3}", re.ASCII)
_QPV_2024 = re.compile(r"QN(\d{3}|02[AB])\d{2}[A-Z]", re.ASCII)


@lru_cache(maxsize=65_536)
def is_siret(text: str) -> bool:
    """R01: 14 digits, not all zeros, whose Luhn key holds; La Poste's may add up to a multiple of 5 instead.

    `stdnum.fr.siret` is not used: it also asks for the SIREN's own key, which the rule does not.
    """
    if not _DIGITS.fullmatch(text) or not text.strip("0"):
        return False
    if text.startswith(_POSTE) and sum(map(int, text)) % 5 == 0:
        return True
    return bool(luhn.is_valid(text))


def is_qpv(code: str, cite: Cite | None, quarter: str | None, reference: Reference) -> bool:
    """R02: a QPV of this cité and of that quarter's generation; where one is unknown, the form of either."""
    if cite is None or quarter is None:
        return bool(_QPV_2015.fullmatch(code) or _QPV_2024.fullmatch(code))
    if quarter >= cite.qpv_2024_from:
        return bool(_QPV_2024.fullmatch(code)) and code in reference.qpv_by_cite.get(cite.code, frozenset())
    form = _QPV_2015.fullmatch(code)
    return form is not None and form[1] in {departement.zfill(3) for departement in cite.departements}
