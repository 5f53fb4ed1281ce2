"""The only place where assets, jobs and resources are put together; used by the UI, the command line and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets.audit import audit_candidate
from orchestration.assets.landing import landing_files
from orchestration.assets.publication import release
from orchestration.assets.resources import RUN, cites_run
from orchestration.assets.submissions import judge_returns
from orchestration.assets.warehouse import build_models, reference_specs
from orchestration.warehouse.dbt import parse

JOB = "publish_release"


def build_defs(workdir: Path, resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """Everything that Dagster knows of this project. dbt keeps what it parsed below `workdir`.

    `resource_overrides` replaces resources by name: the command line gives the run whose lock it holds already.
    """
    manifest = parse(workdir)
    computed = [landing_files, judge_returns, build_models(manifest), audit_candidate, release]
    return dg.Definitions(
        assets=[*computed, *reference_specs(manifest)],
        jobs=[
            dg.define_asset_job(
                JOB,
                selection=dg.AssetSelection.all(),
                description="From what arrived to the current release: judge, consolidate, audit, publish.",
            )
        ],
        resources={RUN: cites_run, **(resource_overrides or {})},
        # one process: the candidate is one file with one writer, and the lock is held by the run
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `workspace.yaml` loads."""
    from orchestration.run import workdir_of
    from orchestration.settings import read_settings
    from orchestration.storage.opening import open_storage

    return build_defs(workdir_of(open_storage(read_settings().storage)))
