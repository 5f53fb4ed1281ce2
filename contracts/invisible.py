"""Characters that nobody sees, which copying from a page or a chat leaves in names and values.

Belongs here: which they are, and texts without them. Does not belong here: what is left of a text (`keys`, reading).
"""

from __future__ import annotations

import re

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
"""Control characters but those that Unicode or Python take for white space."""
_DROPPED = re.compile(f"[{_INVISIBLE}{_CONTROLS}]")


def visible(text: str) -> str:
    """The text without invisible and control characters; white space stays."""
    return text if text.isprintable() else _DROPPED.sub("", text)
