"""What a review found that reading must stand: hidden declarations, folders that climb, new errors, covered cells."""

import pytest

from tests.making import opendocument
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, cell, data, members_of, row, workbook
from tests.unit.reading.asking import raw, refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["xl/media/image.svg", "xl/part1", "foo.bin"])
def test_an_entity_is_declared_in_a_part_of_any_name(name, encoding):
    declared = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    members = members_of(make(valid_return())) | {name: declared.encode(encoding)}
    assert refusal(archive(members)) == "entites"


def test_a_picture_that_declares_nothing_is_no_matter():
    members = members_of(make(valid_return())) | {"xl/media/image.png": b"\x89PNG\r\n\x1a\n" + bytes(600)}
    assert refusal(archive(members)) is None


@pytest.mark.parametrize("folder", ["/abs/", "../up/", "a/../../b/", "C:\\x\\"])
def test_a_folder_that_climbs_is_refused_like_a_file(folder):
    members = members_of(make(valid_return()))
    assert refusal(archive({**members, folder: b""})) == "chemins"


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BUSY!"])
def test_an_error_of_newer_versions_of_excel_is_no_value(error):
    sheet = data(row(1, cell("A1", error, "e"), cell("B1", "2")))
    assert raw(workbook({"F": sheet})) == {"F": {"B1": 2.0}}


@pytest.mark.parametrize(
    "covered",
    [
        '<table:covered-table-cell office:value-type="float" office:value="10"/>',
        '<table:covered-table-cell office:value-type="float" office:value="10"><text:p>10</text:p></table:covered-table-cell>',
        '<table:covered-table-cell table:formula="of:=IF([.A1]>0;1;2)" office:value-type="float" office:value="1"/>',
    ],
)
def test_a_covered_cell_is_empty_however_it_is_written(covered):
    content = (
        '<table:table table:name="F"><table:table-row><table:table-cell table:number-columns-spanned="2" '
        f'office:value-type="string"><text:p>titre</text:p></table:table-cell>{covered}</table:table-row></table:table>'
    )
    assert raw(opendocument.package_of(opendocument.document(content))) == {"F": {"A1": "titre"}}


def test_rows_of_blanks_hold_no_values():
    sheet = data(row(1, cell("A1", "x", "str")), row(2, cell("A2", "   ", "str")))
    assert raw(workbook({"F": sheet})) == {"F": {"A1": "x"}}
