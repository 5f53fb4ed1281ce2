"""An .ods and a zip of CSV come back as a workbook: cell by cell, at the same rows, texts as texts."""

import datetime
import io
import zipfile

import pytest

from orchestration.feedback.workbook.conversion import converted
from orchestration.feedback.workbook.storable import LONGEST, could_be_a_formula, storable, storable_number
from orchestration.submissions.reading.grid import RawSheet
from tests.making.files import csv_text, csv_zip, make
from tests.making.opendocument import package_of
from tests.making.returns import valid_return
from tests.rules.cases import judge_book
from tests.unit.feedback.returning import give_back

AV, IDENT, SYN = "aller_vers", "identification", "synthese"


def mistaken():
    return valid_return().set(AV, column="femmes", value=14)


def sheet(name="Feuille", rows=()):
    return RawSheet(name, True, list(rows), 1)


def titles(*names):
    return converted([sheet(name) for name in names]).sheetnames


@pytest.mark.parametrize(
    ("value", "data_type", "seen"),
    [
        ("texte", "s", "texte"),
        ("007", "s", "007"),
        ("=1+1", "s", "=1+1"),
        (12.5, "n", 12.5),
        (12.0, "n", 12),
        (True, "b", True),
        (datetime.date(2023, 12, 31), "d", datetime.date(2023, 12, 31)),
    ],
)
def test_a_value_keeps_its_kind(value, data_type, seen):
    cell = converted([sheet(rows=[(3, {2: value})])])["Feuille"]["C3"]
    assert (cell.data_type, cell.value) == (data_type, seen)


def test_a_day_is_shown_day_first():
    cell = converted([sheet(rows=[(1, {0: datetime.date(2023, 12, 31)})])])["Feuille"]["A1"]
    assert cell.number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Aller-vers"], ["Aller-vers"]),
        (["a", "A", "a"], ["a", "A (2)", "a (3)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["Bilan [2023] : A/B"], ["Bilan  2023    A B"]),
        (["'cité'"], ["cité"]),
        (["", "???"], ["Feuille", "Feuille (2)"]),
    ],
)
def test_a_sheet_is_named_as_a_workbook_allows(names, expected):
    assert titles(*names) == expected


def test_columns_are_wide_enough_to_read_and_no_wider_than_a_screen():
    page = converted([sheet(rows=[(1, {0: "a", 1: "b" * 20, 2: "c" * 400})])])["Feuille"]
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [9, 22, 45]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("été", "été"),
        ("deux\nlignes\tet", "deux\nlignes\tet"),
        ("retour\r\n", "retour_x000D_\n"),
        ("\x00\x0b\ufffe", "_x0000__x000B__xFFFE_"),
        ("_x000D_", "_x005F_x000D_"),
        ("_xyz_", "_xyz_"),
        ("é" * 40_000, "é" * LONGEST),
    ],
)
def test_a_text_is_stored_so_that_it_reads_back(text, stored):
    assert storable(text) == stored


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_could_be_a_formula_is_told(start):
    assert could_be_a_formula(f"{start}1")
    assert not could_be_a_formula(f"a{start}1")


def test_an_empty_text_is_no_formula():
    assert not could_be_a_formula("")


@pytest.mark.parametrize(
    ("number", "stored"), [(12, 12), (0.1, 0.1), (0.1 + 0.2, "0.30000000000000004"), (2**63, 2**63)]
)
def test_a_number_is_written_digit_by_digit_where_sixteen_are_too_few(number, stored):
    assert storable_number(number) == stored


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_of_any_dialect_is_marked_at_its_line(delimiter, encoding):
    sent = csv_zip(mistaken(), delimiter=delimiter, encoding=encoding, folder="dossier/")
    returned = give_back(sent)
    assert returned.marked().keys() == {("Aller-vers", "I2")}
    assert returned.workbook["Aller-vers"]["B2"].value == "Rencontre n° 1"


def test_lines_of_a_csv_are_rows_even_behind_a_text_of_several_lines():
    book = mistaken().set(AV, column="intitule", value="Forum\nde l'emploi\net des métiers")
    book.set(AV, column="femmes", value=14, row=1)
    returned = give_back(book, "zip")
    assert [one.ligne for one in returned.judgement.constats] == [2, 5]
    assert returned.marked().keys() == {("Aller-vers", "I2"), ("Aller-vers", "I5")}
    assert returned.workbook["Aller-vers"]["B2"].value == "Forum\nde l'emploi\net des métiers"


def test_a_sheet_that_a_csv_names_otherwise_is_found():
    returned = give_back(mistaken().rename_sheet(AV, "aller_vers"), "zip")
    assert returned.marked().keys() == {("aller_vers", "I2")}
    [row] = returned.rows()
    assert row[:2] == ("Aller-vers, ligne\u00a02, nouveaux_beneficiaires", "'aller_vers'!I2")


@pytest.mark.parametrize(
    ("change", "marked"),
    [
        (lambda book: book.add_column(AV, "femmes"), {("Aller-vers", "O1")}),
        (
            lambda book: book.add_column(AV, "femmes").add_column(AV, "femmes"),
            {("Aller-vers", "O1"), ("Aller-vers", "P1")},
        ),
        (lambda book: book.add_column(AV, "Notes"), {("Aller-vers", "O1")}),
        (lambda book: book.set(IDENT, column="loisir", value="x"), {("Identification", "A11")}),
        (lambda book: book.set(IDENT, column="validee_etat", value="non"), {("Identification", "B8")}),
        (lambda book: book.set(SYN, column="tout", value=1), {("Synthèse", "A8")}),
        (lambda book: book.set(SYN, column="partenaires", value=9), {("Synthèse", "B2")}),
    ],
)
@pytest.mark.parametrize("container", ["ods", "zip"])
def test_headers_fields_and_totals_are_marked_in_every_container(change, marked, container):
    assert give_back(change(valid_return()), container).marked().keys() == marked


@pytest.mark.parametrize("container", ["ods", "zip"])
def test_texts_of_a_cite_never_become_formulas(container):
    book = mistaken().set(AV, column="intitule", value='=HYPERLINK("https://exemple.fr")', row=1)
    cell = give_back(book, container).workbook["Aller-vers"]["B3"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("https://exemple.fr")', "s")
    assert cell.quotePrefix


def test_characters_without_a_place_in_xml_come_back_as_they_were():
    book = mistaken().set(AV, column="intitule", value="sonnerie\x07 et _x0041_", row=1)
    text = csv_text(book.grids()["Aller-vers"])
    assert "\x07" in text
    again = judge_book(give_back(book, "zip").data)
    assert [one.regle for one in again.constats] == ["R05", "S07"]


@pytest.mark.parametrize(
    ("container", "told"),
    [
        (
            "ods",
            "Ce classeur reprend les valeurs de votre fichier, cellule par cellule. Ses couleurs, ses formules et ses listes "
            "de choix n'y sont pas : les totaux de la Synthèse ne s'y recalculent plus.",
        ),
        (
            "zip",
            "Ce classeur reprend les valeurs de vos fichiers CSV : une feuille pour chacun, à chaque ligne le même numéro.",
        ),
    ],
)
def test_what_a_conversion_leaves_out_is_told(container, told):
    texts = [text.replace("\u00a0", " ") for text in give_back(mistaken(), container).texts()]
    assert told in texts
    assert any(text.startswith("3. Corrigez dans votre fichier :") for text in texts)
    assert not [
        text for text in give_back(make(mistaken())).texts() if text.startswith("Ce classeur reprend")
    ]


def dressed(table, styles=""):
    """An .ods of a return with a mistake, and of a sheet that is written out."""
    sent = zipfile.ZipFile(io.BytesIO(make(mistaken(), "ods")))
    content = sent.read("content.xml").decode()
    space = 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    content = content.replace(
        "<office:body>", f"<office:automatic-styles {space}>{styles}</office:automatic-styles><office:body>"
    )
    return package_of(content.replace("</office:spreadsheet>", f"{table}</office:spreadsheet>"))


CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
LISTS = (
    '<table:table table:name="Listes"><table:table-column table:number-columns-repeated="2"/>'
    '<table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>'
    f"<table:table-row>{CELL * 4}</table:table-row>"
    f'<table:table-row table:visibility="{{}}" table:number-rows-repeated="2">{CELL}</table:table-row>'
    f"<table:table-row>{CELL}</table:table-row></table:table>"
)


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_what_an_ods_hides_is_hidden_in_the_copy(visibility):
    page = give_back(dressed(LISTS.format(visibility))).workbook["Listes"]
    assert [page.column_dimensions[letter].hidden for letter in "ABCD"] == [False, False, True, True]
    assert [page.row_dimensions[number].hidden for number in (1, 2, 3, 4)] == [False, True, True, False]
    assert page["D1"].value == "x"


def test_nothing_is_hidden_that_the_file_shows():
    returned = give_back(mistaken(), "ods")
    for page in returned.workbook.worksheets:
        assert page.sheet_state == "visible"
        assert not any(one.hidden for one in page.column_dimensions.values())
        assert not any(one.hidden for one in page.row_dimensions.values())


@pytest.mark.parametrize(("display", "state"), [("false", "hidden"), ("true", "visible")])
def test_a_hidden_sheet_of_an_ods_stays_hidden(display, state):
    style = f'<style:style style:name="ta9"><style:table-properties table:display="{display}"/></style:style>'
    table = f'<table:table table:name="Listes" table:style-name="ta9"><table:table-row>{CELL}</table:table-row></table:table>'
    assert give_back(dressed(table, style)).workbook["Listes"].sheet_state == state


def test_a_sheet_without_any_value_is_hidden_where_nothing_is_said_of_it():
    guide = (
        '<table:table table:name="Guide"><table:table-row><table:table-cell/></table:table-row></table:table>'
    )
    assert give_back(dressed(guide)).workbook["Guide"].sheet_state == "hidden"
    lacking = valid_return()
    lacking.drop_sheet(AV).add_sheet("Aller-vers", [])
    returned = give_back(lacking, "ods")
    assert "S02" in [one.regle for one in returned.judgement.constats]
    assert returned.workbook["Aller-vers"].sheet_state == "visible"


def test_a_converted_sheet_is_printed_as_wide_as_a_page():
    page = give_back(mistaken(), "zip").workbook["Aller-vers"]
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert page.sheet_properties.pageSetUpPr.fitToPage
