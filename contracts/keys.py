"""Comparison keys: when two words written differently are the same word.

Belongs here: the keys by which sheets, columns, codes, names and action identifiers are compared.
Does not belong here: reading a cell's value (`orchestration.submissions.reading`).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from contracts.invisible import visible

_APOSTROPHES = "'’‘‛ʼʻʽ＇"
_DASHES_OF_OTHER_CATEGORIES = "\u2212\u2043"  # minus sign, hyphen bullet
_DROPPED = frozenset(_APOSTROPHES + _DASHES_OF_OTHER_CATEGORIES + "\u180e_")


def _folded(text: str) -> str:
    """Lower case without accents and invisible characters."""
    decomposed = unicodedata.normalize("NFD", visible(text).lower())
    return "".join(char for char in decomposed if unicodedata.category(char) != "Mn")


def _is_dropped(char: str) -> bool:
    return char in _DROPPED or char.isspace() or unicodedata.category(char) == "Pd"


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """The comparison key of a sheet, column, champ, indicateur, code or label.

    Lower case, accents removed, and spaces of every kind, hyphens and dashes, apostrophes and underscores
    dropped; every other character counts: `Code QPV` = `code_qpv`, `Aller-vers` = `aller_vers`.
    """
    return "".join(char for char in _folded(text) if not _is_dropped(char))


@lru_cache(maxsize=1_024)
def name_key(text: str) -> str:
    """The key of a cité's name (I04): the comparison key, punctuation aside."""
    return "".join(char for char in key(text) if not unicodedata.category(char).startswith("P"))


@lru_cache(maxsize=65_536)
def action_key(text: str) -> str:
    """The key of an action's identifier (R10): case and accents aside, every other character counts."""
    return unicodedata.normalize("NFC", _folded(text))
