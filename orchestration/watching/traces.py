"""The traces of the last look at the landing area and of the last run of each job: small files of this machine.

They lie in `DAGSTER_HOME`, which the services and the command line of a machine share, or else in the workdir: never in a
bucket, where a write every ten seconds costs money, and where a storage out of reach could not be noted.

Belongs here: where they lie, their shape. Does not belong here: what follows from them (`health`, `ends`).
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from orchestration.settings import Settings
from orchestration.workdir import made, temporary_place

Outcome = Literal["succeeded", "failed"]

_FOLDER = "cites-watch"
_LOOK = "look.json"
_RUN = "run-{}.json"


@dataclass(frozen=True, slots=True)
class LastLook:
    """A look of the sensor that went well: at which storage, when, and until when the next one is due at the latest."""

    storage: str
    instant: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class LastRun:
    """The end of the last run of a job: when, how, our own error's line where it failed with one.

    `told` where the team was told that this job fails, and no run of it went well since.
    """

    storage: str
    job: str
    instant: datetime
    outcome: Outcome
    line: str | None = None
    told: bool = False


Trace = TypeVar("Trace", LastLook, LastRun)


class Traces:
    """The traces of one storage."""

    def __init__(self, settings: Settings) -> None:
        """Of the storage that is set; nothing is opened, nothing made."""
        is_bucket = "://" in settings.storage
        self._folder = None if is_bucket else Path(settings.storage).expanduser().absolute()
        self._storage = settings.storage.rstrip("/") if is_bucket else str(self._folder)
        self._home = Path(settings.dagster_home) if settings.dagster_home else None

    @property
    def place(self) -> Path:
        """The folder that they lie in."""
        if self._home is not None:
            return self._home / _FOLDER
        return (self._folder / "work" if self._folder else temporary_place(self._storage)) / _FOLDER

    @property
    def look(self) -> LastLook | None:
        """The last look at this storage; None where none is noted, or what is noted cannot be read."""
        return self._read(_LOOK, LastLook)

    def run(self, job: str) -> LastRun | None:
        """The last run of this job on this storage; None likewise."""
        return self._read(_RUN.format(job), LastRun)

    def note_look(self, instant: datetime, due: datetime) -> None:
        """Note a look that went well. Raises OSError, UnsafeWorkdir."""
        self._write(_LOOK, LastLook(self._storage, instant, due))

    def note_run(
        self, job: str, instant: datetime, outcome: Outcome, line: str | None = None, *, told: bool = False
    ) -> LastRun | None:
        """Note the end of a run, unless a later one is noted; what stood there before. Raises OSError, UnsafeWorkdir.

        That the team was told of a failure stands until a run goes well.
        """
        before = self.run(job)
        if before is None or before.instant <= instant:
            still = told or (before is not None and before.told)
            noted = LastRun(self._storage, job, instant, outcome, line, outcome == "failed" and still)
            self._write(_RUN.format(job), noted)
        return before

    def _read(self, name: str, kind: type[Trace]) -> Trace | None:
        with suppress(OSError, ValueError, TypeError, AttributeError):
            said = json.loads((self.place / name).read_text(encoding="utf-8"))
            trace = kind(**{**said, **dict(_instants(said))})
            return trace if trace.storage == self._storage else None
        return None

    def _write(self, name: str, trace: LastLook | LastRun) -> None:
        self._make_place()
        unfinished = self.place / f".{name}-{os.getpid()}-{secrets.token_hex(4)}"
        try:
            text = json.dumps(asdict(trace), default=datetime.isoformat, ensure_ascii=False)
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(self.place / name)
        finally:
            unfinished.unlink(missing_ok=True)

    def _make_place(self) -> None:
        # neither a home nor a storage is made by noting something
        if self._home is None and self._folder is None:
            made(self.place.parent)
        elif self._home is None:
            self.place.parent.mkdir(mode=0o700, exist_ok=True)
        self.place.mkdir(mode=0o700, exist_ok=True)


def _instants(said: dict[str, Any]) -> Iterator[tuple[str, datetime]]:
    for name in ("instant", "due"):
        if name in said:
            instant = datetime.fromisoformat(said[name])
            if instant.tzinfo is None:
                raise ValueError(f"{name} says no zone: it is not of ours")
            yield name, instant
