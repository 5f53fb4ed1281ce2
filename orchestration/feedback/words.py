"""Quarters, days and cités as a coordinator says them.

Belongs here: small French words. Does not belong here: sentences, numbers with their nouns (`orchestration.plurals`).
"""

from __future__ import annotations

from datetime import date

from contracts.model import Contract


def quarter_in_words(quarter: str | None) -> str:
    """`4e trimestre 2023`, `1er trimestre 2024`."""
    if quarter is None:
        return "trimestre non reconnu"
    number = int(quarter[-1])
    return f"{number}{'er' if number == 1 else 'e'}\u00a0trimestre\u00a0{quarter[:4]}"


def day_in_words(day: date) -> str:
    """`31/12/2023`."""
    return f"{day:%d/%m}/{day.year:04d}"


def cite_in_words(code: str | None, contract: Contract) -> str:
    """The name and the code of a cité; says so where it is not known."""
    cite = contract.reference.cites.get(code or "")
    if code is None or cite is None:
        return f"cité {code}" if code else "cité non reconnue"
    return f"{cite.name} ({code})"


def sentence(text: str) -> str:
    """The text with a capital first."""
    return text[:1].upper() + text[1:]
