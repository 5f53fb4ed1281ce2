"""The cité's own file comes back with every finding on its cell, or listed; nothing else is changed."""

import datetime

import pytest
from openpyxl.styles import PatternFill

from orchestration.feedback.corrections import SHEET
from orchestration.feedback.personal_data import WITHHELD
from orchestration.feedback.workbook.marking import AUTHOR
from tests.making.files import CONTAINERS, french, grids_of, make
from tests.making.returns import valid_return
from tests.making.spreadsheetml import members_of
from tests.rules.cases import Case, judge_book, places
from tests.rules.test_every_rule_has_its_cases import cases
from tests.unit.feedback.returning import GREEN, RED, YELLOW, give_back, opened, saved

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)
SPOILED = [case for case in cases() if isinstance(case, Case) and case.kind == "fails"]


def many_mistakes():
    book = valid_return(validee_etat="non", etp_coordination=5).add_sheet("Notes", [["à revoir"]])
    book.set(AV, column="femmes", value=14).set(AV, column="date_debut", value="bientôt", row=1)
    book.set(AI, column="intitule", value=None).set(PART, column="siret", value="123", row=2)
    return book.set(SYN, column="comites_pilotage", value=9).drop_column(AI, "frein")


def address(book, finding):
    """Where a finding of a CSV stands in the converted workbook: its line, its column's letter."""
    sheet = next(name for name, label in book.labels.items() if label == finding.feuille)
    header = grids_of(book)[finding.feuille][0]
    column = finding.colonne if finding.colonne in header else "valeur"
    assert sheet
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[header.index(column)]}{finding.ligne}"


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_finding_is_on_its_cell_or_listed(container):
    book = many_mistakes()
    returned = give_back(book, container)
    findings = returned.judgement.constats
    in_cells = {
        (finding.feuille, finding.cellule or address(book, finding))
        for finding in findings
        if finding.ligne is not None
    }
    assert len(findings) == 9
    assert returned.marked().keys() == in_cells
    assert len(returned.rows()) == len(findings)


@pytest.mark.parametrize("case", SPOILED, ids=str)
def test_a_case_of_any_rule_is_marked_exactly_once(case):
    returned = give_back(case.content(), today=datetime.date(2024, 2, 1))
    marked, findings = returned.marked(), returned.judgement.constats
    addressed = {(one.feuille, one.cellule) for one in findings if one.cellule}
    assert addressed <= marked.keys()
    lines = {(one.feuille, one.ligne, one.colonne) for one in findings if one.ligne and not one.cellule}
    assert len(marked) == len(addressed) + len(lines)
    listed = [text for text in returned.texts() if text is not None]
    assert all(any(one.feuille is None or one.feuille in text for text in listed) for one in findings)


@pytest.mark.parametrize("container", CONTAINERS)
def test_no_other_value_is_changed(container):
    book = many_mistakes()
    returned = give_back(book, container)
    assert returned.workbook.sheetnames == [SHEET, *grids_of(book)]
    for name, grid in grids_of(book).items():
        page = returned.workbook[name]
        seen = [[cell.value for cell in row] for row in page.iter_rows()]
        assert seen == [[shown(value, container) for value in padded(row, grid)] for row in grid]


def padded(row, grid):
    return [*row, *[None] * (max(map(len, grid)) - len(row))]


def shown(value, container):
    """A value as the converted workbook has it: that of a CSV is the text that stands in it."""
    if container == "zip" and value is not None:
        return french(value) or None
    if isinstance(value, datetime.date):
        return datetime.datetime(value.year, value.month, value.day)
    return value


def test_no_other_cell_of_a_workbook_looks_different():
    book = many_mistakes()
    returned = give_back(book)
    sent, marked = opened(returned.sent), returned.marked()
    for name in sent.sheetnames:
        for row in sent[name].iter_rows():
            for before in row:
                after = returned.workbook[name][before.coordinate]
                if (name, before.coordinate) not in marked:
                    assert (after.value, after.data_type) == (before.value, before.data_type)
                    assert looks(after) == looks(before)
                    assert after.comment is None


def looks(cell):
    return [
        cell.number_format,
        *map(repr, (cell.fill, cell.font, cell.border, cell.alignment, cell.protection)),
    ]


def test_a_cell_to_correct_is_red_and_one_to_verify_is_yellow():
    returned = give_back(valid_return(etp_coordination=5).set(AV, column="femmes", value=14))
    colours = {place: returned.workbook[place[0]][place[1]].fill.fgColor.rgb for place in returned.marked()}
    assert colours == {("Aller-vers", "I2"): RED, ("Identification", "B7"): YELLOW}


def test_a_cell_with_both_is_red_and_says_both():
    book = valid_return().set(AV, column="femmes", value=1)
    for column in ("nouveaux_beneficiaires", "hommes", "moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus"):
        book.set(AV, column=column, value=0)
    returned = give_back(book)
    assert [one.regle for one in returned.judgement.constats] == ["R05", "R15"]
    note = returned.marked()["Aller-vers", "I2"]
    assert returned.workbook["Aller-vers"]["I2"].fill.fgColor.rgb == RED
    assert note.index("À CORRIGER") < note.index("À VÉRIFIER")


def test_a_note_tells_value_expected_value_gap_and_what_to_do():
    returned = give_back(valid_return().set(SYN, column="comites_pilotage", value=9))
    assert returned.marked()["Synthèse", "B3"].replace("\u00a0", " ").splitlines() == [
        "À CORRIGER : « Comités de pilotage tenus » : la Synthèse déclare 9, mais la feuille « Gouvernance » en compte 1 "
        "(écart : 8).",
        "Valeur trouvée : 9",
        "Valeur attendue : 1",
        "Écart : 8",
        "Que faire : Corrigez ce total, ou les lignes de la feuille « Gouvernance » : seules comptent celles dont le type "
        "de réunion est « Comité de pilotage ».",
    ]


def test_a_note_names_no_expected_value_where_the_row_contradicts_it():
    note = give_back(valid_return().set(AV, column="femmes", value=14)).marked()["Aller-vers", "I2"]
    assert "Valeur attendue" not in note
    assert "Vérifiez lesquels sont justes" in note


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_screen_reader_is_told_that_it_is_in_french(container):
    assert give_back(many_mistakes(), container).workbook.properties.language == "fr-FR"


def test_an_empty_cell_is_marked_too():
    returned = give_back(valid_return().set(AI, column="intitule", value=None))
    assert "Valeur trouvée\u00a0: (vide)" in returned.marked()["Actions innovantes", "B2"]
    assert returned.workbook["Actions innovantes"]["B2"].fill.fgColor.rgb == RED


def test_a_marked_cell_is_readable_whatever_its_colours_were():
    returned = give_back(valid_return().set(AV, column="femmes", value=14))
    assert returned.workbook["Aller-vers"]["I2"].font.color.rgb == "FF000000"


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_values_of_a_copy_are_judged_as_those_of_the_original(container):
    returned = give_back(many_mistakes(), container)
    again = judge_book(returned.data)
    assert {(one.regle, one.feuille, one.colonne, one.ligne) for one in again.constats} == {
        (one.regle, one.feuille, one.colonne, one.ligne) for one in returned.judgement.constats
    } | {("S07", SHEET, None, None)}


def test_our_own_sheet_is_no_more_than_an_alert_when_it_comes_back():
    returned = give_back(valid_return(etp_coordination=5))
    assert places(judge_book(returned.data)) == [
        ("P02", "Identification", "etp_coordination", 7, "B7"),
        ("S07", SHEET, None, None, None),
    ]


@pytest.mark.parametrize("author", [AUTHOR, "", "Nadia"])
def test_a_copy_that_comes_back_is_given_back_without_the_old_marks(author):
    first = give_back(valid_return().set(AV, column="femmes", value=14))
    first.workbook["Aller-vers"]["I2"].comment.author = author  # some programs forget it
    first.workbook["Aller-vers"]["J2"].value = 13
    first.workbook["Aller-vers"]["J3"].value = 14
    second = give_back(saved(first.workbook))
    assert second.workbook.sheetnames.count(SHEET) == 1
    assert second.workbook.sheetnames == first.workbook.sheetnames
    assert second.marked().keys() == {("Aller-vers", "I3")}
    assert second.workbook["Aller-vers"]["I2"].fill.fill_type is None


def test_a_corrected_cell_loses_our_colour_even_where_its_note_is_gone():
    first = give_back(valid_return().set(AV, column="femmes", value=14))
    page = first.workbook["Aller-vers"]
    page["I2"].comment, page["J2"].value, page["J3"].value = None, 13, 14
    page["P9"]._style = page["I2"]._style  # copied to elsewhere, note not included
    second = give_back(saved(first.workbook))
    assert second.marked().keys() == {("Aller-vers", "I3")}
    assert second.workbook["Aller-vers"]["I2"].fill.fill_type is None
    assert second.workbook["Aller-vers"]["P9"].fill.fill_type is None
    assert second.workbook["Aller-vers"]["I3"].fill.fgColor.rgb == RED


OFFERED = (
    "FFFFC7CE",
    "FFFFEB9C",
    "FFC6EFCE",
    "FFF4CCCC",
    "FFFFF2CC",
    "FFD9EAD3",
    "FFFFD7D7",
    "FFFFFFD7",
    "FFFFFF00",
)
"""Light reds, yellows and greens that Excel, Google Sheets and LibreOffice offer."""


@pytest.mark.parametrize("colour", OFFERED)
def test_the_cite_s_own_colours_stay_and_are_none_of_ours(colour):
    assert colour not in (RED, YELLOW, GREEN)
    workbook = opened(make(valid_return().set(AV, column="femmes", value=14)))
    workbook["Partenaires"]["B2"].fill = PatternFill("solid", fgColor=colour)
    assert give_back(saved(workbook)).workbook["Partenaires"]["B2"].fill.fgColor.rgb == colour


def test_a_copy_with_the_former_colours_comes_back_without_them_where_our_note_is():
    first = give_back(valid_return().set(AV, column="femmes", value=14))
    page = first.workbook["Aller-vers"]
    page["I2"].fill = PatternFill("solid", fgColor="FFFFC7CE")
    page["J2"].value, page["J3"].value = 13, 14
    assert give_back(saved(first.workbook)).workbook["Aller-vers"]["I2"].fill.fill_type is None


@pytest.mark.parametrize("name", ["À corriger", "A corriger", "Corrections proposées"])
def test_a_sheet_of_the_cite_that_has_our_name_stays(name):
    book = valid_return(validee_etat="non").add_sheet(name, [["penser à relancer Paul"]])
    returned = give_back(book)
    assert returned.workbook.sheetnames[-1] == name
    assert returned.workbook[name]["A1"].value == "penser à relancer Paul"
    assert returned.workbook.worksheets[0]["A1"].value == "Votre remontée est à corriger"


@pytest.mark.parametrize("container", CONTAINERS)
def test_the_same_file_gives_the_same_bytes(container):
    sent = make(many_mistakes(), container)
    assert give_back(sent).data == give_back(sent).data


@pytest.mark.parametrize("container", CONTAINERS)
def test_personal_data_is_in_no_copy(container):
    book = valid_return(commentaire="écrire à jean.dupont@orange.fr").set(
        AV, column="intitule", value="Inscriptions au 06 12 34 56 78"
    )
    returned = give_back(book, container)
    pages = returned.workbook
    assert pages["Identification"]["B10"].value == WITHHELD
    assert pages["Aller-vers"]["B2"].value == WITHHELD
    everything = b"".join(members_of(returned.data).values())
    assert b"jean.dupont" not in everything
    assert b"06 12 34" not in everything
    assert "récrivez-le sans cette donnée" in returned.marked()["Aller-vers", "B2"]
