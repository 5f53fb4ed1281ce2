"""The tables that a release was made from, as they were: its own queries over what the register said then.

Belongs here: opening a release for questions. Does not belong here: the questions (`contributions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from contracts.model import Contract
from orchestration.explanation.states import Replays
from orchestration.publication.assemble import QUERIES
from orchestration.publication.catalogue import Release
from orchestration.publication.manifest import read_file
from orchestration.scratch import scratch
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Register
from orchestration.warehouse.replay import replayed
from orchestration.warehouse.statements import Statement, decoded
from orchestration.warehouse.workdir import prepare


@dataclass(frozen=True)
class _Then:
    events: Sequence[Mapping[str, Any]]


@contextmanager
def opened(
    storage: Storage, register: Register, contract: Contract, release: Release
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The staging and intermediate tables behind a release, in memory. Reference data are those of today.

    A release published before releases kept their queries is asked by today's. Raises DamagedRelease, ReplayFailed,
    StorageError, BuildFailed.
    """
    with (
        replays_of(storage, register, contract, release) as (replays, events),
        replayed(replays.statements, replays.workdir, events) as connection,
    ):
        yield connection


@contextmanager
def replays_of(
    storage: Storage, register: Register, contract: Contract, release: Release
) -> Iterator[tuple[Replays, Sequence[Mapping[str, Any]]]]:
    """What replays other events by a release's queries, and the events that the release itself was made from.

    Raises as `opened` does.
    """
    events = _events(register, release)
    with scratch() as workdir:
        prepare(storage, _Then(events), contract, workdir)
        yield Replays(_statements(storage, release, workdir), workdir, contract), events


def _events(register: Register, release: Release) -> Sequence[Mapping[str, Any]]:
    """What the register said when the release was made."""
    head = release.manifest.get("registre")
    return register.until(head["segment"]) if head else register.events


def _statements(storage: Storage, release: Release, workdir: Path) -> Sequence[Statement]:
    if any(file["chemin"] == QUERIES for file in release.manifest["fichiers"]):
        return decoded(read_file(storage, release.manifest, QUERIES))
    from orchestration.warehouse.dbt import compiled

    return compiled(workdir)
