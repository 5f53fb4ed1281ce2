"""The other versions of a return: the accepted one before it, or beside it.

Belongs here: what is known of them, and naming one. Does not belong here: who sent what before (it comes as plain data).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from orchestration.clock import PARIS
from orchestration.feedback.words import day_in_words

Previous = Mapping[str, Any]
"""An accepted version: `empreinte`, `recue_le` (UTC, ISO; may be absent), `synthese`."""

Standing = Literal["counts", "superseded", "trial"]
"""Whether the return counts for its quarter, a version received later does, or it was only tried out."""


def received(version: Previous) -> str:
    """`reçue le 12/01/2024 (empreinte 3fa9c1d2e4b5…)`, the day being that of Paris."""
    day = received_on(version)
    return f"{f'{day} ' if day else ''}(empreinte {version['empreinte'][:12]}…)"


def received_on(version: Previous) -> str:
    """`reçue le 12/01/2024`, nothing where that is not known."""
    when = version.get("recue_le")
    return f"reçue le {day_in_words(datetime.fromisoformat(when).astimezone(PARIS).date())}" if when else ""
