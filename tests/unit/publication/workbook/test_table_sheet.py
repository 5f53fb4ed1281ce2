"""One table on its sheet: French headings, numbers as French people read them, texts that stay texts."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from orchestration.publication.workbook.printing import pages_across
from tests.unit.audit.small_world import small_contract, tables
from tests.unit.publication.workbook.editions import (
    TOP,
    column,
    column_under,
    edition,
    one_table,
    opened,
    rows_of,
    with_table,
)

CONTRACT = small_contract()


def sheet_of(rows: pa.Table, *columns, key=()):
    return opened(with_table(one_table(list(columns), key), rows))["Table d'essai"]


@pytest.fixture(scope="module")
def book():
    return opened(edition())


@pytest.fixture(scope="module")
def nation(book):
    return book["Indicateurs nationaux"]


def test_the_headings_are_the_french_labels(nation):
    labels = [column.label for column in CONTRACT.published["indicateurs_nationaux"].columns]
    assert rows_of(nation)[0][: len(labels)] == labels


def test_every_row_and_value_of_the_table_is_there(book):
    expected = [
        [row[c.name] for c in CONTRACT.published["partenaires_categories"].columns]
        for row in sorted(
            tables()["partenaires_categories"], key=lambda row: (row["trimestre"], row["categorie"])
        )
    ]
    found = [row[: len(expected[0])] for row in rows_of(book["Partenaires par catégorie"])[1:]]
    assert sorted(map(str, found)) == sorted(map(str, expected))


@pytest.mark.parametrize(
    ("sql_type", "unit", "value", "shown", "kind"),
    [
        ("BIGINT", "personnes", 61221, "#,##0", "n"),
        ("DECIMAL(18,4)", "part", Decimal("0.9762"), "0.00\\ %", "n"),
        ("DECIMAL(24,2)", "€", Decimal("74909.71"), '#,##0.00" €"', "n"),
        ("DECIMAL(18,1)", None, Decimal("12.5"), "#,##0.0", "n"),
        ("DECIMAL(18,0)", None, Decimal("12"), "#,##0", "n"),
        ("DOUBLE", None, 1.5, "#,##0.00", "n"),
        ("DATE", None, date(2024, 2, 8), "dd/mm/yyyy", "d"),
        ("VARCHAR", None, "2024-T1", "@", "s"),
    ],
)  # fmt: skip
def test_a_value_has_its_type_and_is_shown_as_french_people_write_it(sql_type, unit, value, shown, kind):
    cell = sheet_of(pa.table({"mesure": [value, None]}), column("mesure", sql_type, unit)).cell(TOP + 1, 1)
    read = cell.value.date() if isinstance(cell.value, datetime) else cell.value
    assert (read, cell.number_format, cell.data_type) == (
        float(value) if isinstance(value, Decimal) else value,
        shown,
        kind,
    )


def test_a_missing_value_is_an_empty_cell_never_a_zero():
    sheet = sheet_of(
        pa.table({"mesure": [None, 3]}, pa.schema([("mesure", pa.int64())])), column("mesure", "BIGINT")
    )
    assert [cell.value for cell in column_under(sheet, "Mesure")] == [None, 3]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "{=A1}", "+33", "-1", "@x", "https://example.org", "mailto:a@b.c", "internal:x!A1", "0123", "1e5", "a\tb"],
)  # fmt: skip
def test_a_text_is_never_anything_else(text):
    cell = sheet_of(pa.table({"nom": [text]}), column("nom")).cell(TOP + 1, 1)
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_headings_stay_in_sight_and_filter_the_table(nation):
    assert nation.freeze_panes == f"B{TOP + 1}"
    (filtered,) = nation.tables.values()
    assert (filtered.name, filtered.autoFilter.ref, filtered.ref) == (
        "indicateurs_nationaux",
        f"A{TOP}:U{TOP + 3}",
        f"A{TOP}:U{TOP + 3}",
    )


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [("Indicateurs par cité", "C"), ("Indicateurs territoriaux", "E"), ("Partenaires par catégorie", "D"),
     ("Indicateurs par quartier", "E"), ("Suivi des remontées", "C"), ("Dictionnaire des données", "B")],
)  # fmt: skip
def test_what_a_row_is_about_stays_in_sight(book, sheet, kept):
    assert book[sheet].freeze_panes == f"{kept}{TOP + 1}"


def test_a_heading_tells_its_technical_name_and_meaning_where_it_is_selected(nation):
    notes = {str(note.sqref): note for note in nation.data_validations.dataValidation}
    described = CONTRACT.published["indicateurs_nationaux"].columns[4]
    assert (notes[f"E{TOP}"].promptTitle, notes[f"E{TOP}"].prompt) == (
        "taux_remontee",
        f"{described.description} Unité : part.",
    )


def test_columns_are_wide_enough_for_every_word_of_their_heading(book):
    for sheet in book.worksheets[2:]:
        for cell in sheet[TOP]:
            width = sheet.column_dimensions[cell.column_letter].width
            assert width >= max(map(len, cell.value.split())) + 2, (sheet.title, cell.value)


def test_a_very_long_text_wraps_in_a_column_of_bearable_width():
    text = "mot " * 200
    sheet = sheet_of(pa.table({"nom": [text]}), column("nom"))
    assert sheet.column_dimensions["A"].width <= 71
    assert (sheet.cell(TOP + 1, 1).value, sheet.cell(TOP + 1, 1).alignment.wrap_text) == (text, True)


def test_a_very_long_label_and_note_are_cut_to_what_a_spreadsheet_holds():
    sheet = sheet_of(pa.table({"nom": ["x"]}), column("nom", label="très " * 100))
    assert len(sheet.cell(TOP, 1).value) == 255
    assert len(sheet.data_validations.dataValidation[0].prompt) <= 255


def test_two_columns_of_the_same_label_are_told_apart():
    sheet = sheet_of(pa.table({"a": ["1"], "b": ["2"]}), column("a", label="Nom"), column("b", label="nom"))
    assert rows_of(sheet)[0] == ["Nom", "nom (b)"]


def test_an_empty_table_is_its_headings_and_says_so():
    sheet = sheet_of(pa.table({"nom": pa.array([], pa.string())}), column("nom"))
    assert rows_of(sheet) == [["Nom"], ["Aucune ligne dans cette version."]]


def test_what_is_incomplete_is_marked_where_its_status_stands(nation):
    areas = [one for one in nation.conditional_formatting if one.rules[0].type == "cellIs"]
    assert [str(area.sqref) for area in areas] == [f"B{TOP + 1}:B{TOP + 3}", f"U{TOP + 1}:U{TOP + 3}"]
    for area in areas:
        assert [rule.formula for rule in area.rules] == [['"provisoire"'], ['"partiel"']]


def test_codes_of_a_closed_list_are_shown_as_people_read_them(book, nation):
    assert [cell.value for cell in column_under(nation, "Statut du trimestre")] == [
        "complet",
        "complet",
        "partiel",
    ]
    territories = column_under(book["Indicateurs territoriaux"], "Niveau du territoire")
    assert {cell.value for cell in territories} == {"région", "département", "vague"}
    followed = column_under(book["Suivi des remontées"], "Statut de la remontée")
    assert {cell.value for cell in followed} == {"acceptée", "manquante"}


def test_a_printed_page_says_what_its_rows_and_columns_are_and_names_the_release(nation):
    assert (nation.page_setup.orientation, nation.page_setup.fitToHeight) == ("landscape", 0)
    assert (nation.print_title_rows, nation.print_title_cols) == (f"${TOP}:${TOP}", "$A:$D")
    assert nation.print_area == f"'Indicateurs nationaux'!$A${TOP}:$U${TOP + 3}"
    assert nation.oddHeader.left.text == "&B Indicateurs nationaux"
    assert nation.oddHeader.right.text.endswith("2022-T3\u00a0: partiel, 3 cités répondantes sur 4")
    assert nation.oddFooter.left.text == "Version r0003-3fa9c1d2"


@pytest.mark.parametrize(
    ("sheet", "repeated"),
    [
        ("Indicateurs territoriaux", "$A:$F"),
        ("Indicateurs par cité", "$A:$F"),
        ("Partenaires par catégorie", "$A:$C"),
        ("Suivi des remontées", "$A:$B"),
    ],
)
def test_every_printed_page_repeats_what_a_row_is_about_and_who_answered(book, sheet, repeated):
    assert book[sheet].print_title_cols == repeated


@pytest.mark.parametrize(
    ("widths", "repeated", "pages"),
    [
        ([12] * 5, 1, 1),
        ([20] * 10, 1, 1),  # 1 450 pixels
        ([20] * 10 + [1], 1, 2),
        ([12] * 23, 1, 2),
        ([60] * 6, 6, 1),
        ([60] * 7, 6, 1),
        ([60] * 8, 6, 2),
    ],
)
def test_a_wide_table_takes_as_many_pages_side_by_side_as_can_be_read(widths, repeated, pages):
    assert pages_across(widths, repeated) == pages


def test_a_wide_table_is_printed_page_beside_page(nation, book):
    assert (nation.page_setup.fitToWidth, nation.page_setup.pageOrder) == (2, "overThenDown")
    assert book["Partenaires par catégorie"].page_setup.fitToWidth is None  # one page: not said
