"""A yes or a no with something around it that changes nothing: « OUI ! », « non. », « (oui) », « ✓ ».

Belongs here: which signs change nothing. Does not belong here: the words themselves (`submissions.reading.cells`).
"""

from __future__ import annotations

from contracts.keys import key

_ANSWERS = {"oui": True, "vrai": True, "non": False, "faux": False}
"""Whole words alone: a letter or a figure beside a sign may be a note or a half-typed word."""
_TICKS = frozenset("✓✔☑✅")
_AROUND = ' .,;:!…()[]«»"“”*-–—'
"""No question mark: who writes « oui ? » is not sure."""


def answer_meant(text: str) -> bool | None:
    """The answer that a normalised text gives beyond doubt; None for every other text."""
    if text and not set(text) - _TICKS - {"\ufe0f"}:
        return True
    return _ANSWERS.get(key(text.strip(_AROUND)))
