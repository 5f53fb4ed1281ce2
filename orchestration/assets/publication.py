"""Group `publication`: the release that readers get, or nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import dagster as dg

from orchestration.assets.audit import REPORT
from orchestration.assets.labels import OWNERS, PUBLISHING
from orchestration.assets.places import address
from orchestration.assets.resources import RUN
from orchestration.assets.steps import holder, step
from orchestration.run import Run

if TYPE_CHECKING:
    from orchestration.publication.release import Published

RELEASE = dg.AssetKey(["publication", "release"])


@dg.asset(
    key=RELEASE,
    deps=[REPORT],
    group_name="publication",
    owners=OWNERS,
    pool=PUBLISHING,
    kinds={"duckdb", "parquet", "csv", "excel"},
    required_resource_keys={RUN},
    description="The current release: complete, immutable, swapped by one pointer.",
)
def release(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[None]]:
    """Publish the audited candidate, if it says anything new, and have it served where that is configured."""
    with step(context) as run:
        published = run.publish()
        yield _result(run, published)
        # the release stands whatever becomes of this; the command line serves, and says so, after its summary
        if holder(context).serves:
            run.serve()


def _result(run: Run, published: "Published | None") -> dg.MaterializeResult[None]:
    if published is None:
        return dg.MaterializeResult(metadata={"outcome": "no return was accepted yet: nothing is published"})
    place = f"releases/{published.release}"
    return dg.MaterializeResult(
        metadata={
            "release": published.release,
            "outcome": published.outcome,
            "content_hash": published.content_hash,
            "returns_in_force": len(run.register.in_force()),
            "served_from_postgresql": run.postgres is not None,
            "location": dg.MetadataValue.path(run.storage.location(place)),
            "workbook": dg.MetadataValue.path(run.storage.location(f"{place}/indicateurs.xlsx")),
            "database": dg.MetadataValue.path(run.storage.location(f"{place}/cites.duckdb")),
            "page": address(run.storage, f"{place}/page/index.html"),
            "audit": address(run.storage, f"{place}/audit.html"),
            "data_docs": address(run.storage, f"{place}/data-docs.html"),
            "models": address(run.storage, f"{place}/docs/index.html"),
        }
    )
