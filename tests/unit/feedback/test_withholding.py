"""What S09 found in a cell is nowhere in a copy: not behind formulas that repeat it, not in notes, not in other sheets."""

import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.hyperlink import Hyperlink

from orchestration.feedback.personal_data import WITHHELD
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.spreadsheetml import archive, members_of
from tests.unit.feedback.returning import give_back, opened, saved

MAIL, COMMENT = "jean.secret@exemple.fr", "voir jean.secret@exemple.fr"


def book(comment=COMMENT):
    return valid_return(commentaire=comment).add_sheet("Notes", [["rien"], ["x"]])


def with_formula(formula, stored):
    """A return whose sheet Notes repeats a cell by a formula with its stored value."""
    members = members_of(make(book()))
    sheet = members["xl/worksheets/sheet7.xml"].decode()
    start = sheet.index('<c r="A1"')
    end = sheet.index("</c>", start) + 4
    cell = f'<c r="A1" t="str"><f>{formula}</f><v>{stored}</v></c>'
    return archive({**members, "xl/worksheets/sheet7.xml": (sheet[:start] + cell + sheet[end:]).encode()})


def everything(returned):
    return b"".join(members_of(returned.data).values()).lower()


@pytest.mark.parametrize(
    ("formula", "stored"),
    [
        ("Identification!B10", COMMENT),
        ("MID(Identification!B10,6,99)", MAIL),
        ("UPPER(Identification!B10)", COMMENT.upper()),
    ],
)
def test_a_formula_that_repeats_the_cell_loses_its_stored_value_and_stays(formula, stored):
    returned = give_back(with_formula(formula, stored))
    assert b"secret" not in everything(returned)
    assert returned.workbook["Notes"]["A1"].value == f"={formula}"
    assert returned.workbook["Notes"]["A2"].value == "x"


def test_a_formula_that_repeats_something_else_keeps_its_stored_value():
    returned = give_back(with_formula("Identification!B4", "Angers"))
    assert opened(returned.data, data_only=True)["Notes"]["A1"].value == "Angers"


@pytest.mark.parametrize("stored", ["", MAIL])
def test_a_formula_that_says_it_itself_goes(stored):
    returned = give_back(with_formula(f'"{MAIL}"&amp;""', stored))
    assert returned.workbook["Notes"]["A1"].value == WITHHELD
    assert b"secret" not in everything(returned)


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_the_same_in_another_cell_is_taken_out_too(container):
    sent = valid_return(commentaire=COMMENT).set("actions_innovantes", column="id_action", value=f"AI {MAIL}")
    returned = give_back(sent, container)
    assert returned.workbook["Actions innovantes"]["A2"].value == WITHHELD
    assert b"secret" not in everything(returned)


def noted(place, text, author="Nadia", comment=COMMENT):
    workbook = opened(make(book(comment)))
    workbook[place[0]][place[1]].comment = Comment(text, author)
    return saved(workbook)


@pytest.mark.parametrize("place", [("Identification", "B10"), ("Aller-vers", "B3")])
@pytest.mark.parametrize("text", [MAIL, "rappel : 06 12 34 56 78"])
def test_a_note_with_personal_data_is_taken_out(place, text):
    returned = give_back(noted(place, text))
    assert WITHHELD in returned.workbook[place[0]][place[1]].comment.text
    assert text.encode() not in everything(returned)


def test_other_notes_stay():
    returned = give_back(noted(("Aller-vers", "B3"), "à relire"))
    assert returned.workbook["Aller-vers"]["B3"].comment.text == "à relire"


def test_an_author_known_by_an_address_is_not_named():
    returned = give_back(noted(("Aller-vers", "B3"), "à relire", author="nadia@exemple.fr"))
    assert b"nadia@" not in everything(returned)
    assert returned.workbook["Aller-vers"]["B3"].comment.text == "à relire"


def test_a_file_in_which_nothing_was_found_keeps_its_notes():
    workbook = opened(make(valid_return(validee_etat="non")))
    workbook["Aller-vers"]["B3"].comment = Comment("appeler le 06 12 34 56 78", "Nadia")
    kept = give_back(saved(workbook)).workbook["Aller-vers"]["B3"].comment.text
    assert kept == "appeler le 06 12 34 56 78"


def test_a_link_on_the_cell_does_not_repeat_it():
    workbook = opened(make(book()))
    cell = workbook["Identification"]["B10"]
    cell._hyperlink = Hyperlink(ref="B10", location="Notes!A1", display=COMMENT)
    assert b"secret" not in everything(give_back(saved(workbook)))


def test_an_author_of_the_file_known_by_an_address_is_not_named():
    workbook = opened(make(book()))
    workbook.properties.creator, workbook.properties.title = "nadia@exemple.fr", "Remontée"
    returned = give_back(saved(workbook))
    assert b"nadia@" not in everything(returned)
    assert returned.workbook.properties.title == "Remontée"
