"""Judge what arrived: read it all, judge it in its turn, keep rows and reports, tell the events.

Belongs here: the order of a batch and what it leaves behind. The caller commits the events last: until then nothing
happened, and doing it again writes the same keys with the same bytes.
Does not belong here: reading (`spool`), judging (`judging`), the form of the staged rows (`staging`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from contracts.model import Contract
from orchestration.clock import now
from orchestration.landing.intake import Arrival
from orchestration.storage.interface import Storage
from orchestration.submissions.again import FOUND, name_of_batch, says_the_same
from orchestration.submissions.findings import Judgement, fingerprint
from orchestration.submissions.judging.history import Replacement
from orchestration.submissions.judging.identity import quarter_of
from orchestration.submissions.judging.judge import Judged, Submitted, judge, turn
from orchestration.submissions.past_returns import history_of
from orchestration.submissions.reading.hindrances import Hindrance
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.reading.wire import loads
from orchestration.submissions.register import Event, Register, moment
from orchestration.submissions.reports import DOUBTS, REPORTS
from orchestration.submissions.spool import Spool, Spooled, payloads
from orchestration.submissions.staging import Staging, sweep
from orchestration.terminal import Progress
from orchestration.warehouse.schemas import FINDINGS, REPORT_FILES, STAGED_FILES

_CHUNK = 400
"""Returns judged together: enough for whole columns to pay, few enough for the memory of a small machine."""


@dataclass
class BatchResult:
    """What a batch gave, in the order of judging: judgements, and events that the register is to commit.

    `hindered` are the arrivals that the machine kept from being read, with what it was: no verdict, no event, the next run
    takes them again. `unchanged` are judged as they were before: nothing is committed.
    """

    judgements: list[Judgement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    hindered: list[tuple[Arrival, Hindrance]] = field(default_factory=list)
    unchanged: list[Judgement] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of every report and answer that was written, by key."""

    def remember_told(self) -> None:
        """Have every judgement bear the SHA-256 of its report and answer: altered ones are found out."""
        files: dict[str, dict[str, str]] = {}
        for key, digest in sorted(self.told.items()):
            files.setdefault(key.split("/")[3].removesuffix(".json"), {})[key] = digest
        self.events = [
            {**event, REPORT_FILES: files[event["empreinte"]]}
            if event["evenement"] == "jugee" and event["empreinte"] in files
            else event
            for event in self.events
        ]

    def remember(self, staged: Mapping[str, str]) -> None:
        """Have the first judgement of the batch bear the SHA-256 of its staged files: altered ones are refused."""
        for number, event in enumerate(self.events):
            if event["evenement"] == "jugee":
                self.events[number] = {**event, STAGED_FILES: dict(sorted(staged.items()))}
                return


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An arrival that was read, its quarter (None unless known), and where its reading is."""

    arrival: Arrival
    quarter: str | None
    place: Spooled

    @property
    def turn(self) -> tuple[str, str, str]:
        return turn(self.quarter, moment(self.arrival.received), self.arrival.key)


def judge_arrivals(
    storage: Storage,
    register: Register,
    arrivals: Sequence[Arrival],
    contract: Contract,
    today: date,
    progress: Progress | None = None,
    pool: ReaderPool | None = None,
    *,
    instant: datetime | None = None,
) -> BatchResult:
    """Judge the arrivals, whose bytes are kept already; write their staged rows and reports.

    `today` is the day in Europe/Paris, `instant` the time that the events bear. Raises StorageError, and ReaderUnusable where
    no worker can be started; nothing is then committed.
    """
    result = BatchResult()
    if not arrivals:
        return result
    before = register.judgements
    sweep(storage, frozenset(event["lot"] for event in register.of_kind("jugee") if "lot" in event))
    history, written = history_of(register), dict[str, str]()
    with Spool() as spool:
        read = _read(spool, storage, arrivals, contract, today, progress, pool, result.hindered)
        waiting = sorted(read, key=lambda one: one.turn)
        batch = name_of_batch((one.arrival for one in waiting), before)
        staging = Staging(contract, batch)
        common = {"instant": moment(instant or now()), "version_contrat": contract.version, "lot": batch}
        for start in range(0, len(waiting), _CHUNK):
            chunk = waiting[start : start + _CHUNK]
            judged = judge([_submitted(one, spool) for one in chunk], contract, history, today)
            same = {
                one.empreinte
                for one in judged.judgements
                if says_the_same(storage, before.get(one.empreinte), one)
            }
            other = (one for one in judged.judgements if one.empreinte not in same)
            storage.write_many(fingerprinted(_reports(other, contract), result.told))
            found = judged.findings
            staging.add({**judged.tables, FINDINGS: found[~found["empreinte"].isin(same)]})
            storage.write_many(fingerprinted(staging.finished(before=chunk[-1].turn[0]), written))
            _note(result, chunk, judged, same, common, contract)
            _tell(progress, min(start + _CHUNK, len(waiting)), len(waiting), "judged")
    storage.write_many(fingerprinted(staging.finished(), written))
    result.remember(written)
    return result


def fingerprinted(files: Iterable[tuple[str, bytes]], written: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The same files; `written` comes to hold their SHA-256 by key."""
    for key, data in files:
        written[key] = hashlib.sha256(data).hexdigest()
        yield key, data


def _read(
    spool: Spool,
    storage: Storage,
    arrivals: Sequence[Arrival],
    contract: Contract,
    today: date,
    progress: Progress | None,
    pool: ReaderPool | None,
    hindered: list[tuple[Arrival, Hindrance]],
) -> Iterator[_Waiting]:
    """Read every arrival into the spool, and tell its turn; those that could not be read go to `hindered`."""
    with nullcontext(pool) if pool else ReaderPool() as readers:
        read = payloads(storage, arrivals, readers, lambda done: _tell(progress, done, len(arrivals), "read"))
        for arrival, payload in zip(arrivals, read, strict=True):
            reading = loads(payload)
            if reading.hindered:
                hindered.append((arrival, reading.hindered))
            else:
                yield _Waiting(arrival, quarter_of(reading, contract, today), spool.put(payload))


def _submitted(waiting: _Waiting, spool: Spool) -> Submitted:
    arrival = waiting.arrival
    return Submitted(
        fichier=PurePosixPath(arrival.key).name,
        empreinte=arrival.fingerprint,
        recue_le=moment(arrival.received),
        cle=arrival.key,
        reading=spool.get(waiting.place),
    )


def _reports(judgements: Iterable[Judgement], contract: Contract) -> Iterator[tuple[str, bytes]]:
    """The object of `cites check --json`, one a file."""
    for judgement in judgements:
        yield (
            f"{REPORTS}{judgement.place(contract.submission)}.json",
            json.dumps(judgement.as_report(), ensure_ascii=False, indent=1).encode(),
        )


def _note(
    result: BatchResult,
    chunk: Sequence[_Waiting],
    judged: Judged,
    same: Container[str],
    common: Mapping[str, Any],
    contract: Contract,
) -> None:
    for file in judged.order:
        judgement = judged.judgements[file]
        if judgement.empreinte in same:
            result.unchanged.append(judgement)
            continue
        result.judgements.append(judgement)
        doubts = judgement.doubts(contract.submission)
        result.events.append(_judged_event(judgement, doubts, chunk[file].arrival, common))
    result.events += [_replaced_event(replacement, common["instant"]) for replacement in judged.replacements]


def _judged_event(
    judgement: Judgement, doubts: Sequence[str], arrival: Arrival, common: Mapping[str, Any]
) -> Event:
    """A rejected file in doubt belongs to no cité's quarter: wherever that is asked for, it is not found."""
    is_placed = judgement.verdict == "acceptee" or not doubts
    severities = [finding.gravite for finding in judgement.constats]
    event = {
        "evenement": "jugee",
        "instant": common["instant"],
        "empreinte": judgement.empreinte,
        "code_cite": judgement.code_cite,
        "trimestre": judgement.trimestre if is_placed else None,
        "trimestre_lu": judgement.trimestre_lu,
        "verdict": judgement.verdict,
        "recue_le": moment(arrival.received),
        "cle": arrival.key,
        "date_remontee": judgement.date_remontee,
        "bloquants": severities.count("bloquant"),
        "alertes": severities.count("alerte"),
        DOUBTS: doubts,
        FOUND: fingerprint(judgement.constats),
        "version_contrat": common["version_contrat"],
        "lot": common["lot"],
    }
    if judgement.verdict == "acceptee":
        event |= {"synthese": judgement.synthese, "actions": judgement.actions}
    return event


def _replaced_event(replacement: Replacement, instant: str) -> Event:
    return {
        "evenement": "remplacee",
        "instant": instant,
        "empreinte": replacement.empreinte,
        "par": replacement.par,
        "code_cite": replacement.code_cite,
        "trimestre": replacement.trimestre,
    }


def _tell(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None:
        progress.count(done, total, what)
