"""The workbooks: typed cells, texts that stay texts, a French table of contents, always the same bytes."""

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest

from orchestration.publication.fingerprint import read_tables
from orchestration.publication.formats.sheet import encode
from orchestration.publication.formats.workbook import encode_release
from tests.unit.audit.small_world import small_contract, write_candidate

TABLE = pa.table(
    {
        "code_cite": pa.array(["cde-001", "cde-003"], pa.string()),
        "partenaires": pa.array([12, None], pa.int64()),
        "taux": pa.array([Decimal("0.9881"), None], pa.decimal128(18, 4)),
        "date_remontee": pa.array([date(2024, 2, 8), None], pa.date32()),
    }
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> dict[str, pa.Table]:
    return read_tables(write_candidate(tmp_path_factory.mktemp("c") / "candidate.duckdb"), small_contract())


@pytest.fixture(scope="module")
def release(published) -> bytes:
    return encode_release(published, small_contract(), demo=False)


def test_the_header_row_is_the_technical_names_and_cells_are_typed():
    sheet = opened(encode(TABLE, "essai"))["essai"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["code_cite", "partenaires", "taux", "date_remontee"],
        ["cde-001", 12, 0.9881, datetime(2024, 2, 8)],
        ["cde-003", None, None, None],
    ]


def test_numbers_and_dates_have_a_format():
    sheet = opened(encode(TABLE, "essai"))["essai"]
    assert [cell.number_format for cell in sheet[2]] == ["@", "#,##0", "#,##0.0000", "dd/mm/yyyy"]


def test_the_header_is_frozen_and_filtered():
    sheet = opened(encode(TABLE, "essai"))["essai"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")


def test_columns_are_wide_enough_for_their_header():
    sheet = opened(encode(TABLE, "essai"))["essai"]
    assert sheet.column_dimensions["D"].width >= len("date_remontee") + 4


@pytest.mark.parametrize(
    "text", ["=1+1", "{=A1}", "https://example.org", "mailto:a@b.c", "0123", "internal:x!A1", "@x"]
)
def test_a_text_is_never_anything_else(text):
    cell = opened(encode(pa.table({"nom": [text]}), "t"))["t"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_an_empty_table_is_a_header():
    assert [cell.value for cell in opened(encode(TABLE.slice(0, 0), "t"))["t"][1]] == TABLE.column_names


def test_the_release_workbook_opens_on_its_table_of_contents(release):
    names = opened(release).sheetnames
    assert names == ["Sommaire", *small_contract().published]


def test_the_table_of_contents_speaks_french_and_leads_to_every_sheet(release):
    sheet = opened(release)["Sommaire"]
    assert sheet["A1"].value == "Cités de l'emploi : indicateurs publiés"
    lines = [[cell.value for cell in row][:4] for row in sheet.iter_rows(min_row=5)]
    assert lines[0] == ["Indicateurs nationaux", "indicateurs_nationaux", "Une ligne par trimestre.", 3]
    assert [line[1] for line in lines] == list(small_contract().published)
    assert sheet["B5"].hyperlink.location == "'indicateurs_nationaux'!A1"


def test_a_demonstration_says_so_on_its_first_sheet(published, release):
    assert opened(release)["Sommaire"]["A2"].value is None
    shown = opened(encode_release(published, small_contract(), demo=True))["Sommaire"]["A2"].value
    assert shown == "Données de démonstration : tous les chiffres sont fictifs."


def test_every_sheet_holds_its_table(published, release):
    workbook = opened(release)
    for name, table in published.items():
        sheet = workbook[name]
        assert [cell.value for cell in sheet[1]] == table.column_names
        assert sheet.max_row == table.num_rows + 1


def test_a_columns_meaning_shows_where_its_header_is_selected(release):
    notes = opened(release)["indicateurs_nationaux"].data_validations.dataValidation
    described = small_contract().published["indicateurs_nationaux"].columns[0]
    assert (str(notes[0].sqref), notes[0].promptTitle, notes[0].prompt) == (
        "A1",
        described.label,
        described.description,
    )


def test_the_same_tables_give_the_same_bytes(published, release):
    assert encode_release(published, small_contract(), demo=False) == release


def test_nothing_in_the_bytes_tells_when_they_were_written(release):
    with zipfile.ZipFile(io.BytesIO(release)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2022-01-01T00:00:00Z"}
