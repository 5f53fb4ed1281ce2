"""The page of the asset graph is what the definitions say, and a change is noticed."""

import dagster as dg
import pytest

from orchestration.assets import graph
from orchestration.definitions import build_defs


@pytest.fixture(scope="module")
def defs(tmp_path_factory):
    return build_defs(tmp_path_factory.mktemp("work"))


def test_every_asset_has_a_description_an_owner_and_a_kind(defs):
    nodes = defs.resolve_asset_graph().asset_nodes
    assert [
        node.key.to_user_string() for node in nodes if not (node.description and node.owners and node.kinds)
    ] == []


def test_every_check_has_a_description(defs):
    known = defs.resolve_asset_graph()
    keys = known.asset_check_keys
    assert [key.name for key in keys if not known.get_check_spec(key).description] == []


def test_every_step_that_publishes_is_of_the_one_pool(defs):
    """So that two runs never publish at once, however each was started."""
    steps = [one.node_def for one in defs.resolve_asset_graph().assets_defs if one.is_executable]
    publishing = {step.name for step in steps if step.pool == "publishing"}
    assert publishing == {
        "landing__files",
        "judge_returns",
        "build_candidate",
        "audit_candidate",
        "publication__release",
    }


def test_the_main_job_has_no_partition_to_choose(defs):
    assert defs.resolve_job_def("publish_release").partitions_def is None


def test_what_only_looks_takes_no_lock(defs):
    for name in ("look_at_the_collection", "refresh_grid"):
        steps = defs.resolve_job_def(name).nodes_in_topological_order
        assert {node.definition.pool for node in steps} == {None}


def test_every_asset_check_job_schedule_and_sensor_is_on_the_page(defs):
    said, repository = graph.page(defs), defs.get_repository_def()
    expected = {key.to_user_string() for key in defs.resolve_asset_graph().get_all_asset_keys()}
    expected |= {key.name for key in defs.resolve_asset_graph().asset_check_keys}
    expected |= {one.name for one in (*repository.schedule_defs, *repository.sensor_defs)} | {
        "publish_release"
    }
    assert [name for name in sorted(expected) if name not in said] == []


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setattr(graph, "PAGE", tmp_path / "asset-graph.md")
    known = [dg.AssetSpec(["landing", "files"], group_name="landing")]
    monkeypatch.setattr("orchestration.definitions.build_defs", lambda _: dg.Definitions(assets=known))
    return known


def test_a_page_that_is_what_the_definitions_say_passes(small, capsys):
    assert graph.main([]) == 0
    assert graph.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_an_asset_that_is_not_on_the_page_is_shown(small, capsys):
    graph.main([])
    small.append(dg.AssetSpec(["landing", "more"], group_name="landing"))
    assert graph.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "+| landing/more |" in said and said.rstrip().endswith("then `make derive`")


def test_a_missing_page_is_a_difference(small):
    assert graph.main(["--check"]) == 1
