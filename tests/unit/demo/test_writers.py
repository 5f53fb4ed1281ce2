"""The demonstration's own writers: what goes in comes out, and the same goes in twice as the same bytes."""

import csv
import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest
from odf import opendocument, table, text
from python_calamine import CalamineWorkbook

from orchestration.demo.archive import write_csv_zip
from orchestration.demo.ods import write_ods
from orchestration.demo.xlsx import write_xlsx

GRIDS = {
    "Aller-vers": [
        ["DONNÉES FICTIVES — démonstration"],
        [],
        ["id_action", "intitulé", "jour", "nombre", "montant", "oui"],
        ["AV-1", 'L\'« été » & <co> "x"', date(2023, 10, 4), 12, 1234.5, True],
        [None, "=1+1", None, 0, 0.1, False],
    ],
    "Synthèse": [["indicateur", "valeur"]],
}
ROWS = [
    ["AV-1", 'L\'« été » & <co> "x"', date(2023, 10, 4), 12, 1234.5, True],
    ["", "=1+1", "", 0, 0.1, False],
]


@pytest.mark.parametrize("data", [write_xlsx(GRIDS, False), write_xlsx(GRIDS, True), write_ods(GRIDS)])
def test_a_workbook_holds_typed_cells(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Aller-vers", "Synthèse"]
    rows = book.get_sheet_by_name("Aller-vers").to_python(skip_empty_area=False)
    assert rows[0][0] == "DONNÉES FICTIVES — démonstration"
    assert rows[3:] == ROWS


def test_text_that_looks_like_a_formula_stays_text():
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(GRIDS, False)))["Aller-vers"]
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("=1+1", "s")


def test_opendocument_is_read_by_another_library():
    book = opendocument.load(io.BytesIO(write_ods(GRIDS)))
    first = book.spreadsheet.getElementsByType(table.Table)[0]
    shown = [str(paragraph) for paragraph in first.getElementsByType(text.P)]
    assert shown[:4] == ["DONNÉES FICTIVES — démonstration", "id_action", "intitulé", "jour"]
    assert "04/10/2023" in shown


def test_opendocument_names_its_type_first_and_uncompressed():
    first = zipfile.ZipFile(io.BytesIO(write_ods(GRIDS))).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_a_zip_holds_one_csv_a_sheet(separator, encoding):
    grids = {"aller_vers": [["Titre ; et, suite"], [], ["a", None, "é"], ["1 234,5", "ligne\nrompue", "œ"]]}
    archive = zipfile.ZipFile(io.BytesIO(write_csv_zip(grids, separator, encoding)))
    assert archive.namelist() == ["aller_vers.csv"]
    lines = archive.read("aller_vers.csv").decode(encoding)
    assert list(csv.reader(io.StringIO(lines, newline=""), delimiter=separator)) == [
        ["Titre ; et, suite"],
        [],
        ["a", "", "é"],
        ["1 234,5", "ligne\nrompue", "œ"],
    ]
    assert lines.endswith("\r\n")


@pytest.mark.parametrize(
    "write",
    [lambda: write_xlsx(GRIDS, False), lambda: write_ods(GRIDS), lambda: write_csv_zip(GRIDS, ";", "utf-8")],
    ids=["xlsx", "ods", "zip"],
)
def test_the_same_sheets_give_the_same_bytes_at_any_time(write, monkeypatch):
    now = write()
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert write() == now
