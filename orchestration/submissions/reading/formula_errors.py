"""The errors that formulas show, in the languages and suites that cités use: they hold no value.

Belongs here: recognising them. Does not belong here: the missing words that people type; those are the
contract's.
"""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = (
    "REF DIV/0 VALUE NAME NULL NUM SPILL CALC FIELD BLOCKED CONNECT UNKNOWN BUSY EXTERNAL PYTHON TIMEOUT MACRO "
    "ERROR"
)
_FRENCH = (
    "VALEUR NOM NUL NOMBRE PROPAGATION EPARS CALCUL CHAMP BLOQUE CONNEXION INCONNU OCCUPE EXTERNE ERREUR"
)
_UNMARKED = frozenset(["#N/A", "#N/D", "#GETTING_DATA", "#CHARGEMENT_DONNEES"])
_MARKED = frozenset(f"#{name}{mark}" for name in f"{_ENGLISH} {_FRENCH}".split() for mark in "!?")
_BY_NUMBER = re.compile(r"ERR:[0-9]{3}")


def is_formula_error(text: str) -> bool:
    """Whether the text is a formula's error (`#REF!`, `#VALEUR !`, `Err :502`), in any case."""
    if not text.startswith(("#", "E", "e")):
        return False
    spelled = unicodedata.normalize("NFD", "".join(text.split()).upper())
    plain = spelled.encode("ascii", "ignore").decode()
    return plain in _MARKED or plain in _UNMARKED or _BY_NUMBER.fullmatch(plain) is not None
