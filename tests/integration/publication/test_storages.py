"""A release is published, read, compared and gone back from in the same way in a folder and in a bucket."""

from __future__ import annotations

import json
from pathlib import Path

from orchestration.publication.catalogue import current, releases, rollback, warehouse
from orchestration.publication.diff import diff
from orchestration.publication.manifest import verify
from orchestration.publication.pull import pull
from tests.unit.publication.memory import Memory
from tests.unit.publication.publishing import NOON, Press, first_two_quarters


def quarters(storage, release=None) -> list[str]:
    return [row["trimestre"] for row in json.loads(pull(storage, "indicateurs_nationaux", release, "json"))]


def test_two_releases_and_back(empty_storage, candidates, tmp_path):
    press = Press(candidates, empty_storage)
    with empty_storage.lock() as lease:
        press.lease = lease
        first = press.publish(first_two_quarters())
        second = press.publish()
        assert press.publish().outcome == "unchanged"
        assert quarters(empty_storage) == ["2022-T1", "2022-T2", "2022-T3"]
        rollback(empty_storage, first.release, "essai", NOON, lease)
    assert quarters(empty_storage) == ["2022-T1", "2022-T2"]
    assert quarters(empty_storage, second.release) == ["2022-T1", "2022-T2", "2022-T3"]
    assert [release.id for release in releases(empty_storage)] == [second.release, first.release]
    assert {
        found["cle"]["trimestre"]
        for found in diff(empty_storage, "r0001", "r0002")
        if "trimestre" in found["cle"]
    } == {"2022-T3"}
    verify(empty_storage, current(empty_storage).manifest, Path(tmp_path))


def test_the_warehouse_is_named_as_a_tool_reaches_it(empty_storage, candidates):
    release = Press(candidates, empty_storage).publish().release
    assert warehouse(empty_storage) == f"{empty_storage.url}/releases/{release}/cites.duckdb"


def test_the_bytes_do_not_depend_on_the_storage(empty_storage, candidates):
    there, here = Press(candidates, empty_storage), Press(candidates, Memory())
    release = there.publish().release
    assert here.publish().release == release
    for path in (
        "indicateurs.xlsx",
        "datapackage.json",
        "csv/indicateurs_cites.csv",
        "parquet/indicateurs_qpv.parquet",
    ):
        key = f"releases/{release}/{path}"
        assert empty_storage.read(key) == here.storage.read(key)
