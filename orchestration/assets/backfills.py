"""Backfills over the grid end as their runs did.

Dagster counts a partition that nothing was materialised for as failed. Where a return is missing nothing can be drawn,
which is what the run was asked to see to; so a backfill whose runs all ended well would stand as failed in its list.

Belongs here: setting that right. Does not belong here: when to look (`grid_keeper`).
"""

from __future__ import annotations

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph_subset import AssetGraphSubset
from dagster._core.execution.backfill import BulkActionsFilter, BulkActionStatus, PartitionBackfill
from dagster._core.storage.tags import BACKFILL_ID_TAG

from orchestration.assets.grid import RETURNS

_NEWEST = 10


def settle_backfills(instance: dg.DagsterInstance) -> list[str]:
    """Set backfills to completed that failed for nothing but squares without a return, though all runs ended well; their
    names.
    """
    failed = BulkActionsFilter(statuses=[BulkActionStatus.COMPLETED_FAILED])
    wrong = [
        backfill
        for backfill in instance.get_backfills(filters=failed, limit=_NEWEST)
        if _failed_by_squares_alone(backfill) and _ended_well(instance, backfill.backfill_id)
    ]
    for backfill in wrong:
        instance.update_backfill(_completed(backfill))
    return [backfill.backfill_id for backfill in wrong]


def _failed_by_squares_alone(backfill: PartitionBackfill) -> bool:
    data = backfill.asset_backfill_data
    return data is not None and data.failed_and_downstream_subset.asset_keys == {RETURNS}


def _ended_well(instance: dg.DagsterInstance, backfill_id: str) -> bool:
    runs = instance.get_runs(dg.RunsFilter(tags={BACKFILL_ID_TAG: backfill_id}))
    return bool(runs) and all(run.status == dg.DagsterRunStatus.SUCCESS for run in runs)


def _completed(backfill: PartitionBackfill) -> PartitionBackfill:
    data = backfill.asset_backfill_data
    assert data is not None
    done: PartitionBackfill = backfill._replace(
        status=BulkActionStatus.COMPLETED_SUCCESS,
        asset_backfill_data=data._replace(
            materialized_subset=data.materialized_subset | data.failed_and_downstream_subset,
            failed_and_downstream_subset=AssetGraphSubset.create_empty_subset(),
        ),
    )
    return done
