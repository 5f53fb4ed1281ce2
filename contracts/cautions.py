"""What whoever reads a published figure is always told beside it, in French.

Belongs here: these sentences, once. Does not belong here: what one column means (`published/*.odcs.yaml`).
"""

from __future__ import annotations

PERSONS = "personnes"
"""The unit of the columns that count people."""

COUNTED_TWICE = (
    "Une même personne peut être comptée plusieurs fois : par plusieurs actions, ou à plusieurs trimestres."
)
CORRECTIONS = (
    "Un trimestre complet n'est pas définitif : une correction peut toujours arriver et changer ses chiffres."
)
SUBJECT_TO_CORRECTION = "sous réserve de corrections"


def with_caution(description: str, unit: str | None) -> str:
    """The description of a column; of one that counts people with how it counts them."""
    return f"{description} {COUNTED_TWICE}" if unit == PERSONS else description
