"""Why a run of Dagster failed, read out of its events, so that the notice names the cause and no inner detail.

Belongs here: reading. Does not belong here: whether anybody is told (`notifications`), the words (`orchestration.notifications`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

import dagster as dg
from dagster._core.errors import DagsterExecutionInterruptedError
from dagster._core.events import DagsterEvent, JobFailureData, RunFailureReason
from dagster._utils.error import SerializableErrorInfo

from contracts.errors import ContractError
from orchestration.assets.lost_runs import LOST
from orchestration.errors import CitesError

_SAID = "what_to_do"
"""The metadata of a failed step that holds our own error's line (`steps.told`)."""
_OURS = re.compile(r"((?:orchestration|contracts)(?:\.\w+)*)\.(\w+): (.+)", re.DOTALL)
_ENDED_FROM_OUTSIDE = (
    "this run was ended from outside: it lasted longer than `max_runtime_seconds` of dagster.yaml allows, or its process "
    "was told to stop. See in its log at which step it hung; the files that wait are asked for again"
)
_NEVER_BEGAN = (
    "this run did not begin within `start_timeout_seconds` of dagster.yaml, or its process ended before it began. See "
    "whether the machine is too busy or short of memory (`uptime`, `journalctl -u cites-daemon`); what waits is asked for again"
)


@dataclass(frozen=True, slots=True)
class Cause:
    """What failed: our own error's line or None, the error's kind, the step or None where none had begun."""

    line: str | None
    kind: str
    step: str | None = None


def cause_of(instance: dg.DagsterInstance, run: dg.DagsterRun, failure: DagsterEvent) -> Cause:
    """The first failure counts: a step's, else what kept the run from its first step."""
    if LOST in run.tags:
        return Cause(failure.message, LOST)
    steps = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE, limit=1)
    if steps.records:
        return _of_step(steps.records[0].event_log_entry.get_dagster_event())
    errors = list(_errors(_before_any_step(instance, run.run_id)))
    if line := next(filter(None, map(_our_line, errors)), None):
        return Cause(line, CitesError.__name__)
    data = failure.event_specific_data
    reason = data.failure_reason if isinstance(data, JobFailureData) else None
    if reason == RunFailureReason.START_TIMEOUT or not has_begun(instance, run.run_id):
        return Cause(_NEVER_BEGAN, RunFailureReason.START_TIMEOUT.value)
    kinds = [error.cls_name for error in errors if error.cls_name]
    return Cause(None, kinds[-1] if kinds else "le processus s'est arrêté")


def has_begun(instance: dg.DagsterInstance, run_id: str) -> bool:
    """Whether a run came as far as its first step, or near it."""
    record = instance.get_run_record_by_id(run_id)
    return record is not None and record.start_time is not None


def _of_step(event: DagsterEvent) -> Cause:
    failure = event.step_failure_data
    known = failure.user_failure_data
    said = known.metadata.get(_SAID) if known else None
    error = failure.error.cause or failure.error if failure.error else None
    kind = (error.cls_name if error else None) or "erreur"
    if kind == DagsterExecutionInterruptedError.__name__:
        return Cause(_ENDED_FROM_OUTSIDE, kind, event.step_key)
    return Cause(str(said.value) if said else None, kind, event.step_key)


def _before_any_step(instance: dg.DagsterInstance, run_id: str) -> Sequence[SerializableErrorInfo]:
    """The errors that Dagster itself noted: the code could not be loaded, the process not be started."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ENGINE_EVENT).records
    events = (record.event_log_entry.get_dagster_event() for record in records)
    return [event.engine_event_data.error for event in events if event.engine_event_data.error]


def _errors(noted: Sequence[SerializableErrorInfo]) -> Iterator[SerializableErrorInfo]:
    """Each error, then what it came from."""
    for first in noted:
        error: SerializableErrorInfo | None = first
        while error is not None:
            yield error
            error = error.cause or error.context


def _our_line(error: SerializableErrorInfo) -> str | None:
    """The line of an error of ours, which is made to be told; None of any other."""
    found = _OURS.match(error.message.strip())
    if found is None:
        return None
    kind = getattr(import_module(found[1]), found[2], None)
    ours = isinstance(kind, type) and issubclass(kind, CitesError | ContractError)
    return " ".join(found[3].split()) if ours else None
