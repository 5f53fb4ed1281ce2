"""Readers of the DuckDB file read whole releases while the next ones are being published."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.publication.catalogue import rollback, warehouse
from orchestration.storage.folder import Folder
from tests.unit.audit.small_world import tables
from tests.unit.publication.memory import HeldLease
from tests.unit.publication.publishing import NOON, Press, first_two_quarters

READER = """
import json, sys
from pathlib import Path
import duckdb
from orchestration.publication.catalogue import warehouse
from orchestration.storage.folder import Folder

storage, seen, reads = Folder(Path(sys.argv[1])), set(), 0
print("ready", flush=True)
while not Path(sys.argv[2]).exists() or reads == 0:
    with duckdb.connect(warehouse(storage), read_only=True) as connection:
        connection.execute("use publication")
        national = connection.execute("select count(*), sum(actions_aller_vers) from indicateurs_nationaux").fetchone()
        cites = connection.execute("select sum(actions_aller_vers) from indicateurs_cites").fetchone()
        seen.add((*national, *cites))
        reads += 1
print(json.dumps({"reads": reads, "seen": sorted(seen)}))
"""
ROOT = Path(__file__).parents[3]


@pytest.fixture
def press(tmp_path, candidates) -> Press:
    return Press(candidates, Folder(tmp_path / "data"))


def figures(published) -> list[int]:
    actions = [row["actions_aller_vers"] for row in published["indicateurs_nationaux"]]
    return [len(actions), sum(actions), sum(actions)]


def test_every_reader_sees_old_or_new_and_never_anything_else(press, tmp_path):
    press.publish(first_two_quarters())
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(tmp_path / "data"), str(stop)]
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    for reader in readers:
        assert reader.stdout.readline() == "ready\n"
    newest = press.publish().release
    for name in ("r0001", newest, "r0001", newest):
        rollback(press.storage, name, "essai", NOON, HeldLease())
    stop.touch()
    told = [json.loads(reader.communicate()[0]) for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0, 0]
    expected = [figures(first_two_quarters()), figures(tables())]
    assert all(seen in expected for reader in told for seen in reader["seen"])
    assert all(reader["reads"] >= 1 for reader in told)


def test_a_reader_that_stays_connected_keeps_its_release_and_stops_no_publication(press):
    press.publish(first_two_quarters())
    with duckdb.connect(warehouse(press.storage), read_only=True) as connection:
        assert press.publish().outcome == "published"
        assert connection.execute("select count(*) from publication.indicateurs_nationaux").fetchone() == (2,)
    with duckdb.connect(warehouse(press.storage), read_only=True) as connection:
        assert connection.execute("select count(*) from publication.indicateurs_nationaux").fetchone() == (3,)


def test_the_published_file_cannot_be_opened_for_writing_by_mistake(press):
    press.publish()
    with duckdb.connect(warehouse(press.storage), read_only=True) as connection, pytest.raises(duckdb.Error):
        connection.execute("delete from publication.indicateurs_nationaux")
