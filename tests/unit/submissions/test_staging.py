"""Staged rows have the types of the contract, one order, and names that do not depend on when they are written."""

import datetime
import io
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contracts.loading import load_contract
from orchestration.submissions.staging import Staging, batch_name, parquet
from orchestration.warehouse.schemas import FINDINGS, staged_schema

CONTRACT = load_contract()
SCHEMA = pa.schema(
    [
        ("empreinte", pa.string()),
        ("code_cite", pa.string()),
        ("ligne", pa.int64()),
        ("texte", pa.string()),
        ("entier", pa.int64()),
        ("montant", pa.decimal128(38, 12)),
        ("jour", pa.date32()),
        ("accord", pa.bool_()),
    ]
)


def rows(*values):
    """Rows as judging gives them: (empreinte, code_cite, ligne, texte, entier, montant, jour, accord)."""
    columns = list(zip(*values, strict=True))
    kinds = ["object", "object", "object", "object", "float64", "float64", "datetime64[s]", "boolean"]
    return pd.DataFrame(
        {
            field.name: pd.Series(column, dtype=kind)
            for field, column, kind in zip(SCHEMA, columns, kinds, strict=True)
        }
    )


def read(data):
    return pq.read_table(io.BytesIO(data))


def staged(*values):
    return [tuple(row.values()) for row in read(parquet(rows(*values), SCHEMA)).to_pylist()]


FULL = ("a", "cde-001", 2, "x", 12.0, 12500.5, datetime.datetime(2023, 10, 1), True)
EMPTY = ("a", "cde-001", 3, None, None, None, None, None)


def test_every_value_has_its_staged_type():
    assert staged(FULL) == [
        ("a", "cde-001", 2, "x", 12, Decimal("12500.5"), datetime.date(2023, 10, 1), True)
    ]


def test_what_is_empty_is_null():
    assert staged(FULL, EMPTY)[1] == ("a", "cde-001", 3, None, None, None, None, None)


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (999999999999.0, "999999999999"),
        (0.1234567890125, "0.123456789013"),  # half up beyond twelve decimals
        (0.1234567890124, "0.123456789012"),
    ],
)
def test_a_decimal_is_the_one_that_was_written(number, exact):
    [row] = staged((*FULL[:5], number, *FULL[6:]))
    assert row[5] == Decimal(exact)


def test_the_whole_range_of_days_is_kept():
    days = [datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31)]
    kept = [
        row[6]
        for row in staged(*((*FULL[:2], number, *FULL[3:6], day, True) for number, day in enumerate(days)))
    ]
    assert kept == [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)]


def test_the_bytes_do_not_depend_on_the_order_of_the_rows():
    one, two, three = FULL, ("b", "cde-001", 2, *FULL[3:]), ("a", "cde-000", 9, *FULL[3:])
    assert parquet(rows(one, two, three), SCHEMA) == parquet(rows(three, one, two), SCHEMA)
    assert [row[:3] for row in staged(one, EMPTY, two, three)] == [
        ("a", "cde-000", 9),
        ("a", "cde-001", 2),
        ("a", "cde-001", 3),
        ("b", "cde-001", 2),
    ]


def test_a_batch_is_named_after_what_is_in_it_whatever_the_order():
    assert batch_name(["b", "a"]) == batch_name(["a", "b"])
    assert batch_name(["a", "b"]) != batch_name(["a"])
    assert batch_name(["ab"]) != batch_name(["a", "b"])


def partners(quarter, count=1):
    columns = {field.name: [None] * count for field in staged_schema(CONTRACT, "partenaires")}
    return pd.DataFrame({**columns, "empreinte": ["a"] * count, "trimestre": [quarter] * count}, dtype=object)


def findings(quarter):
    columns = {field.name: [None] for field in staged_schema(CONTRACT, FINDINGS)}
    return pd.DataFrame({**columns, "empreinte": ["a"], "trimestre": [quarter]}, dtype=object)


def test_a_quarter_is_written_once_it_is_over_and_findings_at_the_end():
    staging = Staging(CONTRACT, "lot")
    staging.add({"partenaires": partners("2023-T1"), FINDINGS: findings("2023-T1")})
    staging.add({"partenaires": partners("2023-T2"), FINDINGS: findings("inconnu")})
    early = dict(staging.finished(before="2023-T2"))
    assert list(early) == ["staged/partenaires/trimestre=2023-T1/lot.parquet"]
    staging.add({"partenaires": partners("2023-T2", 2)})
    late = dict(staging.finished())
    assert list(late) == [
        "staged/constats/trimestre=2023-T1/lot.parquet",
        "staged/constats/trimestre=inconnu/lot.parquet",
        "staged/partenaires/trimestre=2023-T2/lot.parquet",
    ]
    assert read(late["staged/partenaires/trimestre=2023-T2/lot.parquet"]).num_rows == 3
    assert list(staging.finished()) == []


@pytest.mark.parametrize("table", ["partenaires", FINDINGS])
def test_a_file_has_exactly_the_columns_that_the_warehouse_reads(table):
    staging = Staging(CONTRACT, "lot")
    staging.add({table: partners("2023-T1") if table == "partenaires" else findings("2023-T1")})
    [(_, data)] = staging.finished()
    assert read(data).schema.equals(staged_schema(CONTRACT, table))
