"""What a release is made of, handed to everyone who makes a file of it: tables, workbook, page.

Belongs here: the facts of one release, gathered before its files are made. Does not belong here: any file's form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from contracts.model import Contract
from orchestration.publication.inputs import Events
from orchestration.publication.revisions.table import NAME as REVISIONS
from orchestration.publication.revisions.table import no_revisions

if TYPE_CHECKING:
    from orchestration.publication.manifest import Manifest


class Audited(Protocol):
    """An audit's report, as far as it is read here."""

    @property
    def success(self) -> bool:
        """Whether every check passed."""

    @property
    def content_hash(self) -> str:
        """The content hash of the tables that were audited."""

    @property
    def data_docs(self) -> Callable[[str], bytes] | None:
        """Makes the page of what Great Expectations saw, for a release's id; None where it saw nothing."""

    def as_dict(self) -> dict[str, Any]:
        """The content of `audit.json`."""


class Register(Events, Protocol):
    """The register, as far as it is read here."""

    @property
    def events(self) -> Sequence[Mapping[str, Any]]:
        """Every event, in order of number."""

    def until(self, segment: int) -> Sequence[Mapping[str, Any]]:
        """The events up to a segment."""

    @property
    def head(self) -> tuple[int, str]:
        """The last segment's number and SHA-256."""

    def in_force(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The judgement of the return that counts, by cité and quarter."""


@dataclass(frozen=True)
class Edition:
    """One release to be: its id, its tables by name, the contract, where it comes from, and the release before it.

    `tables` are those consolidated from the returns; `origin` is the manifest's half that says what they were made from, by
    what and when. `revisions` (columns: `contract.attached["revisions"]`) says what changed since the release before, and
    why: empty for the first. `queries` is the SQL that made the tables, as `warehouse.statements` writes it; empty unless
    known. `documentation` makes the page that describes how they were made, where there is one.
    """

    release: str
    tables: Mapping[str, pa.Table]
    contract: Contract
    audit: Audited
    register: Register
    origin: Mapping[str, Any]
    previous: PreviousRelease | None = None
    revisions: pa.Table | None = None
    queries: bytes = b""
    documentation: Callable[[], bytes] | None = None
    contact: str | None = None
    """Who answers for the published data, as `CITES_CONTACT` says it."""

    @property
    def every_table(self) -> dict[str, pa.Table]:
        """All that the release publishes: the consolidated tables, then those made at publication."""
        changed = self.revisions if self.revisions is not None else no_revisions(self.contract)
        return {**self.tables, REVISIONS: changed}

    @property
    def demo(self) -> bool:
        """Whether the data are fictitious, which every output then says."""
        return bool(self.origin["demonstration"])


@dataclass(frozen=True)
class PreviousRelease:
    """The release that was current until now: its manifest and its tables by name."""

    manifest: Manifest
    tables: Mapping[str, pa.Table]
