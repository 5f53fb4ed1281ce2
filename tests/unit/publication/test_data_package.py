"""`datapackage.json` is a valid Frictionless Data Package, and the CSV files of a release are what it says."""

import json
from pathlib import Path

import frictionless
import pytest

from contracts.derive.data_package import descriptor
from orchestration.publication import data_package
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
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {key: value for key, value in told.items() if key in PACKAGE and key != "resources"} == {
        key: value for key, value in PACKAGE.items() if key != "resources"
    }
    assert [each["path"] for each in told["resources"]] == [each["path"] for each in PACKAGE["resources"]]


def test_it_says_which_release_it_is_from_when_and_whom_to_ask(storage, folder):
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    manifest = current(storage).manifest
    assert (told["id"], told["created"], told["fictitious"]) == (
        manifest["release"],
        manifest["cree_le"],
        False,
    )
    assert told["contributors"] == [{"title": "Programme Cités de l'emploi", "role": "publisher"}]


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("Équipe <a@b.fr>", {"title": "Équipe", "role": "publisher", "email": "a@b.fr"}),
        ("a@b.fr", {"title": "Programme Cités de l'emploi", "role": "publisher", "email": "a@b.fr"}),
        ("Direction des données", {"title": "Direction des données", "role": "publisher"}),
    ],
)
def test_the_contact_is_the_one_that_is_configured(contact, told):
    assert data_package._contributor(contact) == told


def test_tables_refer_to_one_another_and_a_broken_reference_is_found(folder):
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    keys = {each["name"]: each["schema"].get("foreignKeys") for each in told["resources"]}
    columns = ["code_cite", "trimestre"]
    reference = {"fields": columns, "reference": {"resource": "indicateurs_cites", "fields": columns}}
    assert keys["suivi_remontees"] == [reference]
    assert (keys["dictionnaire"], keys["revisions"], keys["indicateurs_nationaux"]) == (None, None, None)
    path = folder / "csv" / "suivi_remontees.csv"
    path.write_bytes(path.read_bytes().replace(b"cde-001;2022-T1", b"cde-099;2022-T1", 1))
    assert "foreign-key" in {found[0] for found in validated(folder).flatten(["type"])}


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
