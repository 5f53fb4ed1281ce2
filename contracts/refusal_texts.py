"""Word the refusal of a file before it is read (S01), reason by reason.

Belongs here: putting the limits into the wordings of the contract. Does not belong here: finding the reason
(`orchestration.submissions.reading`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contracts.errors import ContractError
from contracts.model import Limits, Rule
from contracts.odcs import demand
from contracts.typography import grouped, typeset

_MIB = 1024 * 1024
_LIMIT_WORDS = {
    "fichier": "file_bytes",
    "decompresse": "unpacked_bytes",
    "ratio": "ratio",
    "lignes": "rows",
    "colonnes": "columns",
    "memoire": "memory_bytes",
    "secondes": "seconds",
}


DETAILS = ("feuille", "cellules")
"""What is known of one file only: the sheet, the far cells. Filled in when the file is refused."""


def read_refusals(said: Mapping[str, Any], general: Rule, limits: Limits, path: Path) -> dict[str, Rule]:
    """The S01 rule once per reason, limits as a person reads them: `20 Mo`. Raises ContractError.

    `DETAILS` stay as they are: `{feuille}`.
    """
    words = {word: _readable(getattr(limits, name), name) for word, name in _LIMIT_WORDS.items()}
    words |= {word: f"{{{word}}}" for word in DETAILS}

    def worded(reason: str, part: str) -> str:
        text: str = demand(said[reason], part, path, f"reason {reason}")
        try:
            return typeset(text.format(**words))
        except (KeyError, IndexError, ValueError):
            known = ", ".join(f"{{{word}}}" for word in words)
            raise ContractError(f"{path.name}: reason {reason}: its placeholders may be {known}") from None

    return {
        reason: replace(general, message=worded(reason, "constat"), remedy=worded(reason, "remede"))
        for reason in said
    }


def _readable(value: int, name: str) -> str:
    return f"{value // _MIB}\u00a0Mo" if name.endswith("_bytes") else grouped(value)
