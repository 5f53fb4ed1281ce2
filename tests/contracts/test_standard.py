"""Every contract file is a valid document of the Open Data Contract Standard, v3.1."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml

from contracts.loading import ROOT

FILES = sorted(ROOT.glob("*/*.odcs.yaml"))


@pytest.fixture(scope="module")
def standard() -> jsonschema.Draft201909Validator:
    schema = json.loads(files("open_data_contract_standard").joinpath("schema.json").read_text("utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_contract_file_follows_the_standard(path: Path, standard):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [f"{error.json_path}: {error.message}" for error in standard.iter_errors(document)] == []


def test_the_standard_refuses_what_it_does_not_know(standard):
    document = yaml.safe_load(FILES[0].read_text(encoding="utf-8"))
    assert not standard.is_valid(document | {"surprise": 1})


def test_there_is_one_file_for_the_return_one_a_sheet_and_one_a_published_table():
    folders = [path.parent.name for path in FILES]
    assert {name: folders.count(name) for name in set(folders)} == {"submission": 7, "published": 13}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_contract_file_is_named_after_what_it_describes(path: Path):
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert path.name == f"{document['schema'][0]['name']}.odcs.yaml"


def test_no_two_contracts_share_an_identifier():
    identifiers = [yaml.safe_load(path.read_text(encoding="utf-8"))["id"] for path in FILES]
    assert len(set(identifiers)) == len(FILES)
