"""Rows and columns as a cause names them.

Belongs here: the words of places. Does not belong here: the sentences (`contracts/submission`).
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts.model import Sheet

_NAMED = 6
"""Rows that are named one by one."""


def rows_in_words(sheet: Sheet, rows: Sequence[int]) -> dict[str, str]:
    """`feuille`, `ligne` (the first), `lignes` (`la ligne 6`, `les lignes 6 et 9`, `ces 12 lignes`), `ou` (so in a title)."""
    numbers = sorted(set(rows))
    which = _which(numbers)
    if len(numbers) == 1:
        of, title = f"la ligne\u00a0{which}", f"ligne\u00a0{which}"
    elif which:
        of, title = f"les lignes\u00a0{which}", f"lignes\u00a0{which}"
    else:
        title = f"{len(numbers)}\u00a0lignes"
        of = f"ces {title}"
    return {"feuille": sheet.label, "ligne": str(numbers[0]), "lignes": of, "ou": title}


def _which(numbers: Sequence[int]) -> str:
    """`6`, `6 et 9`, `6 à 11`; nothing where there are too many to be named."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]} à {numbers[-1]}"
    if len(numbers) > _NAMED:
        return ""
    *others, last = map(str, numbers)
    return f"{', '.join(others)} et {last}" if others else last
