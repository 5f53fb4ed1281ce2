"""The grid stays what the register says, whoever changed either of them; a failed run leaves no wrong colour behind."""

from datetime import UTC, datetime, timedelta

import dagster as dg
import pytest
from dagster._core.definitions.assets.graph.asset_graph_subset import AssetGraphSubset
from dagster._core.definitions.timestamp import TimestampWithTimezone
from dagster._core.events import DagsterEvent
from dagster._core.execution.asset_backfill import AssetBackfillData
from dagster._core.execution.backfill import BulkActionStatus, PartitionBackfill
from dagster._core.storage.partition_status_cache import AssetPartitionStatus
from dagster._time import get_current_timestamp

from orchestration.assets import grid_keeper
from orchestration.assets.backfills import settle_backfills
from orchestration.assets.drawing import PARTITIONS, keep_current
from orchestration.assets.grid import RETURNS
from orchestration.assets.grid_keeper import grid_kept_current
from orchestration.assets.resources import VIEW, cites_view
from orchestration.assets.returns import refresh_grid, returns
from orchestration.clock import now
from orchestration.schedule.view import open_view
from orchestration.settings import read_settings
from tests.integration.dagster.conftest import append
from tests.integration.dagster.test_sensors import Watcher, add_run
from tests.unit.register.making import judged

LANDING = dg.AssetKey(["landing", "files"])
GREEN, RED = AssetPartitionStatus.MATERIALIZED, AssetPartitionStatus.FAILED
ALIKE = dg.SkipReason("the grid is like the register")
NOTHING = dg.SkipReason("nothing happened since the grid was compared")
BUSY = dg.SkipReason("a run is under way: it draws what it changes")
HALF_PAST_TWO = datetime(2024, 2, 20, 14, 30, tzinfo=UTC)


class Keeper(Watcher):
    """The daemon and the grid that it keeps."""

    def draw(self):
        """What the job does that the sensor asks for."""
        keep_current(self.instance, open_view(read_settings()), None)

    def materialise(self, key, view):
        """A run over one square, as the UI starts it."""
        return dg.materialize(
            [returns], partition_key=key, instance=self.instance, resources={VIEW: view}, raise_on_error=False
        ).success

    @property
    def colours(self):
        keys = [str(key) for key in PARTITIONS.get_partition_keys(dynamic_partitions_store=self.instance)]
        statuses = self.instance.get_status_by_partition(RETURNS, keys, PARTITIONS) or {}
        return {key: status for key, status in statuses.items() if status}


@dg.resource
def out_of_reach(_):
    raise OSError("the bucket is away")


@pytest.fixture
def fresh(instance, storage):
    return Keeper(instance, storage, grid_kept_current)


@pytest.fixture
def keeper(fresh, monkeypatch):
    """One that knows the quarters, on a clock that stands."""
    monkeypatch.setattr(grid_keeper, "now", lambda: HALF_PAST_TWO)
    (request,) = fresh.tick().dynamic_partitions_requests
    fresh.instance.add_dynamic_partitions("trimestres", list(request.partition_keys))
    return fresh


@pytest.fixture
def current(keeper):
    """One that found everything as it should be: one return in force, drawn."""
    append(keeper.storage, judged("a"))
    keeper.draw()
    assert (keeper.tick(), keeper.tick()) == (ALIKE, NOTHING)
    return keeper


def asks(keeper):
    found = keeper.tick()
    return isinstance(found, dg.SensorResult) and len(found.run_requests) == 1


def test_quarters_are_added_first(fresh):
    (request,) = fresh.tick().dynamic_partitions_requests
    assert request.partition_keys[0] == "2022-T1"
    fresh.instance.add_dynamic_partitions("trimestres", list(request.partition_keys))
    assert fresh.tick() == ALIKE


def test_a_register_that_changed_outside_asks_for_the_grid_to_be_drawn(keeper):
    append(keeper.storage, judged("a"))
    (request,) = keeper.tick().run_requests
    assert request.job_name is None  # the sensor's one job: refresh_grid


def test_while_a_run_is_under_way_the_grid_is_its_business(keeper):
    append(keeper.storage, judged("a"))
    add_run(keeper.instance, dg.DagsterRunStatus.STARTED)
    assert keeper.tick() == BUSY


@pytest.mark.parametrize("key", ["cde-001|2023-T4", "cde-002|2023-T4"], ids=["in force", "missing"])
def test_a_square_that_a_failed_run_painted_red_is_drawn_again(current, key):
    assert not current.materialise(key, out_of_reach)
    assert current.colours[key] == RED
    assert asks(current)
    current.draw()
    assert current.colours == {"cde-001|2023-T4": GREEN}
    assert (current.tick(), current.tick()) == (ALIKE, NOTHING)


def test_red_of_a_run_that_failed_while_another_was_under_way_is_found_after_its_end(current):
    run = add_run(current.instance, dg.DagsterRunStatus.STARTED)
    current.materialise("cde-002|2023-T4", out_of_reach)
    assert current.tick() == BUSY
    current.instance.report_dagster_event(DagsterEvent("PIPELINE_SUCCESS", job_name=run.job_name), run.run_id)
    assert asks(current)


def test_a_run_that_ended_well_costs_one_comparison(current):
    assert current.materialise("cde-002|2023-T4", cites_view)
    assert (current.tick(), current.tick()) == (ALIKE, NOTHING)


@pytest.mark.parametrize(("minutes", "expected"), [(9, NOTHING), (10, ALIKE)])
def test_it_is_compared_every_ten_minutes_though_nothing_is_known_to_have_happened(
    current, monkeypatch, minutes, expected
):
    monkeypatch.setattr(grid_keeper, "now", lambda: HALF_PAST_TWO.replace(minute=30 + minutes))
    assert current.tick() == expected


def test_a_grid_that_somebody_wiped_comes_back(current, monkeypatch):
    current.instance.wipe_assets([RETURNS])
    monkeypatch.setattr(grid_keeper, "now", lambda: HALF_PAST_TWO.replace(minute=40))
    assert asks(current)


@pytest.mark.parametrize(
    ("failures", "minutes", "expected"), [(1, 0.9, False), (1, 1.1, True), (3, 3.9, False), (3, 4.1, True)]
)
def test_a_drawing_that_fails_is_asked_for_again_later_and_later(
    keeper, monkeypatch, failures, minutes, expected
):
    """A damaged register fails it each time; each failure is told to the team."""
    append(keeper.storage, judged("a"))
    for _ in range(failures):
        keeper.instance.report_run_failed(keeper.instance.create_run_for_job(refresh_grid))
    monkeypatch.setattr(grid_keeper, "now", lambda: now() + timedelta(minutes=minutes))
    found = keeper.tick()
    assert isinstance(found, dg.SensorResult) is expected
    if not expected:
        assert found.skip_message.startswith(
            "the grid is not what the register says: the last run on this failed; again at "
        )


def test_after_a_drawing_that_worked_the_next_is_asked_for_at_once(keeper):
    append(keeper.storage, judged("a"))
    add_run(keeper.instance, dg.DagsterRunStatus.SUCCESS)
    assert asks(keeper)


# --- backfills


def backfilled(instance, *statuses, more=(), status=BulkActionStatus.COMPLETED_FAILED):
    """A backfill over one quarter that Dagster called failed, with runs that ended like this; `more` assets failed too."""
    keys = {f"cde-{number:03d}|2023-T4" for number in range(1, 85)}
    subset = AssetGraphSubset(
        partitions_subsets_by_asset_key={RETURNS: PARTITIONS.empty_subset().with_partition_keys(keys)}
    )
    failed = subset | AssetGraphSubset(non_partitioned_asset_keys=set(more))
    data = AssetBackfillData(
        target_subset=failed,
        requested_runs_for_target_roots=True,
        latest_storage_id=None,
        materialized_subset=AssetGraphSubset(),
        requested_subset=failed,
        failed_and_downstream_subset=failed,
        backfill_start_time=TimestampWithTimezone(get_current_timestamp(), "UTC"),
    )
    backfill = PartitionBackfill(
        backfill_id=f"backfill{len(instance.get_backfills())}",
        status=status,
        from_failure=False,
        tags={},
        backfill_timestamp=get_current_timestamp(),
        asset_selection=[RETURNS, LANDING],
        asset_backfill_data=data,
    )
    instance.add_backfill(backfill)
    for one in statuses:
        instance.create_run_for_job(refresh_grid, status=one, tags={"dagster/backfill": backfill.backfill_id})
    return backfill.backfill_id


def test_a_backfill_over_missing_returns_whose_runs_ended_well_is_no_failure(current):
    done, failed = dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE
    well = backfilled(current.instance, done, done)
    badly = backfilled(current.instance, done, failed)
    empty = backfilled(current.instance)
    others = backfilled(current.instance, done, more=[LANDING])
    stopped = backfilled(current.instance, done, status=BulkActionStatus.CANCELED)
    current.tick()
    assert {one.backfill_id: one.status.value for one in current.instance.get_backfills()} == {
        well: "COMPLETED_SUCCESS",
        badly: "COMPLETED_FAILED",
        empty: "COMPLETED_FAILED",
        others: "COMPLETED_FAILED",
        stopped: "CANCELED",
    }


def test_its_squares_count_as_done(current):
    name = backfilled(current.instance, dg.DagsterRunStatus.SUCCESS)
    assert settle_backfills(current.instance) == [name]
    data = current.instance.get_backfill(name).asset_backfill_data
    assert data.failed_and_downstream_subset.num_partitions_and_non_partitioned_assets == 0
    assert data.materialized_subset == data.target_subset
    assert settle_backfills(current.instance) == []
