"""What people see on a terminal: tables, and progress that does not clutter a log.

Belongs here: alignment and progress. Does not belong here: deciding what to show.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Sequence
from typing import TextIO

# control characters, and those that turn the direction of writing: a name could show as another one
_STEERING = (
    *range(32),
    *range(127, 160),
    0x61C,
    *range(0x200E, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
)
_CONTROLS = {code: "·" for code in _STEERING if chr(code) != "\n"}
_NO_LIMIT = 1 << 20
_NARROWEST = 8


def safe(text: str) -> str:
    """A text of unknown origin as a terminal may show it: characters that steer the terminal become dots."""
    return text.translate(_CONTROLS)


def width() -> int:
    """The columns of the terminal that standard output goes to; as good as no limit where it goes elsewhere."""
    return shutil.get_terminal_size((_NO_LIMIT, 0)).columns


def shortened(text: str, room: int) -> str:
    """The text in at most `room` characters: the middle goes first, since names differ at both ends."""
    if len(text) <= room:
        return text
    head = (room - 1) // 2
    return f"{text[:head]}…{text[len(text) - (room - 1 - head) :]}"


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    right: Sequence[int] = (),
    elastic: int | None = None,
) -> str:
    """Plain text columns; `right` lists the columns that are aligned to the right. Empty cells for None.

    The column `elastic` is shortened as far as the lines would else not fit the terminal.
    """
    texts = [[safe(str(cell)) if cell is not None else "" for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(header), *texts]) for i in range(len(header))]
    if elastic is not None:
        others = sum(widths) - widths[elastic] + 2 * (len(widths) - 1)
        widths[elastic] = min(widths[elastic], max(_NARROWEST, width() - others))

    def line(cells: Sequence[str]) -> str:
        aligned = (
            shortened(c, w).rjust(w) if i in right else shortened(c, w).ljust(w)
            for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(aligned).rstrip()

    return "\n".join([line(list(header)), line(["─" * width for width in widths]), *map(line, texts)])


class Progress:
    """One line a stage on standard error; on a terminal, a counter that is rewritten in place."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty()
        self._shown = 0.0
        self.step: str | None = None
        """The number of the step under way, as `stage` said it last (`4/5 auditing …`); None before the first."""

    def stage(self, text: str) -> None:
        """Say what begins."""
        self.step = text[0] if text[1:3] == "/5" else self.step
        self._print(f"{text}\n")

    def count(self, done: int, total: int, what: str) -> None:
        """Say how far a stage is: on a terminal ten times a second, else at each quarter of a long work."""
        if self._live:
            if done == total or time.monotonic() - self._shown > 0.1:
                self._shown = time.monotonic()
                self._print(f"\r  {done}/{total} {what}" + ("\n" if done == total else ""))
        elif total >= 100 and done and (done == total or done % max(1, total // 4) == 0):
            self._print(f"  {done}/{total} {what}\n")

    def _print(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
