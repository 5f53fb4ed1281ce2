"""The first sheet opens on the verdict, links to every cell, and prints on A4."""

import datetime

import pytest

from orchestration.feedback.corrections import SHEET
from tests.making.returns import valid_return
from tests.unit.feedback.returning import give_back

AV, AI, GOUV, SYN = "aller_vers", "actions_innovantes", "gouvernance", "synthese"


def mistaken():
    return valid_return().set(AV, column="femmes", value=14).set(SYN, column="comites_pilotage", value=5)


def test_it_is_the_first_sheet_and_the_open_one():
    returned = give_back(mistaken())
    assert returned.workbook.sheetnames[0] == SHEET
    assert returned.workbook.active.title == SHEET


def test_title_subject_verdict_and_steps_come_first():
    texts = [text.replace("\u00a0", " ") for text in give_back(mistaken()).texts()]
    assert texts[:3] == [
        "Votre remontée est à corriger",
        "CU Angers Loire Métropole (cde-001), 4e trimestre 2023 — fichier « remontee-0.xlsx »",
        "Votre remontée n'est pas acceptée : 2 corrections à faire (2 sortes d'erreurs).",
    ]
    assert [text[:2] for text in texts[3:6]] == ["1.", "2.", "3."]


def test_demonstration_data_are_called_fictitious_above_everything():
    assert give_back(mistaken(), demo=True).texts()[0].startswith("DONNÉES FICTIVES")


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_every_line_links_to_its_cell(container):
    returned = give_back(mistaken(), container)
    assert [row[1] for row in returned.rows()] == ["'Aller-vers'!I2", "'Synthèse'!B3"]


def test_a_line_tells_value_expected_value_and_gap():
    [first, _] = give_back(mistaken()).rows()
    assert first[0] == "Aller-vers, I2"
    assert first[2:5] == ("27", None, "1")  # the ages and the total say 27: 28 is not what is expected


def test_a_line_tells_the_expected_value_where_nothing_contradicts_it():
    [first, _] = give_back(valid_return().set(AV, column="nouveaux_beneficiaires", value=28)).rows()
    assert first[2:5] == ("28", "27", "1")


def test_a_cause_is_said_once_with_what_to_do():
    book = valid_return()
    for row in range(2):
        book.set(AV, column="nouveaux_beneficiaires", value=30, row=row)
    texts = [text.replace("\u00a0", " ") for text in give_back(book).texts()]
    heading = texts.index("Aller-vers, 2 lignes : le total femmes + hommes ne tombe pas juste")
    assert texts[heading + 1] == (
        "Que faire : Corrigez le total (dans la Synthèse aussi, si elle ne se calcule pas toute seule) ou la répartition "
        "entre femmes et hommes."
    )


def test_a_missing_column_links_to_the_header_row():
    [row] = give_back(valid_return().drop_column(AI, "frein")).rows()
    assert row[:2] == ("Actions innovantes, ligne des titres", "'Actions innovantes'!A1")


def test_a_missing_sheet_is_listed_without_a_link():
    returned = give_back(valid_return().drop_sheet(GOUV))
    assert "Feuille «\u00a0Gouvernance\u00a0»" in returned.texts()
    assert [row for row in returned.rows() if row[0].startswith("Feuille")] == []


def test_an_apostrophe_in_a_sheet_s_name_does_not_break_the_link():
    book = valid_return(validee_etat="non").add_sheet("L'équipe", [["x"]])
    assert "'L''équipe'!A1" in [row[1] for row in give_back(book).rows()]


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1 ?", "@cite", "=cmd|' /C calc'!A0"])
def test_a_submitted_text_is_never_a_formula(value):
    returned = give_back(valid_return().set(GOUV, column="copresidee", value=value))
    cells = [cell for row in returned.front.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    [shown] = [cell for cell in cells if cell.value == value]
    assert shown.quotePrefix


def test_it_prints_on_a4_in_width():
    page = give_back(mistaken()).front
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_a_row_is_as_high_as_its_longest_text():
    returned = give_back(valid_return().set("partenaires", column="categorie", value="Fanfare"))
    rows = {row[0].value: row[0].row for row in returned.front.iter_rows() if row[0].value}
    [remedy] = [row for text, row in rows.items() if text.startswith("Que faire")]
    [title] = [row for text, row in rows.items() if text == "À corriger"]
    heights = returned.front.row_dimensions
    assert heights[remedy].height > 3 * 14.5 > heights[title].height


def test_a_refused_file_gives_a_workbook_with_this_sheet_alone():
    returned = give_back(b"no workbook at all")
    assert returned.workbook.sheetnames == [SHEET]
    texts = " ".join(returned.texts()).replace("\u00a0", " ")
    assert "le fichier ne peut pas être lu" in texts
    assert "Ouvrez vos données dans votre tableur" in texts


def test_dates_are_told_day_first():
    book = valid_return().set(GOUV, column="date", value=datetime.date(2024, 1, 5))
    assert give_back(book).rows()[0][2] == "05/01/2024"
