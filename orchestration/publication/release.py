"""Publish: make the release whole, verify it, and only then move the pointer.

Belongs here: the order of the steps, and what is refused. Does not belong here: the release's files
(`assemble`, `writing`), the manifest's shape (`manifest`) or the pointer's (`pointer`). Why in this order:
docs/explanation/adr/0004-releases-and-the-pointer.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from contracts.model import Contract
from orchestration.errors import CitesError
from orchestration.publication.catalogue import consolidated_tables_of, current
from orchestration.publication.edition import Audited, Edition, PreviousRelease, Register
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.inputs import inputs_digest
from orchestration.publication.manifest import (
    DamagedRelease,
    Manifest,
    complete_releases,
    manifest_digest,
    next_number,
    release_id,
    verify,
)
from orchestration.publication.pointer import (
    Kind,
    Movement,
    Pointer,
    moved,
    read_pointer,
    remembering,
    stamp,
    write_pointer,
)
from orchestration.publication.revisions.table import revisions
from orchestration.publication.revisions.walk import Replay
from orchestration.publication.writing import (
    clean_up,
    origin_of,
    returns_in_force,
    write_release,
)
from orchestration.scratch import scratch
from orchestration.storage.interface import Lease, Storage

Outcome = Literal["published", "republished", "unchanged", "set_aside"]
"""A new release · an earlier one made current again · the current one has this content · a person rolled
back from this content."""

_NEW = "nouveau contenu"
_AGAIN = "le contenu est de nouveau celui de cette version"


class Unaudited(CitesError):
    """The candidate did not pass its audit, or is no longer the one that passed."""


@dataclass(frozen=True, slots=True)
class Published:
    """The release that is current now, the candidate's content hash, and what came of the publication."""

    release: str
    content_hash: str
    outcome: Outcome


def publish(
    storage: Storage,
    candidate: Path,
    audit: Audited,
    register: Register,
    contract: Contract,
    lease: Lease,
    now: datetime,
    demo: bool,
    code_version: str,
    replay: Replay | None = None,
    queries: bytes = b"",
    documentation: Callable[[], bytes] | None = None,
    contact: str | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Published:
    """Make the candidate the current release, unless it is, or a person rolled back from this content.

    `replay` gives the figures of other events by the candidate's `queries`: with it, every change since the release before is
    attributed to its causes. `documentation` is asked only where a release is made. `clock` tells the moment at which the
    pointer moves, which is when readers get the release: `now` is when its making began.
    Whatever fails before the last step leaves the current release as it was. Raises Unaudited,
    UnreadableCandidate, UnbuiltFile, DamagedRelease, StorageError, or what `lease.check()` raises.
    """
    tables = read_tables(candidate, contract)
    fingerprint = content_hash(tables)
    _demand_audit(audit, fingerprint)
    inputs = inputs_digest(register, contract, code_version)
    releases, pointer = complete_releases(storage), read_pointer(storage)
    counting = returns_in_force(register)
    same = [
        release
        for release, manifest in releases.items()
        # a release names the returns that it was made from: the same figures of other returns are another release
        if manifest["empreinte_contenu"] == fingerprint and manifest["remontees"] == counting
    ]
    if pointer and (outcome := _nothing_to_do(pointer, same)):
        if pointer.entrees != inputs:
            write_pointer(storage, remembering(pointer, inputs), lease)
        return Published(pointer.release, fingerprint, outcome)
    target = next((release for release in reversed(same) if _is_whole(storage, releases[release])), None)
    if target is None:
        clean_up(storage, pointer)
        target = release_id(next_number(storage), fingerprint)
        origin = {
            "empreinte_contenu": fingerprint,
            **origin_of(register, contract, now, demo, code_version, inputs),
            "precedente": _link(storage, pointer),
        }
        before = _previous(storage, pointer)
        edition = Edition(
            target, tables, contract, audit, register, origin, before, None, queries, documentation, contact
        )
        write_release(storage, _since(edition, replay), lease)
    return _point(storage, pointer, target, fingerprint, inputs, clock() if clock else now, lease)


def _demand_audit(audit: Audited, fingerprint: str) -> None:
    if not audit.success:
        raise Unaudited("the audit of this candidate did not pass: nothing was published")
    if audit.content_hash != fingerprint:
        raise Unaudited(
            "the candidate is not the one that was audited: nothing was published; run `cites run` again"
        )


def _nothing_to_do(pointer: Pointer, same: list[str]) -> Outcome | None:
    if pointer.release in same:
        return "unchanged"
    return "set_aside" if pointer.set_aside() & set(same) else None


def _link(storage: Storage, pointer: Pointer | None) -> dict[str, str] | None:
    """The release that was current until now, and its manifest's SHA-256: each manifest vouches for the one before."""
    if pointer is None:
        return None
    return {"release": pointer.release, "manifeste": manifest_digest(storage, pointer.release)}


def _previous(storage: Storage, pointer: Pointer | None) -> PreviousRelease | None:
    if pointer is None:
        return None
    release = current(storage)
    return PreviousRelease(release.manifest, consolidated_tables_of(storage, release))


def _since(edition: Edition, replay: Replay | None) -> Edition:
    """The edition with what changed since the release before it."""
    if edition.previous is None:
        return edition
    manifest, register = edition.previous.manifest, edition.register
    then = register.until(manifest["registre"]["segment"]) if "registre" in manifest else register.events
    return replace(
        edition,
        revisions=revisions(
            edition.release,
            edition.tables,
            (manifest["release"], edition.previous.tables),
            (then, register.events),
            any(manifest[name] != edition.origin[name] for name in ("code", "contrat")),
            edition.contract,
            replay,
        ),
    )


def _is_whole(storage: Storage, manifest: Manifest) -> bool:
    try:
        with scratch() as place:
            verify(storage, manifest, place)
    except DamagedRelease:
        return False
    return True


def _point(
    storage: Storage,
    pointer: Pointer | None,
    target: str,
    fingerprint: str,
    inputs: str,
    now: datetime,
    lease: Lease,
) -> Published:
    known = pointer is not None and pointer.was_current(target)
    kind: Kind = "republication" if known else "publication"
    seal = manifest_digest(storage, target)
    movement = Movement(target, stamp(now), kind, _AGAIN if known else _NEW, seal)
    write_pointer(storage, moved(pointer, movement, inputs), lease)
    return Published(target, fingerprint, "republished" if known else "published")
