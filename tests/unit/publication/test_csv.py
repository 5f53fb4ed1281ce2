"""The CSV file is what French Excel opens by double click, and nothing in it computes."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from orchestration.publication.formats.csv_file import encode, harmless

TABLE = pa.table(
    {
        "code": pa.array(["01", 'a;b "c"', None], pa.string()),
        "n": pa.array([1234567, -3, None], pa.int64()),
        "part": pa.array([Decimal("0.5000"), Decimal("1"), None], pa.decimal128(18, 4)),
        "jour": pa.array([date(2024, 2, 8), None, None], pa.date32()),
    }
)


def test_the_file_is_exactly_this():
    assert encode(TABLE, "essai") == (
        b'\xef\xbb\xbfcode;n;part;jour\r\n01;1234567;0,5000;2024-02-08\r\n"a;b ""c""";-3;1,0000;\r\n;;;\r\n'
    )


def test_accents_are_utf_8():
    assert encode(pa.table({"nom": ["Île-de-France"]}), "t") == "\ufeffnom\r\nÎle-de-France\r\n".encode()


def test_an_empty_table_has_its_header():
    assert encode(TABLE.slice(0, 0), "t") == b"\xef\xbb\xbfcode;n;part;jour\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")'])
def test_a_text_that_a_spreadsheet_would_compute_is_disarmed(text):
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["a=1", "1-2", " =1", "'=1", "", "Angers"])
def test_every_other_text_is_left_alone(text):
    assert harmless(text) == text


def test_formulas_are_disarmed_in_the_file_but_negative_numbers_are_numbers():
    table = pa.table({"nom": ["=cmd|' /C calc'!A0"], "n": pa.array([-5], pa.int64())})
    assert encode(table, "t") == "\ufeffnom;n\r\n'=cmd|' /C calc'!A0;-5\r\n".encode()


def test_a_line_break_in_a_text_stays_in_its_cell():
    assert encode(pa.table({"nom": ["a\nb"], "n": ["c"]}), "t") == b'\xef\xbb\xbfnom;n\r\n"a\nb";c\r\n'
