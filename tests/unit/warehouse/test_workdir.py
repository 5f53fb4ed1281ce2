"""A workdir is complete: every table that dbt reads is there, be it empty."""

from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

from contracts.loading import load_contract
from orchestration.storage.folder import Folder
from orchestration.warehouse.schemas import staged_schema, staged_tables
from orchestration.warehouse.workdir import prepare

CONTRACT = load_contract()
JUDGED = {
    "numero": 1,
    "evenement": "jugee",
    "instant": "2026-01-01T00:00:00.000000Z",
    "empreinte": "a" * 64,
    "code_cite": "cde-001",
    "trimestre": "2022-T1",
    "bloquants": 0,
    "synthese": {"partenaires": 3},
    "actions": {"aller_vers": ["a1"]},
}


@pytest.fixture
def storage(tmp_path):
    return Folder(tmp_path / "storage")


def prepared(storage, folder, *events):
    prepare(storage, SimpleNamespace(events=events), CONTRACT, folder)
    return folder


@pytest.mark.parametrize("table", staged_tables(CONTRACT))
def test_without_any_return_every_table_is_there_and_empty(storage, tmp_path, table):
    folder = prepared(storage, tmp_path / "new" / "work")
    (path,) = (folder / "staged" / table).rglob("*.parquet")
    assert path.parent.name.startswith("trimestre=")
    assert pq.read_schema(path).remove_metadata() == staged_schema(CONTRACT, table)
    assert pq.read_table(path).num_rows == 0


def test_events_are_one_row_each_without_their_nested_keys(storage, tmp_path):
    folder = prepared(
        storage, tmp_path, JUDGED, {**JUDGED, "numero": 2, "evenement": "retiree", "motif": "x"}
    )
    (first, second) = pq.read_table(folder / "register.parquet").to_pylist()
    assert (first["numero"], first["evenement"], first["bloquants"], first["motif"]) == (1, "jugee", 0, None)
    assert (second["numero"], second["evenement"], second["motif"]) == (2, "retiree", "x")
    assert not {"synthese", "actions"} & first.keys()


def test_the_reference_is_that_of_the_contract(storage, tmp_path):
    folder = prepared(storage, tmp_path)
    found = pq.read_table(folder / "reference" / "cites.parquet", columns=["code_cite"]).to_pylist()
    assert [row["code_cite"] for row in found] == list(CONTRACT.reference.cites)


def test_preparing_again_shows_the_storage_as_it_is_now(storage, tmp_path):
    storage.write("staged/gouvernance/trimestre=2022-T1/1.parquet", b"one")
    folder = prepared(storage, tmp_path / "work", JUDGED)
    storage.delete("staged/gouvernance/trimestre=2022-T1/1.parquet")
    storage.write("staged/gouvernance/trimestre=2022-T1/2.parquet", b"two")
    prepared(storage, folder, JUDGED, {**JUDGED, "numero": 2})
    quarter = folder / "staged" / "gouvernance" / "trimestre=2022-T1"
    assert {path.name: path.read_bytes() for path in quarter.iterdir()} == {"2.parquet": b"two"}
    assert pq.read_table(folder / "register.parquet").num_rows == 2


def test_only_staged_rows_are_brought(storage, tmp_path):
    storage.write("landing/a.xlsx", b"x")
    storage.write("returns/aa/a", b"x")
    folder = prepared(storage, tmp_path / "work")
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) == [
        "reference",
        "register.parquet",
        "staged",
    ]
