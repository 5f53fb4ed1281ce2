"""The content hash says whether two candidates publish the same thing, and nothing else."""

import hashlib
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest

from orchestration.publication.fingerprint import (
    UnreadableCandidate,
    arrow_type,
    canonical_lines,
    content_hash,
    read_tables,
)
from tests.unit.audit.small_world import small_contract, tables, write_candidate

SCHEMA = pa.schema(
    [("code", pa.string()), ("n", pa.int64()), ("part", pa.decimal128(18, 2)), ("jour", pa.date32())]
)
ROWS = [
    {"code": "b", "n": 2, "part": Decimal("0.50"), "jour": date(2023, 1, 5)},
    {"code": "a\tb\\", "n": None, "part": None, "jour": None},
]


def table(rows=ROWS, schema=SCHEMA) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=schema)


def test_the_canonical_text_is_the_documented_one():
    assert list(canonical_lines("essai", table())) == [
        b"table\tessai\n",
        b"colonnes\tcode\tn\tpart\tjour\n",
        b"ligne\ta\\tb\\\\\t\\N\t\\N\t\\N\n",
        b"ligne\tb\t2\t0.50\t2023-01-05\n",
    ]


def test_the_hash_is_the_sha256_of_the_canonical_text_of_the_tables_by_name():
    text = b"".join([*canonical_lines("a", table()), *canonical_lines("b", table(ROWS[:1]))])
    assert content_hash({"b": table(ROWS[:1]), "a": table()}) == hashlib.sha256(text).hexdigest()


def test_row_order_does_not_count():
    assert content_hash({"t": table(ROWS[::-1])}) == content_hash({"t": table()})


def test_chunks_do_not_count():
    assert content_hash({"t": pa.concat_tables([table(ROWS[:1]), table(ROWS[1:])])}) == content_hash(
        {"t": table()}
    )


@pytest.mark.parametrize(
    "change",
    [
        {"n": 3},
        {"n": None},
        {"code": "B"},
        {"code": "b "},
        {"part": Decimal("0.51")},
        {"jour": date(2023, 1, 6)},
        {"jour": None},
    ],
    ids=str,
)
def test_every_value_counts(change):
    assert content_hash({"t": table([{**ROWS[0], **change}, ROWS[1]])}) != content_hash({"t": table()})


def test_a_null_is_not_the_text_that_stands_for_it():
    schema = pa.schema([("code", pa.string())])
    assert content_hash({"t": table([{"code": None}], schema)}) != content_hash(
        {"t": table([{"code": "\\N"}], schema)}
    )


def test_an_empty_text_is_not_a_null():
    schema = pa.schema([("code", pa.string())])
    assert content_hash({"t": table([{"code": ""}], schema)}) != content_hash(
        {"t": table([{"code": None}], schema)}
    )


def test_a_tab_in_a_text_does_not_move_what_follows():
    schema = pa.schema([("a", pa.string()), ("b", pa.string())])
    assert content_hash({"t": table([{"a": "x\ty", "b": "z"}], schema)}) != content_hash(
        {"t": table([{"a": "x", "b": "y\tz"}], schema)}
    )


@pytest.mark.parametrize("change", ["rename", "reorder", "drop a row", "twice the row", "rename table"])
def test_structure_counts(change):
    changed = {
        "rename": {"t": table().rename_columns(["code", "nombre", "part", "jour"])},
        "reorder": {"t": table().select(["n", "code", "part", "jour"])},
        "drop a row": {"t": table(ROWS[:1])},
        "twice the row": {"t": table([*ROWS, ROWS[0]])},
        "rename table": {"u": table()},
    }[change]
    assert content_hash(changed) != content_hash({"t": table()})


@pytest.mark.parametrize(
    ("sql", "arrow"),
    [
        ("VARCHAR", pa.string()),
        ("BIGINT", pa.int64()),
        ("DATE", pa.date32()),
        ("DECIMAL(18,4)", pa.decimal128(18, 4)),
        ("DECIMAL(18, 2)", pa.decimal128(18, 2)),
    ],
)
def test_every_type_of_the_contract_has_an_arrow_type(sql, arrow):
    assert arrow_type(sql) == arrow


def test_tables_come_in_the_contracts_columns_types_and_key_order(tmp_path):
    candidate = write_candidate(
        tmp_path / "candidate.duckdb", {name: rows[::-1] for name, rows in tables().items()}
    )
    found = read_tables(candidate, small_contract())
    for name, described in small_contract().published.items():
        expected = pa.schema([(column.name, arrow_type(column.sql_type)) for column in described.columns])
        assert found[name].schema == expected
        keys = [tuple(row[part] for part in described.primary_key) for row in found[name].to_pylist()]
        assert keys == sorted(keys)


def test_the_same_rows_in_another_order_publish_the_same_thing(tmp_path):
    one = write_candidate(tmp_path / "one.duckdb", tables())
    other = write_candidate(tmp_path / "other.duckdb", {name: rows[::-1] for name, rows in tables().items()})
    assert content_hash(read_tables(one, small_contract())) == content_hash(
        read_tables(other, small_contract())
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("drop table publication.indicateurs_qpv", "indicateurs_qpv"),
        ("alter table publication.indicateurs_qpv drop column nom_qpv", "nom_qpv"),
    ],
)
def test_a_candidate_that_lacks_something_is_refused_in_one_line(tmp_path, spoil, said):
    candidate = write_candidate(tmp_path / "candidate.duckdb")
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(spoil)
    with pytest.raises(UnreadableCandidate) as refused:
        read_tables(candidate, small_contract())
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_candidate_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableCandidate, match=r"candidate absent\.duckdb: .*cites run"):
        read_tables(tmp_path / "absent.duckdb", small_contract())
