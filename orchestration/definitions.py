"""The only place where assets, jobs, sensors, schedules and resources are put together: for the UI, the command line, tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from contracts.loading import load_contract
from orchestration.assets.audit import audit_candidate
from orchestration.assets.grid import RETURNS
from orchestration.assets.grid_keeper import grid_kept_current
from orchestration.assets.health import collection_health
from orchestration.assets.landing import landing_files
from orchestration.assets.lost_runs import lost_runs
from orchestration.assets.notifications import tell_of_failed_runs, tell_of_recovery
from orchestration.assets.publication import release
from orchestration.assets.resources import RUN, VIEW, cites_run, cites_view
from orchestration.assets.returns import refresh_grid, returns
from orchestration.assets.schedules import morning_look, publishing_schedules
from orchestration.assets.sensors import new_files_sensor
from orchestration.assets.submissions import judge_returns
from orchestration.assets.verification import verify_storage, weekly_verification
from orchestration.assets.warehouse import build_models, reference_specs
from orchestration.notifications.jobs import CONSOLIDATION, LOOK
from orchestration.warehouse.dbt import parse

JOB = CONSOLIDATION

_PUBLISH = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(RETURNS),
    description="From what arrived to the current release: judge, consolidate, audit, publish.",
)
_LOOK = dg.define_asset_job(
    LOOK,
    selection=dg.AssetSelection.checks(*(spec.key for spec in collection_health.check_specs)),
    description="The checks on the collection alone: no lock, nothing is changed.",
)


def build_defs(workdir: Path, resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """Everything that Dagster knows of this project. dbt keeps what it parsed below `workdir`.

    `resource_overrides` replaces resources by name: the command line gives the run whose lock it holds already.
    """
    manifest = parse(workdir)
    computed = [landing_files, judge_returns, returns, build_models(manifest), audit_candidate, release]
    return dg.Definitions(
        assets=[*computed, *reference_specs(manifest)],
        asset_checks=[collection_health],
        jobs=[_PUBLISH, _LOOK, refresh_grid, verify_storage],
        schedules=[*publishing_schedules(JOB, load_contract()), morning_look(_LOOK), weekly_verification],
        sensors=[new_files_sensor(JOB), grid_kept_current, lost_runs, tell_of_failed_runs, tell_of_recovery],
        resources={RUN: cites_run, VIEW: cites_view, **(resource_overrides or {})},
        # one process: the candidate is one file with one writer, and the lock is held by the run
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """What `workspace.yaml` loads."""
    from orchestration.settings import read_settings
    from orchestration.storage.opening import open_storage
    from orchestration.workdir import workdir_of

    return build_defs(workdir_of(open_storage(read_settings().storage)))
