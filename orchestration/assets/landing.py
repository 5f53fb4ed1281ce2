"""Group `landing`: what arrived, untouched."""

from collections.abc import Sequence

import dagster as dg

from orchestration.assets.labels import OWNERS, PUBLISHING
from orchestration.assets.resources import RUN
from orchestration.assets.steps import step
from orchestration.landing.intake import Arrival
from orchestration.schedule.markdown import plain

_LISTED = 10


@dg.asset(
    key=["landing", "files"],
    group_name="landing",
    owners=OWNERS,
    kinds={"file"},
    pool=PUBLISHING,
    required_resource_keys={RUN},
    description="Every file dropped below landing/: its bytes are kept for ever under their SHA-256.",
)
def landing_files(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Take in the new files of the landing area."""
    with step(context) as run:
        intake, place = run.intake, run.storage.location("landing")
    problems = "\n".join(f"- {plain(problem)}" for problem in intake.problems) or "none"
    return dg.MaterializeResult(
        metadata={
            "new_files": len(intake.new),
            "recognised_files": len(intake.recognised),
            "left_about_by_systems": intake.left_about,
            "bytes": sum(arrival.size for arrival in intake.new),
            "left_for_the_next_run": dg.MetadataValue.md(problems),
            "landing_area": dg.MetadataValue.path(place),
            "first_files": dg.MetadataValue.md(_listed(intake.new)),
        }
    )


def _listed(arrivals: Sequence[Arrival]) -> str:
    rows = [
        f"| {plain(arrival.key)} | {arrival.size} | {arrival.received:%Y-%m-%d %H:%M} |"
        for arrival in arrivals[:_LISTED]
    ]
    return "\n".join(["| file | bytes | received (UTC) |", "|---|---:|---|", *rows]) if rows else "none"
