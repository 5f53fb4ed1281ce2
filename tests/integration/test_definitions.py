"""What Dagster shows is what a run does."""

import dagster as dg
import pytest

from orchestration.definitions import JOB, build_defs


@pytest.fixture(scope="module")
def defs(tmp_path_factory):
    return build_defs(tmp_path_factory.mktemp("work"))


def graph(defs):
    return defs.resolve_asset_graph()


def test_the_definitions_hold_together(defs):
    dg.Definitions.validate_loadable(defs)


def test_every_stage_is_a_group_and_every_published_table_an_asset(defs):
    from contracts.loading import load_contract

    groups = {graph(defs).get(key).group_name for key in graph(defs).get_all_asset_keys()}
    assert groups == {
        "landing", "submissions", "reference", "staging", "intermediate", "marts", "audit", "publication",
    }  # fmt: skip
    marts = {key.path[1] for key in graph(defs).get_all_asset_keys() if key.path[0] == "marts"}
    assert marts == set(load_contract().published)


def test_what_is_published_depends_on_what_was_dropped(defs):
    release, dropped = dg.AssetKey(["publication", "release"]), dg.AssetKey(["landing", "files"])
    found, open_keys = set(), [release]
    while open_keys:
        parents = graph(defs).get(open_keys.pop()).parent_keys - found
        found |= parents
        open_keys += parents
    assert dropped in found


def test_every_asset_says_what_it_is(defs):
    silent = [key for key in graph(defs).get_all_asset_keys() if not graph(defs).get(key).description]
    assert silent == []


def test_the_audit_blocks_what_comes_after_it(defs):
    checks = [
        graph(defs).get(key)
        for key in graph(defs).asset_check_keys
        if key.asset_key.path == ["audit", "report"]
    ]
    assert len(checks) == 13
    assert all(check.blocking for check in checks)


def test_the_job_materialises_everything(defs):
    job = defs.resolve_job_def(JOB)
    assert {key.path[0] for key in job.asset_layer.executable_asset_keys} >= {
        "landing",
        "marts",
        "audit",
        "publication",
    }
