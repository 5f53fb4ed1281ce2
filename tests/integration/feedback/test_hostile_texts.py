"""Texts that want to be formulas, pages, commands or other texts come back as what they are: texts."""

import pytest

from orchestration.feedback.artefacts import artefacts
from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book
from tests.unit.feedback.html import Page
from tests.unit.feedback.returning import opened

AV, PART = "aller_vers", "partenaires"
TURNED, VISIBLE = "gpj\u202eslx", "gpjslx"
HOSTILE = [
    '=HYPERLINK("http://example.org","x")',
    "@SUM(1+1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    TURNED,
]


@pytest.fixture(scope="module", params=CONTAINERS)
def answered(request):
    """What a return comes back as that has such a text wherever one can stand."""
    book = valid_return(nom_cite=HOSTILE[0], commentaire=HOSTILE[4])
    for number, text in enumerate(HOSTILE):
        book.add_row(AV, modalite=text, intitule=text, femmes=text, id_action=f"{number} {text}"[:40])
        book.add_row(PART, siret=text, nom=text, categorie=text)
    book.add_column(AV, "=EVIL()", {0: "x"}).add_sheet("=evil()", [["<script>"]])
    content = make(book, request.param)
    return artefacts(content, judge_book(content), CONTRACT, None, False, TODAY)


def cells(data):
    return [cell for page in opened(data).worksheets for row in page.iter_rows() for cell in row]


def test_no_cell_of_a_copy_is_a_formula_or_becomes_one_when_edited(answered):
    for name in answered.keys() - {"a-corriger.html"}:
        beginning = [
            cell for cell in cells(answered[name]) if str(cell.value or "")[:1] in ("=", "+", "-", "@")
        ]
        assert len(beginning) >= 4
        assert [cell.coordinate for cell in beginning if cell.data_type == "f" or not cell.quotePrefix] == []


def test_every_link_of_a_copy_stays_in_it(answered):
    links = [cell.hyperlink for cell in cells(answered["retour-annote.xlsx"]) if cell.hyperlink]
    assert len(links) > 20
    assert [link.target for link in links if link.target or not link.location] == []


def test_the_page_has_no_element_that_the_return_brought(answered):
    opened_page = Page(answered["a-corriger.html"])
    assert not opened_page.all("script") + opened_page.all("img") + opened_page.all("a")
    assert "<script>alert(1)</script>" in opened_page.all("main")[0].text
    assert "{{ 7 * 7 }}" in opened_page.texts("td")


def test_nothing_that_we_write_turns_the_direction_of_writing(answered):
    assert "\u202e" not in answered["a-corriger.html"].decode()
    workbook = opened(answered["retour-annote.xlsx"])
    front = workbook.worksheets[0]
    assert not [cell for row in front.iter_rows() for cell in row if "\u202e" in str(cell.value)]
    notes = [cell.comment.text for cell in cells(answered["retour-annote.xlsx"]) if cell.comment]
    assert [note for note in notes if VISIBLE in note]
    assert not [note for note in notes if "\u202e" in note]


def test_the_cite_s_own_cells_keep_every_character_and_a_csv_what_is_read_of_it(answered, request):
    kept = VISIBLE if request.node.callspec.params["answered"] == "zip" else TURNED
    assert kept in [cell.value for cell in cells(answered["retour-annote.xlsx"])]
