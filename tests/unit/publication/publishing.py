"""Publish the small programme in one call: what a test changes is what it names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.publication.assemble import assemble
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.release import Published, publish
from tests.unit.audit.small_world import (
    CORRECTED,
    RETURNS,
    FakeRegister,
    Return,
    Tables,
    register,
    small_contract,
    tables,
    write_candidate,
)
from tests.unit.publication.memory import HeldLease, Memory

NOON = datetime(2023, 2, 1, 12, 0, tzinfo=UTC)
CODE = "1.0.0+abc"


@dataclass(frozen=True)
class FakeAudit:
    """An audit that passed, or not, for a content hash."""

    content_hash: str
    success: bool = True

    def as_dict(self) -> dict[str, Any]:
        return {"reussi": self.success, "empreinte_contenu": self.content_hash}


@dataclass
class Press:
    """Publishes candidates to a storage; keeps the candidate's file below `place`."""

    place: Path
    storage: Any = field(default_factory=Memory)
    lease: HeldLease = field(default_factory=HeldLease)

    def publish(
        self,
        published: Tables | None = None,
        *,
        register: FakeRegister | None = None,
        audit: Callable[[str], FakeAudit] = FakeAudit,
        code_version: str = CODE,
        demo: bool = False,
    ) -> Published:
        self.place.mkdir(parents=True, exist_ok=True)
        candidate = write_candidate(self.place / "candidate.duckdb", published)
        passed = audit(content_hash(read_tables(candidate, small_contract())))
        events = register or all_accepted()
        return publish(
            self.storage, candidate, passed, events, small_contract(), self.lease, NOON, demo, code_version
        )


def all_accepted(returns: Iterable[Return] = (CORRECTED, *RETURNS)) -> FakeRegister:
    return register(returns)


def first_two_quarters() -> Tables:
    return tables(quarters=("2022-T1", "2022-T2"))


class Assembler:
    """`assemble`, done once for the same tables and copied ever after."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(self, folder: Path, published: Any, contract: Any, audit: Any, demo: bool) -> None:
        kept = self.place / f"{content_hash(published)}-{demo}"
        if not kept.exists():
            kept.mkdir()
            assemble(kept, published, contract, audit, demo)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        (folder / "audit.json").write_text(json.dumps(audit), encoding="utf-8")
