"""Publish the small programme in one call: what a test changes is what it names."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from orchestration.publication.assemble import assemble
from orchestration.publication.edition import Edition
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.manifest import NAME
from orchestration.publication.pointer import KEY as POINTER
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

    def data_docs(self, release: str) -> bytes:
        return f"what was seen of {release}".encode()

    def as_dict(self) -> dict[str, Any]:
        return {
            "reussi": self.success,
            "empreinte_contenu": self.content_hash,
            "controles": 0,
            "resultats": [],
        }


@dataclass
class Press:
    """Publishes candidates to a storage; keeps the candidates' files below `place`."""

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
        candidate, fingerprint = candidate_of(self.place, published)
        passed = audit(fingerprint)
        events = register or all_accepted()
        return publish(
            self.storage, candidate, passed, events, small_contract(), self.lease, NOON, demo, code_version
        )


_WRITTEN: dict[Path, str] = {}


def candidate_of(place: Path, published: Tables | None) -> tuple[Path, str]:
    """The candidate of these tables and its content hash; written once below a place."""
    rows = tables() if published is None else published
    path = place / f"{hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()[:12]}.duckdb"
    if path not in _WRITTEN:
        place.mkdir(parents=True, exist_ok=True)
        _WRITTEN[path] = content_hash(read_tables(write_candidate(path, rows), small_contract()))
    return path, _WRITTEN[path]


def all_accepted(returns: Iterable[Return] = (CORRECTED, *RETURNS)) -> FakeRegister:
    return register(returns)


def first_two_quarters() -> Tables:
    return tables(quarters=("2022-T1", "2022-T2"))


class Assembler:
    """`assemble`, done once for the same tables and copied ever after."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __call__(self, folder: Path, edition: Edition) -> None:
        kept = self.place / f"{content_hash(edition.tables)}-{edition.demo}"
        if not kept.exists():
            kept.mkdir()
            assemble(kept, edition)
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        (folder / "audit.json").write_text(json.dumps(edition.audit.as_dict()), encoding="utf-8")


def as_an_earlier_version_wrote_it(storage: Memory, release: str, table: str) -> None:
    """Take a table out of a release's manifest, and the manifest's checksum out of the pointer's journal."""
    key = next(key for key in storage.objects if key.startswith(f"releases/{release}") and key.endswith(NAME))
    manifest = json.loads(storage.read(key))
    del manifest["tables"][table]
    storage.objects[key] = json.dumps(manifest).encode()
    said = json.loads(storage.read(POINTER))
    for movement in said["mouvements"]:
        del movement["manifeste"]
    storage.objects[POINTER] = json.dumps(said).encode()
