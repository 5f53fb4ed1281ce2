"""What people see on a terminal: tables, and progress that does not clutter a log; JSON lines for what collects logs.

Belongs here: alignment, progress, the line of an error. Does not belong here: deciding what to show.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Sequence
from typing import TextIO

from orchestration.clock import now
from orchestration.settings import logs_are_json

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


def logged(level: str, message: str) -> str:
    """A line of a log as JSON: when, how grave (`info`, `error`), what."""
    line = {"instant": now().isoformat(timespec="milliseconds"), "level": level, "message": message}
    return json.dumps(line, ensure_ascii=False)


def say_error(line: str) -> None:
    """What ended a command, as one line on standard error."""
    print(logged("error", line) if logs_are_json() else f"cites: {line}", file=sys.stderr)


class Progress:
    """One line a stage on standard error; on a terminal, a counter that is rewritten in place. JSON lines where asked for."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._json = logs_are_json()
        self._live = self._stream.isatty() and not self._json
        self._shown = 0.0
        self.step: str | None = None
        """The number of the step under way, as `stage` said it last (`4/5 auditing …`); None before the first."""

    def stage(self, text: str) -> None:
        """Say what begins."""
        self.step = text[0] if text[1:3] == "/5" else self.step
        self._print_line(text)

    def count(self, done: int, total: int, what: str) -> None:
        """Say how far a stage is: on a terminal ten times a second, else at each quarter of a long work."""
        if self._live:
            if done == total or time.monotonic() - self._shown > 0.1:
                self._shown = time.monotonic()
                self._print(f"\r  {done}/{total} {what}" + ("\n" if done == total else ""))
        elif total >= 100 and done and (done == total or done % max(1, total // 4) == 0):
            self._print_line(f"  {done}/{total} {what}")

    def _print_line(self, text: str) -> None:
        self._print(f"{logged('info', text.strip()) if self._json else text}\n")

    def _print(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
