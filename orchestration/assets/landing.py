"""Group `landing`: what arrived, untouched."""

import dagster as dg

from orchestration.assets.resources import RUN
from orchestration.run import Run


@dg.asset(
    key=["landing", "files"],
    group_name="landing",
    kinds={"file"},
    required_resource_keys={RUN},
    description="Every file dropped below landing/: its bytes are kept for ever under their SHA-256.",
)
def landing_files(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
    """Take in the new files of the landing area."""
    run: Run = getattr(context.resources, RUN)
    intake = run.intake
    problems = "\n".join(f"- {problem}" for problem in intake.problems) or "none"
    return dg.MaterializeResult(
        metadata={
            "new_files": len(intake.new),
            "recognised_files": len(intake.recognised),
            "left_for_the_next_run": dg.MetadataValue.md(problems),
        }
    )
