"""Group `publication`: the release that readers get, or nothing."""

import dagster as dg

from orchestration.assets.audit import REPORT
from orchestration.assets.resources import RUN
from orchestration.run import Run


@dg.asset(
    key=["publication", "release"],
    deps=[REPORT],
    group_name="publication",
    kinds={"duckdb", "parquet", "csv", "excel"},
    required_resource_keys={RUN},
    description="The current release: complete, immutable, swapped by one pointer.",
)
def release(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Publish the audited candidate, if it says anything new."""
    run: Run = getattr(context.resources, RUN)
    published = run.publish()
    if published is None:
        return dg.MaterializeResult(metadata={"outcome": "no return was accepted yet: nothing is published"})
    return dg.MaterializeResult(
        metadata={
            "release": published.release,
            "content_hash": published.content_hash,
            "outcome": published.outcome,
            "served_from_postgresql": run.postgres is not None,
            "location": run.storage.location(f"releases/{published.release}"),
        }
    )
