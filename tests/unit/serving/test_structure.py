"""What a release's tables look like in PostgreSQL follows from its manifest and the contract."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest

from orchestration.serving.structure import Column, Reference, Table, describe, postgres_type, schema_comment
from tests.integration.serving.releases import Shelf, as_arrow
from tests.unit.audit.small_world import small_contract, tables

CONTRACT = small_contract()


def arrow(**changed: list[dict]) -> dict[str, pa.Table]:
    published = {**tables(), **changed}
    return {name: as_arrow(CONTRACT, name, published[name]) for name in CONTRACT.published}


def described(contract=CONTRACT, **changed) -> dict[str, Table]:
    return {table.name: table for table in describe(Shelf().release(), arrow(**changed), contract)}


@pytest.mark.parametrize(
    ("duckdb", "postgres"),
    [
        ("VARCHAR", "text"),
        ("BIGINT", "bigint"),
        ("INTEGER", "integer"),
        ("DATE", "date"),
        ("DOUBLE", "double precision"),
        ("DECIMAL(18,4)", "numeric(18,4)"),
        ("DECIMAL(24, 2)", "numeric(24, 2)"),
    ],
)
def test_every_type_of_the_contract_has_its_own_in_postgresql(duckdb, postgres):
    assert postgres_type(duckdb) == postgres


def test_a_type_that_nobody_agreed_on_is_refused():
    with pytest.raises(KeyError):
        postgres_type("HUGEINT")


def test_every_type_that_the_contract_uses_is_known():
    for table in CONTRACT.published.values():
        assert all(postgres_type(column.sql_type) for column in table.columns)


def test_a_column_has_its_type_its_duty_and_its_words():
    (column,) = [c for c in described()["suivi_remontees"].columns if c.name == "versions"]
    contract = {c.name: c for c in CONTRACT.published["suivi_remontees"].columns}["versions"]
    assert column == Column("versions", "bigint", True, f"{contract.description} Unité : remontées.")


def test_tables_that_others_refer_to_come_first():
    found = [table.name for table in describe(Shelf().release(), arrow(), CONTRACT)]
    assert found[:2] == ["indicateurs_nationaux", "indicateurs_cites"]
    assert sorted(found) == sorted(CONTRACT.published)


@pytest.mark.parametrize(
    ("table", "reference"),
    [
        ("indicateurs_nationaux", None),
        ("dictionnaire", None),
        ("indicateurs_cites", Reference(("trimestre",), "indicateurs_nationaux")),
        ("beneficiaires_profils", Reference(("trimestre",), "indicateurs_nationaux")),
        ("suivi_remontees", Reference(("code_cite", "trimestre"), "indicateurs_cites")),
        ("indicateurs_qpv", Reference(("code_cite", "trimestre"), "indicateurs_cites")),
    ],
)
def test_a_table_refers_to_what_it_is_about(table, reference):
    assert described()[table].reference == reference


def test_a_reference_that_one_row_breaks_is_none():
    rows = tables()["suivi_remontees"]
    rows[0] = {**rows[0], "code_cite": "cde-099"}
    assert described(suivi_remontees=rows)["suivi_remontees"].reference is None


def test_a_required_column_with_a_null_is_not_declared_so():
    rows = tables()["suivi_remontees"]
    rows[0] = {**rows[0], "versions": None}
    columns = {column.name: column for column in described(suivi_remontees=rows)["suivi_remontees"].columns}
    assert not columns["versions"].required
    assert columns["rejets"].required


def test_what_the_contract_no_longer_knows_is_served_without_words():
    known = CONTRACT.published["qualite_regles"]
    fewer = replace(known, columns=known.columns[:-1])
    later = replace(CONTRACT, published={**CONTRACT.published, "qualite_regles": fewer})
    *_, last = described(later)["qualite_regles"].columns
    assert last == Column("cites", "bigint", False, "")


def test_a_table_that_the_contract_no_longer_knows_keeps_its_key():
    later = replace(
        CONTRACT, published={n: t for n, t in CONTRACT.published.items() if n != "qualite_regles"}
    )
    table = described(later)["qualite_regles"]
    assert (table.comment, table.key) == ("", ("regle", "trimestre"))


def test_the_schema_names_the_release():
    release = Shelf().release()
    assert schema_comment(release) == (
        f"Cités de l'emploi : indicateurs publiés. Version {release.id}, "
        f"empreinte du contenu {release.content_hash}."
    )
