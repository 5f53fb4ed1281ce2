"""Texts that somebody else wrote, inside a Markdown text of ours.

Belongs here: making sure that they are shown as they are. Does not belong here: what is told.
"""

from __future__ import annotations

import re

_MEANING = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def plain(text: str) -> str:
    """The text on one line, with nothing in it that Markdown or HTML would take for its own."""
    return _MEANING.sub(r"\\\1", " ".join(text.split()))
