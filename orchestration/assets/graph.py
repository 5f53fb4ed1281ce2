"""The asset graph as a page of the documentation, which a check compares with the definitions.

`python -m orchestration.assets.graph` writes `docs/reference/asset-graph.md`; with `--check` it only compares.

Belongs here: listing what the definitions hold. Does not belong here: making them (`definitions`).
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import dagster as dg

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "asset-graph.md"
_ORDER = ["landing", "submissions", "reference", "staging", "intermediate", "marts", "audit", "publication"]
_HEAD = """# The asset graph

Made from the definitions by `make derive`; `make check` fails where it is not what they say.
"""


def page(defs: dg.Definitions) -> str:
    """The assets group by group with parents, kinds and checks; jobs, schedules and sensors."""
    return "\n".join([_HEAD, *_assets(defs), *_jobs(defs), *_automation(defs)])


def _assets(defs: dg.Definitions) -> Iterator[str]:
    graph = defs.resolve_asset_graph()
    groups: dict[str, list[dg.AssetKey]] = {}
    for key in sorted(graph.get_all_asset_keys(), key=lambda key: key.path):
        groups.setdefault(graph.get(key).group_name, []).append(key)
    for group in sorted(groups, key=_ORDER.index):
        yield f"## {group}\n\n| asset | kinds | made from | checks |\n|---|---|---|---|"
        for key in groups[group]:
            node = graph.get(key)
            parents = ", ".join(sorted(parent.to_user_string() for parent in node.parent_keys))
            checks = ", ".join(sorted(check.name for check in graph.get_check_keys_for_assets({key})))
            parted = " (quarter × cité)" if node.partitions_def else ""
            yield f"| {key.to_user_string()}{parted} | {', '.join(sorted(node.kinds))} | {parents} | {checks} |"
        yield ""


def _jobs(defs: dg.Definitions) -> Iterator[str]:
    yield "## Jobs\n\n| job | what it does |\n|---|---|"
    for job in sorted(defs.resolve_all_job_defs(), key=lambda job: job.name):
        if not job.name.startswith("__"):
            yield f"| {job.name} | {job.description} |"
    yield ""


def _automation(defs: dg.Definitions) -> Iterator[str]:
    repository = defs.get_repository_def()
    yield "## Schedules (Europe/Paris)\n\n| schedule | when | job | what for |\n|---|---|---|---|"
    for schedule in sorted(repository.schedule_defs, key=lambda one: one.name):
        crons = (
            [schedule.cron_schedule] if isinstance(schedule.cron_schedule, str) else schedule.cron_schedule
        )
        when = ", ".join(f"`{cron}`" for cron in crons)
        yield f"| {schedule.name} | {when} | {schedule.job_name} | {schedule.description} |"
    yield "\n## Sensors\n\n| sensor | at least every | what for |\n|---|---|---|"
    for sensor in sorted(repository.sensor_defs, key=lambda one: one.name):
        yield f"| {sensor.name} | {sensor.minimum_interval_seconds} s | {sensor.description} |"
    yield ""


def main(arguments: Iterable[str] | None = None) -> int:
    """0 where the page is what the definitions say, or was written; 1 with the difference where it is not."""
    from orchestration.definitions import build_defs

    parser = argparse.ArgumentParser(prog="python -m orchestration.assets.graph", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, show what differs")
    options = parser.parse_args(None if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as workdir:
        said = page(build_defs(Path(workdir)))
    if not options.check:
        PAGE.write_text(said, encoding="utf-8")
        return 0
    kept = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    difference = list(
        difflib.unified_diff(kept.splitlines(), said.splitlines(), "kept", "as defined", lineterm="")
    )
    if difference:
        print("\n".join([*difference, "the asset graph has changed: look at it, then `make derive`"]))
    return 1 if difference else 0


if __name__ == "__main__":
    sys.exit(main())
