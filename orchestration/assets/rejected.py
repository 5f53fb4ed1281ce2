"""The standing record `rejected_returns`: the one run that has failed, in whose name red squares are red.

It is made once, with the snapshots that its page needs, and nothing is ever executed by it. Its log tells of every rejected
return. It failed at the moment when it was made, without the event that a failed run ends with: nobody is to be alarmed.

Belongs here: making the record, writing to its log. Does not belong here: which squares are red (`grid`).
"""

from __future__ import annotations

import uuid
from contextlib import suppress

import dagster as dg
from dagster._core.errors import DagsterRunAlreadyExists
from dagster._core.events import DagsterEvent, DagsterEventType, EngineEventData

REJECTED = "rejected_returns"
_RUN_ID = str(uuid.uuid5(uuid.NAMESPACE_URL, f"cites:{REJECTED}"))
_WHAT = "no failure of ours: it keeps the red squares of rejected returns"
_EXPLAINED = (
    "This is no failure of the programme. It is one standing record, made once, because Dagster shows a square in red only "
    "where a run failed: below is every return that was rejected, with what its cité has to correct. Where to look: "
    "Catalog, submissions/returns, Partitions; the board is `cites status`."
)


@dg.op(
    name="no_failure_of_ours",
    description="Never executed. A red square of submissions/returns is a return that was rejected: see its metadata.",
)
def _waiting() -> None:
    """What the record's page draws."""


@dg.job(name=REJECTED, description=_EXPLAINED)
def _record() -> None:
    _waiting()


def standing_record(instance: dg.DagsterInstance) -> str:
    """The id of the run that every red square names, made where it is missing."""
    run = instance.get_run_by_id(_RUN_ID)
    if run is None:
        with suppress(DagsterRunAlreadyExists):  # another process has just made it
            instance.create_run_for_job(
                _record, run_id=_RUN_ID, status=dg.DagsterRunStatus.FAILURE, tags={"cites/what": _WHAT}
            )
            tell(instance, _RUN_ID, _EXPLAINED)
    if run is None or run.status != dg.DagsterRunStatus.FAILURE:
        # the run's times, without which it would be « failed to start »; in its record alone, so that no alert is sent
        for kind in (DagsterEventType.PIPELINE_START, DagsterEventType.PIPELINE_FAILURE):
            instance.handle_run_event(_RUN_ID, DagsterEvent(kind.value, job_name=REJECTED))
    return _RUN_ID


def tell(
    instance: dg.DagsterInstance, run_id: str, line: str, metadata: dict[str, dg.MetadataValue] | None = None
) -> None:
    """Add a line to the record's log; planned materialisations, which make the red, are not shown there."""
    instance.report_engine_event(
        line, job_name=REJECTED, run_id=run_id, engine_event_data=EngineEventData(metadata or {})
    )
