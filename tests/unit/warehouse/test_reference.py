"""The reference reaches the warehouse as it was loaded, codes as text."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contracts.loading import load_contract
from contracts.model import Cite, Code, Reference
from orchestration.warehouse.reference import write_reference

GUADELOUPE = Cite(
    code="cde-900",
    name="Pointe-à-Pitre",
    departement_code="971",
    departement="Guadeloupe",
    departements=("971",),
    region_code="01",
    region="Guadeloupe",
    wave="2",
    first_quarter="2023-T1",
    qpv_2024_from="2025-T1",
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    reference = Reference(
        cites={"cde-900": GUADELOUPE},
        qpv_by_cite={"cde-900": frozenset({"QN97102M", "QN97101M"}), "cde-901": frozenset({"QN97101M"})},
        qpv_names={"QN97101M": "Les Lauriers"},
        codelists={"frein": (Code("langue", "Maîtrise du français"), Code("autre", "Autre"))},
    )
    write_reference(replace(load_contract(), reference=reference), tmp_path / "reference")
    return tmp_path / "reference"


def rows(path: Path) -> list[dict[str, str | None]]:
    return pq.read_table(path).to_pylist()


def test_a_cite_keeps_the_zero_of_its_region(written):
    assert rows(written / "cites.parquet") == [
        {
            "code_cite": "cde-900",
            "nom_cite": "Pointe-à-Pitre",
            "departement_code": "971",
            "departement": "Guadeloupe",
            "region_code": "01",
            "region": "Guadeloupe",
            "vague": "2",
            "premier_trimestre": "2023-T1",
        }
    ]


def test_a_district_has_a_row_in_every_cite_that_it_belongs_to(written):
    assert rows(written / "qpv.parquet") == [
        {"code_qpv": "QN97101M", "nom_qpv": "Les Lauriers", "code_cite": "cde-900"},
        {"code_qpv": "QN97102M", "nom_qpv": None, "code_cite": "cde-900"},
        {"code_qpv": "QN97101M", "nom_qpv": "Les Lauriers", "code_cite": "cde-901"},
    ]


def test_codes_keep_their_list_and_label(written):
    assert rows(written / "codes.parquet") == [
        {"liste": "frein", "code": "langue", "libelle": "Maîtrise du français"},
        {"liste": "frein", "code": "autre", "libelle": "Autre"},
    ]


def test_every_rule_has_its_severity(written):
    severities = {row["regle"]: row["gravite"] for row in rows(written / "regles.parquet")}
    assert severities == dict(load_contract().submission.severities)


def test_the_dictionary_has_the_columns_of_its_own_table(written):
    columns = [column.name for column in load_contract().published["dictionnaire"].columns]
    assert pq.read_table(written / "dictionnaire.parquet").column_names == columns


def test_every_column_is_text(written):
    types = {field.type for path in written.glob("*.parquet") for field in pq.read_schema(path)}
    assert types == {pa.string()}
