"""The errors that formulas show, in the languages and suites that cités use: they hold no value.

Belongs here: recognising them. Does not belong here: the missing words that people type; those are the
contract's.
"""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = (
    "REF DIV/0 VALUE NAME NULL NUM N/A GETTING_DATA SPILL CALC FIELD BLOCKED CONNECT UNKNOWN BUSY EXTERNAL "
    "PYTHON TIMEOUT MACRO ERROR"
)
_FRENCH = (
    "VALEUR NOM NUL NOMBRE N/D CHARGEMENT_DONNEES PROPAGATION EPARS CALCUL CHAMP BLOQUE CONNEXION INCONNU "
    "OCCUPE EXTERNE ERREUR"
)
_NAMES = frozenset(f"{_ENGLISH} {_FRENCH}".split())
_SHAPE = re.compile(r"#([A-Z/0_]+)[!?]?|ERR:[0-9]{3}")


def is_formula_error(text: str) -> bool:
    """Whether the text is a formula's error (`#REF!`, `#VALEUR !`, `Err :502`), in any case."""
    if not text.startswith(("#", "E", "e")):
        return False
    plain = unicodedata.normalize("NFD", "".join(text.split()).upper())
    match = _SHAPE.fullmatch(plain.encode("ascii", "ignore").decode())
    return match is not None and (match[1] is None or match[1] in _NAMES)


def error_text(text: str) -> str | None:
    """What a cell shows that its file calls an error; None where the suite's word for it is unknown here."""
    return text if is_formula_error(text) else None
