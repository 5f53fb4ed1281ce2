"""`datapackage.json` is a valid Frictionless Data Package, and the CSV files of a release are what it says."""

import json
from pathlib import Path

import frictionless
import pytest

from contracts.derive.data_package import descriptor
from orchestration.publication.catalogue import current
from tests.unit.audit.small_world import small_contract

PACKAGE = descriptor(small_contract())


@pytest.fixture
def folder(storage, tmp_path) -> Path:
    """The current release as a folder."""
    prefix = f"releases/{current(storage).id}/"
    for key, data in storage.objects.items():
        if key.startswith(prefix):
            path = tmp_path / key.removeprefix(prefix)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return tmp_path


def validated(folder: Path) -> frictionless.Report:
    return frictionless.Package(str(folder / "datapackage.json")).validate()


def test_the_descriptor_is_valid():
    assert frictionless.Package.validate_descriptor(PACKAGE).flatten(["type", "note"]) == []


def test_the_release_holds_the_descriptor_of_its_contract(folder):
    assert json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) == PACKAGE


def test_the_files_of_a_release_respect_it(folder):
    report = validated(folder)
    assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(small_contract().released)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (b"complet", b"presque", "constraint-error"),
        (b"1,0000", b"1.0000", "type-error"),
        (b"2022-T2;", b"2022-T1;", "primary-key"),
        (b"taux_remontee", b"taux", "incorrect-label"),
    ],
)
def test_a_file_that_does_not_is_found_out(folder, old, new, error):
    path = folder / "csv" / "indicateurs_nationaux.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    assert error in {found[0] for found in validated(folder).flatten(["type"])}


def test_every_table_has_its_title_key_and_described_fields():
    for resource, table in zip(PACKAGE["resources"], small_contract().released.values(), strict=True):
        assert (resource["name"], resource["title"], resource["path"]) == (
            table.name,
            table.label,
            f"csv/{table.name}.csv",
        )
        assert resource["schema"]["primaryKey"] == list(table.primary_key)
        assert [(field["name"], field["description"]) for field in resource["schema"]["fields"]] == [
            (column.name, column.description) for column in table.columns
        ]


def test_bounds_and_values_of_the_contract_are_constraints():
    fields = {field["name"]: field for field in PACKAGE["resources"][0]["schema"]["fields"]}
    assert fields["taux_remontee"]["constraints"] == {"required": True, "minimum": 0, "maximum": 1}
    assert fields["statut"]["constraints"] == {
        "required": True,
        "enum": ["complet", "provisoire", "partiel"],
    }
    assert (
        "constraints" not in fields["partenaires_mediane"]
        or "required" not in fields["partenaires_mediane"]["constraints"]
    )


def test_licence_and_sources_are_named():
    assert [licence["name"] for licence in PACKAGE["licenses"]] == ["etalab-2.0"]
    assert all(source["title"] for source in PACKAGE["sources"])
