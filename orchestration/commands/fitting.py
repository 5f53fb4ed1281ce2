"""Tables of cités that do not wrap: names are shortened as far as a line needs it.

Belongs here: which columns give way, and how much. Does not belong here: alignment (`orchestration.terminal`).
"""

from __future__ import annotations

from collections.abc import Sequence

from orchestration.terminal import table, width

_USUAL = 80
"""Characters of a line where no terminal says how many it shows, and the fewest that a board needs."""
_WIDEST = 1_000
_LEAST = 12
"""Characters that a name keeps: its code stands beside it."""

Rows = Sequence[Sequence[object]]


def room() -> int:
    """How many characters a line may have."""
    return max(_USUAL, width()) if width() < _WIDEST else _USUAL


def fitted(header: Sequence[str], rows: Rows, giving_way: Sequence[int], right: Sequence[int] = ()) -> str:
    """The table; where its lines are too long, the columns `giving_way` are shortened one after the other."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    for column in giving_way:
        excess = max(map(len, table(header, texts, right).splitlines())) - room()
        longest = max((len(row[column]) for row in texts), default=0)
        if excess > 0:
            for row in texts:
                row[column] = begun(row[column], max(_LEAST, longest - excess))
    return table(header, texts, right)


def begun(text: str, room: int) -> str:
    """The text, or its beginning with `…` where it has more than `room` characters: cités are known by how they begin."""
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
