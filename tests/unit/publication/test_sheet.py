"""One table as a workbook: typed cells under technical names, and texts that stay texts."""

import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest

from orchestration.publication.formats.sheet import encode

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


def test_the_header_row_is_the_technical_names_and_cells_are_typed():
    sheet = opened(encode(TABLE, "essai"))["essai"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["code_cite", "partenaires", "taux", "date_remontee"],
        ["cde-001", 12, 0.9881, datetime(2024, 2, 8)],
        ["cde-003", None, None, None],
    ]


def test_a_screen_reader_is_told_that_it_is_in_french():
    assert opened(encode(TABLE, "essai")).properties.language == "fr-FR"


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
