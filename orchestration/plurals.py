"""A number and its noun, as French counts: one stays singular, zero too.

Belongs here: the agreement of words with their number. Does not belong here: sentences, other figures (`contracts.typography`).
"""

from __future__ import annotations

from contracts.typography import grouped

_SAME_IN_PLURAL = "sxz"
_IRREGULAR = {"total": "totaux"}


def counted(number: int, *words: str) -> str:
    """`1 ligne`, `12 lignes`, `2 totaux`, `3 autres points`: the words in the plural from 2 on, no break between them."""
    return "\u00a0".join((grouped(number), *(agreed(number, word) for word in words)))


def agreed(number: int, word: str) -> str:
    """One word in the number that French asks for: `rejetée` up to 1, `rejetées` from 2 on."""
    return word if number < 2 else _IRREGULAR.get(word, word if word[-1] in _SAME_IN_PLURAL else f"{word}s")
