"""The same returns give the same bytes in every file of the storage, whatever the machine's hour, language and chance."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.making.files import make
from tests.making.returns import valid_return

SCHEMA = "publication"
RETURNS = {
    "a.xlsx": (valid_return("cde-001"), "xlsx"),
    "b.zip": (valid_return("cde-008"), "zip"),
    "c.ods": (valid_return("cde-003"), "ods"),
    "d.xlsx": (valid_return("cde-002").set("aller_vers", column="femmes", value=99), "xlsx"),
}
MACHINES = (
    {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONHASHSEED": "77"},
)
MOMENT = 1_705_312_800
INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
CHAINED = re.compile(rb'"contenu": "[0-9a-f]{64}"')
LEFT_OUT = ("work", "run.lock")
"""What a run works in, and the lock: nothing that is kept."""


@pytest.fixture(scope="module")
def storages(tmp_path_factory):
    """The same files dropped in two orders, with the same times, on two machines."""
    files = {name: make(*what) for name, what in RETURNS.items()}
    homes = []
    for turn, machine in zip((1, -1), MACHINES, strict=True):
        home = tmp_path_factory.mktemp("machine")
        (home / "landing").mkdir()
        for name in list(files)[::turn]:
            path = home / "landing" / name
            path.write_bytes(files[name])
            os.utime(path, (MOMENT, MOMENT))
        environment = {**os.environ, **machine, "CITES_STORAGE": str(home)}
        environment.pop("DAGSTER_HOME", None)
        command = [sys.executable, "-m", "orchestration.cli", "run"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        homes.append(home)
    return homes


def kept(home: Path) -> dict[str, bytes]:
    paths = [path for path in home.rglob("*") if path.is_file()]
    named = {path.relative_to(home).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(LEFT_OUT)}


def told_by(home: Path, name: str, data: bytes) -> object:
    """What a file says: its bytes without instants; of a database its rows, of a manifest not the files that tell instants."""
    if name.endswith(".duckdb"):
        return rows_of(home / name)
    data = INSTANT.sub(b"INSTANT", data)
    if name.startswith("register/"):
        data = CHAINED.sub(b"", data)  # the hash of what holds the instants
    if name.endswith("/manifest.json"):
        manifest = json.loads(data)
        manifest["fichiers"] = [
            file["chemin"]
            if file["chemin"] in ("cites.duckdb", "datapackage.json")
            else (file["chemin"], file["sha256"])
            for file in manifest["fichiers"]
        ]
        # it names the last segment's hash, which is one of instants
        del manifest["registre"]["empreinte"], manifest["entrees"]
        return manifest
    if name == "releases/current.json":
        pointer = json.loads(data)
        for movement in pointer["mouvements"]:
            del movement["manifeste"]  # the hash of what holds the instants
        return {key: value for key, value in pointer.items() if key != "entrees"}
    return data


def rows_of(database: Path) -> dict[str, list[tuple]]:
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = ? order by all", [SCHEMA]
        ).fetchall()
        return {
            name: connection.execute(f'select * from {SCHEMA}."{name}" order by all').fetchall()
            for (name,) in names
        }


def test_both_keep_the_same_files(storages):
    one, other = map(kept, storages)
    assert one.keys() == other.keys()
    folders = {name.split("/")[0] for name in one}
    assert {"returns", "reports", "staged", "register", "releases"} <= folders


def test_every_file_says_the_same_but_for_instants(storages):
    one, other = map(kept, storages)
    different = [
        name
        for name in one
        if told_by(storages[0], name, one[name]) != told_by(storages[1], name, other[name])
    ]
    assert different == []


def test_the_release_has_the_same_name(storages):
    names = [{path.name for path in (home / "releases").iterdir()} for home in storages]
    assert names[0] == names[1]
