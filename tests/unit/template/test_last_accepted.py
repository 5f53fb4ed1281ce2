"""The partners of the last accepted return are found, whatever else is staged."""

import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from orchestration.errors import StorageError
from orchestration.storage.folder import Folder
from orchestration.submissions.register import Register, moment
from orchestration.template.last_accepted import last_accepted_partners
from orchestration.warehouse.schemas import staged_schema


@pytest.fixture
def storage(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def register(storage):
    return Register.load(storage)


@pytest.fixture
def staged(storage, contract, partner):
    def write(quarter, batch, *returns):
        rows = [
            partner(nom=nom) | {"empreinte": fingerprint, "code_cite": code, "ligne": line}
            for fingerprint, code, names in returns
            for line, nom in names
        ]
        buffer = io.BytesIO()
        parquet.write_table(pa.Table.from_pylist(rows, schema=staged_schema(contract, "partenaires")), buffer)
        storage.write(f"staged/partenaires/trimestre={quarter}/{batch}.parquet", buffer.getvalue())

    return write


@pytest.fixture
def accept(register):
    def append(fingerprint, code, quarter, day=1, verdict="acceptee"):
        instant = moment(datetime(2024, 1, day, tzinfo=UTC))
        event = {"evenement": "jugee", "instant": instant, "empreinte": fingerprint, "recue_le": instant}
        register.append([event | {"code_cite": code, "trimestre": quarter, "verdict": verdict}])

    return append


def names(storage, register, code="cde-001"):
    return [partner["nom"] for partner in last_accepted_partners(storage, register, code)]


def test_partners_come_with_their_types_and_in_the_order_of_the_return(storage, register, staged, accept):
    staged("2023-T4", "b1", ("aa", "cde-001", [(9, "seconde"), (8, "première")]))
    accept("aa", "cde-001", "2023-T4")
    assert names(storage, register) == ["première", "seconde"]
    assert last_accepted_partners(storage, register, "cde-001")[0] == {
        "siret": "00000101500012",
        "nom": "première",
        "categorie": "mission_locale",
        "date_entree": date(2021, 2, 1),
        "date_sortie": None,
    }


def test_the_latest_quarter_in_force_counts_even_if_an_earlier_one_was_received_later(
    storage, register, staged, accept
):
    staged("2023-T3", "b1", ("aa", "cde-001", [(1, "ancien")]))
    staged("2023-T4", "b1", ("bb", "cde-001", [(1, "récent")]))
    accept("bb", "cde-001", "2023-T4", day=1)
    accept("aa", "cde-001", "2023-T3", day=9)
    assert names(storage, register) == ["récent"]


def test_a_correction_counts_in_place_of_what_it_corrects(storage, register, staged, accept):
    staged("2023-T4", "b1", ("aa", "cde-001", [(1, "avant")]))
    staged("2023-T4", "b2", ("bb", "cde-001", [(1, "après")]))
    accept("aa", "cde-001", "2023-T4", day=1)
    accept("bb", "cde-001", "2023-T4", day=2)
    assert names(storage, register) == ["après"]


def test_rejected_returns_and_other_cites_do_not_count(storage, register, staged, accept):
    staged("2023-T4", "b1", ("aa", "cde-001", [(1, "la mienne")]), ("bb", "cde-002", [(1, "une autre")]))
    accept("aa", "cde-001", "2023-T4")
    accept("bb", "cde-002", "2023-T4")
    accept("cc", "cde-001", "2024-T1", verdict="rejetee")
    assert names(storage, register) == ["la mienne"]


def test_rows_that_were_staged_twice_are_listed_once(storage, register, staged, accept):
    staged("2023-T4", "b1", ("aa", "cde-001", [(1, "une fois")]))
    staged("2023-T4", "b2", ("aa", "cde-001", [(1, "une fois")]), ("dd", "cde-003", [(1, "x")]))
    accept("aa", "cde-001", "2023-T4")
    assert names(storage, register) == ["une fois"]


def test_a_cite_without_any_accepted_return_has_none(storage, register):
    assert last_accepted_partners(storage, register, "cde-001") == []


def without_column(data, name):
    buffer = io.BytesIO()
    parquet.write_table(parquet.read_table(io.BytesIO(data)).drop_columns([name]), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: b"PAR1" + bytes(200) + b"PAR1",
        lambda data: without_column(data, "empreinte"),
        lambda data: without_column(data, "ligne"),
    ],
    ids=["empty", "cut off", "zeros", "without fingerprints", "without rows"],
)
def test_a_damaged_file_is_told_in_one_line_with_its_place(storage, register, staged, accept, damage):
    staged("2023-T4", "b1", ("aa", "cde-001", [(8, "première")]))
    accept("aa", "cde-001", "2023-T4")
    key = "staged/partenaires/trimestre=2023-T4/b1.parquet"
    path = storage.local_path(key)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(StorageError) as told:
        last_accepted_partners(storage, register, "cde-001")
    assert str(told.value) == (
        f"{storage.location(key)} is damaged: restore it from a backup, then run the command again"
    )
