"""The checks on the collection run by themselves, without a run, and each alone where that is asked."""

import dagster as dg
import pytest

from orchestration.assets.health import collection_health
from orchestration.assets.resources import VIEW, cites_view
from tests.integration.dagster.conftest import append
from tests.unit.register.making import judged

NAMES = ["few_returns_are_rejected", "the_release_is_fresh", "the_returns_are_on_time"]


@pytest.fixture
def look(storage):
    """Run the checks (all, or one) as the job `look_at_the_collection` does; the results by name."""

    def looked(*names: str):
        keys = [spec.key for spec in collection_health.check_specs if not names or spec.name in names]
        job = dg.define_asset_job("look", selection=dg.AssetSelection.checks(*keys))
        defs = dg.Definitions(asset_checks=[collection_health], jobs=[job], resources={VIEW: cites_view})
        found = defs.resolve_job_def("look").execute_in_process(instance=dg.DagsterInstance.ephemeral())
        return {one.check_name: one for one in found.get_asset_check_evaluations()}

    return looked


def test_three_questions_are_answered(look):
    assert sorted(look()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_asked_alone(look, name):
    assert list(look(name)) == [name]


def test_a_bad_answer_is_a_warning_with_what_to_do(look, storage):
    append(storage, judged("a"))
    fresh = look()["the_release_is_fresh"]
    assert (fresh.passed, fresh.severity) == (False, dg.AssetCheckSeverity.WARN)
    assert fresh.description.endswith("materialise all (the job publish_release)")


def test_looking_takes_no_lock(look, storage):
    with storage.lock():
        assert sorted(look()) == NAMES


def test_a_storage_that_cannot_be_read_fails_the_step_and_says_what_to_do(look, storage):
    storage.write("register/00000001.jsonl", b"nonsense")
    with pytest.raises(dg.Failure, match=r"step collection_health: .*restore register/ from a backup"):
        look()
