"""Tell people while a run goes on: what was judged is told at once, and neither the run nor its lock waits for a mail server.

Belongs here: doing it beside, and waiting for it at the very end. Does not belong here: what is told (`telling`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType


class Beside:
    """Work in threads of its own; leaving the context waits for it. Each way to people ends by its own time-out."""

    def __init__(self) -> None:
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Beside:
        """Nothing is begun yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait, also where the run failed: its verdicts stand."""
        for thread in self._threads:
            thread.join()

    def do(self, work: Callable[[], None]) -> None:
        """Begin the work. It must raise nothing: nobody would hear of it."""
        thread = threading.Thread(target=work, name="telling")
        self._threads.append(thread)
        thread.start()
