"""One typing mistake away: a letter too many, too few, another one, or two exchanged.

Belongs here: comparing two keys. Does not belong here: which words there are to choose from (`proposals`).
"""

from __future__ import annotations

from collections.abc import Iterable

from contracts.keys import key, name_key
from contracts.model import Code
from contracts.typography import typeset

_NEAR_LABEL = typeset("C'est la seule valeur de la liste qui s'écrit presque pareil.")
_NEAR_CODE = typeset(
    "C'est la valeur de la liste dont le code est « {code} », le seul qui s'écrit presque pareil."
)
_SAME = typeset("C'est la même valeur, sans le signe en trop.")
_SHORTEST = 4
"""Below, one letter makes another word of a word."""


def code_meant(text: str, codes: Iterable[Code]) -> Code | None:
    """The only code that the text misses by signs that are no letters, or by one mistake, as a code or as a label.

    None where there is none, several, or the text is too short to tell.
    """
    codes, typed = list(codes), key(text)
    same = [code for code in codes if name_key(text) in (name_key(code.label), name_key(code.code))]
    if same and name_key(text) != typed:
        return same[0] if len(same) == 1 else None
    if len(typed) < _SHORTEST:
        return None
    near = [code for code in codes if any(_is_near(typed, key(word)) for word in (code.label, code.code))]
    return near[0] if len(near) == 1 else None


def why_code(text: str, meant: Code) -> str:
    """Why this code is proposed, for a person: a code that was written is named, as the label says nothing of it."""
    if name_key(text) in (name_key(meant.label), name_key(meant.code)):
        return _SAME
    return _NEAR_LABEL if _is_near(key(text), key(meant.label)) else _NEAR_CODE.format(code=meant.code)


def _is_near(typed: str, meant: str) -> bool:
    return len(meant) >= _SHORTEST and is_one_mistake(typed, meant)


def is_one_mistake(typed: str, meant: str) -> bool:
    """Whether exactly one mistake lies between two different words."""
    start = _common(typed, meant)
    end = _common(typed[start:][::-1], meant[start:][::-1])
    left, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    if max(len(left), len(right)) == 1:
        return True
    return len(left) == len(right) == 2 and left == right[::-1]


def _common(one: str, other: str) -> int:
    """The length of the beginning that two words share."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
