"""Draw the grid of returns into Dagster's event log: green for a return in force, red for a rejected one.

Only what differs from what is shown already is written, so drawing again is cheap and heals whatever was missed (a run
of the command line without DAGSTER_HOME, a killed run). Green is a materialisation; red is a materialisation, for its
facts, followed by a planned one of a run that has failed, which is what the UI shows in red. That run is one standing
record for all the rejected returns: no run of ours fails because a cité's file was rejected.

Belongs here: the events. Does not belong here: which square is of which colour (`orchestration.schedule.grid`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import dagster as dg
from dagster._core.events import (
    AssetMaterializationPlannedData,
    DagsterEvent,
    DagsterEventType,
    StepMaterializationData,
)
from dagster._core.storage.partition_status_cache import AssetPartitionStatus

from orchestration.assets.partitions import key_of
from orchestration.assets.rejected import REJECTED, standing_record, tell
from orchestration.schedule.grid import Square
from orchestration.submissions.register import Place

RETURNS = dg.AssetKey(["submissions", "returns"])
LOGGED = ("cite", "what_is_wrong", "rules", "where_it_is")
"""The facts of a red square that the log of the standing record repeats."""
_VERSION = "cites/version"
_PAGE = 1_000
_COLOURS = {"acceptee": AssetPartitionStatus.MATERIALIZED, "rejetee": AssetPartitionStatus.FAILED}

Facts = Callable[[Square], Mapping[str, dg.MetadataValue]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """How many squares were drawn: in green, in red; and whether the grid was drawn anew from nothing."""

    accepted: int
    rejected: int
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """The run that a green square names: its job, its id."""

    job: str
    run_id: str


def draw(
    instance: dg.DagsterInstance,
    squares: Mapping[Place, Square],
    partitions: dg.MultiPartitionsDefinition,
    facts: Facts,
    author: Author | None = None,
) -> Drawn:
    """Make the grid show these squares and no other. A square that must go (a withdrawal) has it drawn anew, since
    Dagster can forget an asset's history only as a whole.
    """
    statuses = _statuses(instance, partitions)
    wanted = {str(key_of(place)): square for place, square in squares.items()}
    gone = [key for key, status in statuses.items() if key not in wanted and status in _COLOURS.values()]
    if gone:
        instance.wipe_assets([RETURNS])
        statuses = {}
    outdated = list(_outdated(instance, wanted, statuses))
    return redraw(instance, outdated, facts, author, anew=bool(gone))


def differs(
    instance: dg.DagsterInstance, squares: Mapping[Place, Square], partitions: dg.MultiPartitionsDefinition
) -> bool:
    """Whether `draw` would have anything to do."""
    statuses = _statuses(instance, partitions)
    wanted = {str(key_of(place)): square for place, square in squares.items()}
    gone = any(key not in wanted and status in _COLOURS.values() for key, status in statuses.items())
    return gone or any(True for _ in _outdated(instance, wanted, statuses))


def redraw(
    instance: dg.DagsterInstance,
    squares: Iterable[Square],
    facts: Facts,
    author: Author | None = None,
    *,
    anew: bool = False,
) -> Drawn:
    """Draw these squares, whatever is shown; no other is touched."""
    counts = {"acceptee": 0, "rejetee": 0}
    for square in squares:
        shown = facts(square)
        _materialise(instance, square, shown, author)
        if square.state == "rejetee":
            _redden(instance, square, shown)
        counts[square.state] += 1
    return Drawn(counts["acceptee"], counts["rejetee"], anew)


def _statuses(
    instance: dg.DagsterInstance, partitions: dg.MultiPartitionsDefinition
) -> Mapping[str, AssetPartitionStatus | None]:
    keys = [str(key) for key in partitions.get_partition_keys(dynamic_partitions_store=instance)]
    return instance.get_status_by_partition(RETURNS, keys, partitions) or {}


def _outdated(
    instance: dg.DagsterInstance,
    wanted: Mapping[str, Square],
    statuses: Mapping[str, AssetPartitionStatus | None],
) -> Iterable[Square]:
    versions = _versions(instance) if statuses else {}
    for key, square in sorted(wanted.items()):
        in_progress = statuses.get(key) == AssetPartitionStatus.IN_PROGRESS
        if versions.get(key) != square.version or not (
            in_progress or statuses.get(key) == _COLOURS[square.state]
        ):
            yield square


def _versions(instance: dg.DagsterInstance) -> dict[str, str]:
    """The version that each square was last drawn in, read from the newest event of each."""
    versions: dict[str, str] = {}
    cursor = None
    while True:
        page = instance.fetch_materializations(RETURNS, _PAGE, cursor)
        for record in page.records:
            event = record.asset_materialization
            if event is not None and event.partition is not None:
                versions.setdefault(event.partition, (event.tags or {}).get(_VERSION, ""))
        if not page.has_more:
            return versions
        cursor = page.cursor


def _materialise(
    instance: dg.DagsterInstance,
    square: Square,
    shown: Mapping[str, dg.MetadataValue],
    author: Author | None,
) -> None:
    event = dg.AssetMaterialization(
        RETURNS, partition=key_of(square.place), metadata=shown, tags={_VERSION: square.version}
    )
    if author is None:
        instance.report_runless_asset_event(event)
        return
    logged = DagsterEvent(
        DagsterEventType.ASSET_MATERIALIZATION.value,
        job_name=author.job,
        event_specific_data=StepMaterializationData(event),
    )
    instance.report_dagster_event(logged, author.run_id)


def _redden(instance: dg.DagsterInstance, square: Square, shown: Mapping[str, dg.MetadataValue]) -> None:
    planned = DagsterEvent(
        DagsterEventType.ASSET_MATERIALIZATION_PLANNED.value,
        job_name=REJECTED,
        event_specific_data=AssetMaterializationPlannedData(RETURNS, partition=key_of(square.place)),
    )
    run_id = standing_record(instance)
    instance.report_dagster_event(planned, run_id)
    told = {name: value for name, value in shown.items() if name in LOGGED}
    tell(instance, run_id, f"{square.code_cite}, {square.quarter}: rejected ({square.event['cle']})", told)
