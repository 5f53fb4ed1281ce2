"""What people see on a terminal: tables, and progress that does not clutter a log.

Belongs here: alignment and progress. Does not belong here: deciding what to show.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import TextIO

_CONTROLS = {code: "·" for code in (*range(32), *range(127, 160)) if chr(code) != "\n"}


def safe(text: str) -> str:
    """A text of unknown origin as a terminal may show it: characters that steer the terminal become dots."""
    return text.translate(_CONTROLS)


def table(header: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> str:
    """Plain text columns; `right` lists the columns that are aligned to the right. Empty cells for None."""
    texts = [[safe(str(cell)) if cell is not None else "" for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(header), *texts]) for i in range(len(header))]

    def line(cells: Sequence[str]) -> str:
        aligned = (
            c.rjust(w) if i in right else c.ljust(w)
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

    def stage(self, text: str) -> None:
        """Say what begins."""
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
