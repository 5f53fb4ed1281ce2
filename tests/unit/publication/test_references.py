"""The databases declare what a table is about, where the rows keep it."""

import duckdb
import pyarrow as pa
import pytest

from orchestration.publication.duckdb_file import FreshProcess, describe
from orchestration.publication.formats.parquet_file import encode
from orchestration.publication.references import Reference, is_kept, parents_first, reference_of
from tests.unit.audit.small_world import as_arrow, small_contract, tables

CONTRACT = small_contract()
NATION = Reference(("trimestre",), "indicateurs_nationaux")
CITE = Reference(("code_cite", "trimestre"), "indicateurs_cites")
KEPT = {
    "actions_innovantes_freins": NATION,
    "actions_innovantes_publics": NATION,
    "aller_vers_modalites": NATION,
    "beneficiaires_profils": NATION,
    "indicateurs_cites": NATION,
    "indicateurs_qpv": CITE,
    "indicateurs_territoriaux": NATION,
    "partenaires_categories": NATION,
    "qualite_regles": NATION,
    "suivi_remontees": CITE,
}


@pytest.mark.parametrize("name", CONTRACT.published)
def test_a_table_refers_to_the_quarter_or_to_the_cite_in_its_quarter(name):
    columns = [column.name for column in CONTRACT.published[name].columns]
    assert reference_of(name, columns, CONTRACT.published) == KEPT.get(name)


def test_without_its_parent_a_table_refers_to_nothing():
    assert reference_of("suivi_remontees", ["code_cite", "trimestre"], ["indicateurs_nationaux"]) is None


def test_without_the_columns_a_table_refers_to_nothing():
    assert reference_of("suivi_remontees", ["trimestre"], CONTRACT.published) is None


def test_those_that_others_refer_to_come_first_and_the_rest_as_they_come():
    names = ["suivi_remontees", "indicateurs_cites", "dictionnaire", "indicateurs_nationaux"]
    assert parents_first(names) == [
        "indicateurs_nationaux",
        "indicateurs_cites",
        "suivi_remontees",
        "dictionnaire",
    ]


@pytest.mark.parametrize(
    ("quarters", "kept"),
    [([], True), (["2022-T1"], True), ([None], True), (["2022-T1", "2022-T2"], False), (["2021-T4", None], False)],
)  # fmt: skip
def test_a_key_is_kept_where_every_row_finds_its_parent_and_a_null_asks_for_none(quarters, kept):
    child = pa.table({"trimestre": pa.array(quarters, pa.string())})
    assert is_kept(NATION, child, pa.table({"trimestre": ["2022-T1"]})) is kept


def built(folder, **changed) -> dict[str, tuple[list[str], str]]:
    """The foreign keys of the DuckDB file of these rows: for each table its columns and what they refer to."""
    published = {**tables(), **changed}
    for name in describe(CONTRACT):
        rows = as_arrow(CONTRACT, name, published[name]) if name in published else _nothing(name)
        (folder / f"{name}.parquet").write_bytes(encode(rows, name))
    out = folder / "cites.duckdb"
    FreshProcess(folder, CONTRACT, out).finish()
    with duckdb.connect(str(out), read_only=True) as connection:
        found = connection.execute(
            "select table_name, constraint_column_names, referenced_table from duckdb_constraints()"
            " where constraint_type = 'FOREIGN KEY'"
        ).fetchall()
    return {name: (columns, parent) for name, columns, parent in found}


def _nothing(name: str) -> pa.Table:
    columns = describe(CONTRACT)[name]["columns"]
    return pa.table({column["name"]: pa.array([], pa.string()) for column in columns})


def test_the_duckdb_file_declares_them(tmp_path):
    expected = {name: (list(reference.columns), reference.table) for name, reference in KEPT.items()}
    found = {name: kept for name, kept in built(tmp_path).items() if name in CONTRACT.published}
    assert found == expected


def test_a_quarter_of_which_only_rejected_files_speak_costs_the_key_not_the_row(tmp_path):
    rows = tables()["qualite_regles"]
    rows.append({**rows[0], "trimestre": "2021-T4"})
    found = built(tmp_path, qualite_regles=rows)
    assert "qualite_regles" not in found
    assert "suivi_remontees" in found
    with duckdb.connect(str(tmp_path / "cites.duckdb"), read_only=True) as connection:
        counted = connection.execute("select count(*) from publication.qualite_regles").fetchone()
    assert counted == (len(rows),)


def test_revisions_may_speak_of_a_quarter_that_only_the_release_before_has():
    assert reference_of("revisions", ["trimestre"], CONTRACT.released) is None
