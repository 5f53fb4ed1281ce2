"""The JSON file is a list of records with plain numbers, ISO dates and null."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa

from orchestration.publication.formats.json_file import encode

TABLE = pa.table(
    {
        "code": pa.array(['Île "1"\n', None], pa.string()),
        "n": pa.array([2**53 + 1, None], pa.int64()),
        "part": pa.array([Decimal("0.9881"), None], pa.decimal128(18, 4)),
        "jour": pa.array([date(2024, 2, 8), None], pa.date32()),
    }
)


def test_the_file_is_exactly_this():
    assert encode(TABLE, "t").decode() == (
        '[{"code": "Île \\"1\\"\\n", "n": 9007199254740993, "part": 0.9881, "jour": "2024-02-08"},\n'
        ' {"code": null, "n": null, "part": null, "jour": null}]\n'
    )


def test_it_reads_back_as_records():
    first, second = json.loads(encode(TABLE, "t"))
    assert first == {"code": 'Île "1"\n', "n": 2**53 + 1, "part": 0.9881, "jour": "2024-02-08"}
    assert second == {"code": None, "n": None, "part": None, "jour": None}


def test_a_decimal_loses_no_digit():
    table = pa.table({"n": pa.array([Decimal("1234567890123456.78")], pa.decimal128(18, 2))})
    assert encode(table, "t") == b'[{"n": 1234567890123456.78}]\n'


def test_a_small_decimal_has_no_exponent():
    table = pa.table({"n": pa.array([Decimal("0E-12")], pa.decimal128(38, 12))})
    assert encode(table, "t") == b'[{"n": 0.000000000000}]\n'


def test_an_empty_table_is_an_empty_list():
    assert encode(TABLE.slice(0, 0), "t") == b"[]\n"
