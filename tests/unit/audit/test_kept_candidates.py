"""A candidate whose audit failed is kept to be looked into; old ones make room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from orchestration.audit.kept_candidates import KEPT, keep_candidate
from tests.unit.publication.memory import Memory

NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "candidate.duckdb", tmp_path / "audit.json"]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def test_a_candidate_is_kept_with_its_audit_under_its_instant(files):
    storage = Memory()
    assert keep_candidate(storage, files, NOON) == "memory://candidates/20240201T120000Z"
    assert storage.objects == {
        "candidates/20240201T120000Z/candidate.duckdb": b"candidate.duckdb",
        "candidates/20240201T120000Z/audit.json": b"audit.json",
    }


@pytest.mark.parametrize(("audits", "first_left"), [(KEPT - 1, 0), (KEPT, 0), (KEPT + 1, 1), (KEPT + 3, 3)])
def test_the_last_five_stay(files, audits, first_left):
    storage = Memory({"releases/current.json": b"{}", "returns/ab/abcd": b"kept for ever"})
    for day in range(audits):
        keep_candidate(storage, files, NOON + timedelta(days=day))
    left = sorted({key.split("/")[1] for key in storage.objects if key.startswith("candidates/")})
    assert left == [f"{NOON + timedelta(days=day):%Y%m%dT%H%M%SZ}" for day in range(first_left, audits)]
    assert {"releases/current.json", "returns/ab/abcd"} < set(storage.objects)
