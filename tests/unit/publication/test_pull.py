"""`pull` gives one table of a release, checked, in the format asked for."""

import io
import json

import openpyxl
import pytest

from orchestration.errors import UsageError
from orchestration.publication.catalogue import NothingPublished, current
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import DamagedRelease
from orchestration.publication.pull import pull
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.memory import Memory
from tests.unit.publication.publishing import as_an_earlier_version_wrote_it

TABLE = "indicateurs_nationaux"
QUARTERS = ["2022-T1", "2022-T2", "2022-T3"]


@pytest.mark.parametrize("format_name", ["csv", "json", "parquet"])
def test_stored_formats_are_given_as_they_were_published(storage, format_name):
    expected = storage.read(f"releases/{current(storage).id}/{format_name}/{TABLE}.{format_name}")
    assert pull(storage, TABLE, None, format_name) == expected


def test_json_is_a_list_of_records_with_plain_numbers(storage):
    rows = json.loads(pull(storage, TABLE, None, "json"))
    assert [row["trimestre"] for row in rows] == QUARTERS
    assert rows[0]["taux_remontee"] == 1.0
    assert rows[0]["partenaires"] == 15


def test_parquet_has_the_contracts_columns(storage):
    assert decode(pull(storage, TABLE, None, "parquet")).column_names == [
        column.name for column in small_contract().published[TABLE].columns
    ]


def test_a_workbook_is_made_of_the_one_table(storage):
    workbook = openpyxl.load_workbook(io.BytesIO(pull(storage, TABLE, None, "xlsx")))
    assert workbook.sheetnames == [TABLE]
    assert [row[0].value for row in workbook[TABLE].iter_rows()] == ["trimestre", *QUARTERS]


def test_a_workbook_has_the_same_bytes_each_time(storage):
    assert pull(storage, TABLE, None, "xlsx") == pull(storage, TABLE, None, "xlsx")


@pytest.mark.parametrize("table", list(small_contract().released))
def test_every_published_table_can_be_pulled(storage, table):
    assert pull(storage, table, None, "csv").startswith(b"\xef\xbb\xbf")


def test_an_earlier_release_can_be_pulled(storage):
    rows = json.loads(pull(storage, TABLE, "r0001", "json"))
    assert [row["trimestre"] for row in rows] == QUARTERS[:2]


def test_an_unknown_table_gives_the_list(storage):
    with pytest.raises(UsageError) as refused:
        pull(storage, "indicateurs", None, "csv")
    assert refused.value.exit_status == 2
    assert (
        str(refused.value)
        == f"no table is called 'indicateurs'; there are: {', '.join(small_contract().released)}"
    )


def test_an_unknown_release_gives_the_list(storage):
    with pytest.raises(UsageError, match="no release is called 'r0009'; there are: r0002-"):
        pull(storage, TABLE, "r0009", "csv")


def test_an_unknown_format_gives_the_list(storage):
    with pytest.raises(UsageError, match="no format is called 'pdf'; there are: csv, xlsx, parquet, json"):
        pull(storage, TABLE, None, "pdf")


@pytest.mark.parametrize("release", [None, "r0001"])
def test_where_nothing_is_published_that_is_said(release):
    with pytest.raises(NothingPublished) as refused:
        pull(Memory(), TABLE, release, "csv")
    assert refused.value.exit_status == 1


@pytest.mark.parametrize("format_name", ["csv", "json", "parquet", "xlsx"])
def test_a_file_that_is_not_the_published_one_is_refused(storage, format_name):
    stored = "parquet" if format_name == "xlsx" else format_name
    key = f"releases/{current(storage).id}/{stored}/{TABLE}.{stored}"
    storage.objects[key] = storage.objects[key].replace(b"2022", b"2023")
    with pytest.raises(DamagedRelease) as refused:
        pull(storage, TABLE, None, format_name)
    assert str(refused.value).startswith(f"{key} is not the file that was published: its checksum differs; ")
    assert "\n" not in str(refused.value)


def test_a_release_without_a_table_of_today_says_which_it_has(storage):
    as_an_earlier_version_wrote_it(storage, "r0001", "indicateurs_qpv")
    with pytest.raises(UsageError, match="no table is called 'indicateurs_qpv'"):
        pull(storage, "indicateurs_qpv", "r0001", "csv")
