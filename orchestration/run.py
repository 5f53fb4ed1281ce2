"""One run, step by step: what each step does and what it hands to the next.

Belongs here: the order of the rooms and the state between them. Dagster's assets call these steps; the steps know
nothing of Dagster. Does not belong here: any of the work itself, or showing it (`commands`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.clock import now, today
from orchestration.demo.marker import is_demonstration
from orchestration.errors import CitesError
from orchestration.landing.intake import Intake, take_in
from orchestration.notifications.beside import Beside
from orchestration.publication.continuity import open_register_to_add
from orchestration.publication.inputs import inputs_digest
from orchestration.publication.manifest import demand_listed, read_manifest
from orchestration.publication.pointer import read_pointer
from orchestration.settings import Settings
from orchestration.storage.interface import Lease, Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from orchestration.terminal import Progress
from orchestration.version import code_version
from orchestration.workdir import workdir_of

if TYPE_CHECKING:
    from orchestration.audit.history import Previous
    from orchestration.audit.report import AuditReport
    from orchestration.publication.release import Published
    from orchestration.submissions.batch import BatchResult
    from orchestration.submissions.findings import Judgement
    from orchestration.warehouse.dbt import BuildResult

_PREPARED = "inputs.txt"
_CANDIDATE = "candidate.duckdb"


class StaleCandidate(CitesError):
    """The candidate in the workdir was not built from what the register says now."""


@dataclass
class Run:
    """A run that holds the storage's lock. Each step needs the ones before it; doing a step again does no harm."""

    storage: Storage
    contract: Contract
    register: Register
    lease: Lease
    workdir: Path
    day: date
    demo: bool = False
    postgres: str | None = None
    contact: str | None = None
    progress: Progress = field(default_factory=Progress)
    when_judged: Callable[[Sequence[Judgement]], None] = lambda _: None
    batch: BatchResult | None = None
    build: BuildResult | None = None
    report: AuditReport | None = None
    published: Published | None = None

    @cached_property
    def intake(self) -> Intake:
        """Step 1: keep the bytes of every new file of the landing area."""
        self.progress.stage("1/5 taking in what arrived")
        return take_in(self.storage, self.register, now())

    def judge(self) -> BatchResult:
        """Step 2: judge what arrived, keep rows and reports, and commit it all with one segment of the register."""
        from orchestration.submissions.batch import judge_arrivals

        if self.batch is None:
            arrivals, again = self.intake.to_judge, len(self.intake.again)
            more = f", {again} again" if again else ""
            self.progress.stage(f"2/5 judging {len(self.intake.new)} new files{more}")
            self.lease.check()  # a run that lost its lock must not sweep up the rows of the one that took over
            self.batch = judge_arrivals(
                self.storage, self.register, arrivals, self.contract, self.day, self.progress
            )
            self.intake.postponed |= {arrival.fingerprint for arrival, _ in self.batch.hindered}
            outdated = self._write_back(self.batch)
            self.register.append([*self.intake.events, *self.batch.events])
            self.when_judged(self.batch.judgements)
            for key in outdated:
                self.storage.delete(key)
        return self.batch

    def _write_back(self, batch: BatchResult) -> list[str]:
        """Before the commit, so that no verdict is without its page: what each cité gets back; the keys to remove after it."""
        from orchestration.feedback.batch import write_back

        write = partial(write_back, demo=self.demo, progress=self.progress)
        return write(self.storage, self.register, batch, self.contract, self.day)

    def prepare(self) -> Path:
        """Step 3a: lay out what dbt reads; remember which inputs the candidate is made from."""
        from orchestration.warehouse.workdir import prepare

        self.progress.stage("3/5 consolidating")
        (self.workdir / _PREPARED).unlink(missing_ok=True)
        prepare(self.storage, self.register, self.contract, self.workdir)
        (self.workdir / _PREPARED).write_text(self.inputs, encoding="ascii")
        return self.workdir

    def audit(self) -> AuditReport:
        """Step 4: audit the candidate. A failed audit keeps candidate and report under `candidates/` for inspection."""
        from orchestration.audit.audit import audit

        self.progress.stage("4/5 auditing the candidate")
        self._demand_fresh_candidate()
        self.report = audit(self.workdir, self.candidate, self.register, self.contract, self._previous())
        self.report.write(self.workdir / "audit.json")
        if not self.report.success:
            self._keep_candidate()
        return self.report

    def publish(self) -> Published | None:
        """Step 5: make the candidate the current release, if it says anything new; None while no return was ever accepted."""
        from orchestration.explanation.states import Replays
        from orchestration.publication.release import publish
        from orchestration.warehouse.documentation import document
        from orchestration.warehouse.statements import encoded, read_statements

        self.progress.stage("5/5 publishing")
        self._demand_fresh_candidate()
        report = self.report or self.audit()
        if self.register.ever_accepted:
            queries = read_statements(self.workdir)
            self.published = publish(
                self.storage,
                self.candidate,
                report,
                self.register,
                self.contract,
                self.lease,
                now(),
                self.demo,
                code_version(),
                Replays(queries, self.workdir, self.contract) if queries else None,
                encoded(queries) if queries else b"",
                lambda: document(self.workdir),
                self.contact,
                now,
            )
        return self.published

    def serve(self) -> None:
        """Step 6, where PostgreSQL is configured: have it serve the current release. The release stands whatever comes of it.

        Does nothing where it serves that release already. Raises ServingFailed.
        """
        pointer = read_pointer(self.storage)
        if self.postgres is None or pointer is None:
            return
        from orchestration.publication.catalogue import current
        from orchestration.serving.serve import needs_serving, serve

        if needs_serving(self.postgres, pointer.release):
            self.progress.stage(f"serving {pointer.release} from PostgreSQL")
            serve(
                self.postgres, self.storage, current(self.storage), self.contract, notice=self.progress.stage
            )

    @property
    def candidate(self) -> Path:
        """The database that dbt builds."""
        return self.workdir / _CANDIDATE

    @property
    def inputs(self) -> str:
        """The digest of all that the published figures depend on."""
        return inputs_digest(self.register, self.contract, code_version())

    @property
    def is_up_to_date(self) -> bool:
        """Whether these inputs were consolidated already, or no return was ever accepted. Raises DamagedRelease."""
        pointer = read_pointer(self.storage)
        if pointer is None:
            return not self.register.ever_accepted
        known = pointer.manifest_digest(pointer.release)
        demand_listed(self.storage, read_manifest(self.storage, pointer.release, known))
        return pointer.entrees == self.inputs

    def _previous(self) -> Previous | None:
        from orchestration.audit.history import Previous
        from orchestration.publication.catalogue import NothingPublished, current, tables_of

        try:
            release = current(self.storage)
        except NothingPublished:
            return None
        return Previous.of(release.manifest, tables_of(self.storage, release))

    def _demand_fresh_candidate(self) -> None:
        prepared = self.workdir / _PREPARED
        made_from = prepared.read_text(encoding="ascii") if prepared.exists() else None
        if not self.candidate.exists() or made_from != self.inputs:
            raise StaleCandidate(
                "the candidate was not built from the returns now in force: materialise the dbt models first"
            )

    def _keep_candidate(self) -> None:
        from orchestration.audit.kept_candidates import keep_candidate

        place = keep_candidate(self.storage, [self.candidate, self.workdir / "audit.json"], now())
        self.progress.stage(f"the candidate is kept for inspection: {place}")


@contextmanager
def open_run(settings: Settings, progress: Progress | None = None) -> Iterator[Run]:
    """Take the lock and load what a run works on. Raises LockHeld, StorageError, DamagedRegister, ContractError."""
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    # people are told beside the run: a mail server may take its time, and the lock is not held for it
    with Beside() as beside, storage.lock() as lease:
        register = open_register_to_add(storage)
        run = Run(
            storage=storage,
            contract=contract,
            register=register,
            lease=lease,
            workdir=workdir_of(storage),
            day=today(),
            demo=is_demonstration(storage),
            postgres=settings.postgres,
            contact=settings.contact,
            progress=progress or Progress(),
        )
        run.when_judged = partial(_tell_rejections, beside, settings, run)
        yield run


def _tell_rejections(beside: Beside, settings: Settings, run: Run, judged: Sequence[Judgement]) -> None:
    from orchestration.notifications.telling import tell_rejections as tell

    where = run.storage.location("reports")
    beside.do(partial(tell, settings, judged, run.contract, where, run.progress.stage, demo=run.demo))
