"""The returns as a partitioned asset, quarter × cité, and the small job that keeps its grid like the register.

Materialising partitions judges nothing again, since a verdict is given once: it draws them again from the register.

It names no parent: Dagster would call every square « unsynced » after each run that adds to the register.

Belongs here: the asset and the job. Does not belong here: drawing (`grid`), judging (`submissions`).
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.assets.drawing import CITES, PARTITIONS, facts_of, keep_current, known
from orchestration.assets.grid import RETURNS, Author, redraw
from orchestration.assets.labels import OWNERS
from orchestration.assets.partitions import CITE, QUARTER
from orchestration.assets.resources import VIEW
from orchestration.assets.steps import looking
from orchestration.notifications.jobs import GRID

REFRESH = GRID


@dg.multi_asset(
    name="returns",
    specs=[
        dg.AssetSpec(
            RETURNS,
            group_name="submissions",
            owners=OWNERS,
            kinds={"file"},
            skippable=True,
            metadata={"cites": CITES},
            description=(
                "Quarter × cité, read from submissions/register: green where a return is in force, red where the last "
                "file was rejected, empty where nothing counts. Which cité a code is, the metadata `cites` and each square "
                "say. Every run keeps it current. Materialising a partition judges nothing again: it draws the square "
                "again from the register."
            ),
        )
    ],
    partitions_def=PARTITIONS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    required_resource_keys={VIEW},
)
def returns(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Draw the chosen partitions again; those without a return stay empty."""
    with looking(context) as view:
        squares = known(view)
        places = [
            (key.keys_by_dimension[CITE], key.keys_by_dimension[QUARTER])
            for key in map(_multi, context.partition_keys)
        ]
        chosen = [squares[place] for place in sorted(places) if place in squares]
        drawn = redraw(context.instance, chosen, facts_of(view), Author(context.job_name, context.run_id))
    context.log.info(
        f"{drawn.accepted} in force, {drawn.rejected} rejected, {len(places) - len(chosen)} missing"
    )
    yield from ()


def _multi(key: str) -> dg.MultiPartitionKey:
    found = PARTITIONS.get_partition_key_from_str(str(key))
    assert isinstance(found, dg.MultiPartitionKey)
    return found


@dg.op(
    name="draw_the_grid", required_resource_keys={VIEW}, description="Draw what differs from the register."
)
def draw_the_grid(context: dg.OpExecutionContext) -> None:
    """Make the grid like the register, whoever changed it: `cites run`, `cites withdraw`, a restored backup."""
    with looking(context) as view:
        drawn = keep_current(context.instance, view, Author(context.job_name, context.run_id))
    context.log.info(str(drawn or "nothing is kept by an ephemeral instance"))


@dg.job(
    name=REFRESH,
    description="Make the grid of submissions/returns like the register. Asked for by the sensor grid_kept_current.",
)
def refresh_grid() -> None:
    """One op."""
    draw_the_grid()
