"""The « Mode d'emploi » says all that a coordinator must know, and does not disturb the reader."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape

import openpyxl
import pytest

from orchestration.submissions.reading.reader import ReturnReader
from orchestration.template import find_cite, write_template
from orchestration.template.dates import in_words, period
from orchestration.template.guide_text import Request, due, sections
from tests.making.shape import LABELS


def drawn(template: bytes) -> list[str]:
    """The paragraphs of the text boxes, in order, with ordinary spaces."""
    with zipfile.ZipFile(io.BytesIO(template)) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    paragraphs = re.findall(r"<a:p>(.*?)</a:p>", drawing, re.DOTALL)
    texts = ("".join(re.findall(r"<a:t>(.*?)</a:t>", one)) for one in paragraphs)
    return [unescape(text).replace("\u00a0", " ") for text in texts]


@pytest.fixture(scope="module")
def guide(contract):
    def texts(code="cde-012", quarter="2024-T1", partners=(), send_to=None):
        return drawn(write_template(contract, find_cite(contract, code), quarter, partners, send_to))

    return texts


@pytest.fixture
def asked(contract):
    return Request(contract, find_cite(contract, "cde-012"), "2024-T1")


def test_it_has_no_cell_so_that_the_reader_finds_no_unknown_sheet(contract):
    template = write_template(contract, find_cite(contract, "cde-012"), "2024-T1")
    page = openpyxl.load_workbook(io.BytesIO(template))["Mode d'emploi"]
    assert [cell.value for row in page.iter_rows() for cell in row if cell.value is not None] == []
    facts = ReturnReader(contract.submission, contract.reference).read(template).facts
    assert [fact.rule for fact in facts] == []


def test_one_word_in_a_cell_of_it_would_be_an_unknown_sheet(contract):
    template = write_template(contract, find_cite(contract, "cde-012"), "2024-T1")
    book = openpyxl.load_workbook(io.BytesIO(template))
    book["Mode d'emploi"]["A1"] = "Bonjour"
    buffer = io.BytesIO()
    book.save(buffer)
    facts = ReturnReader(contract.submission, contract.reference).read(buffer.getvalue()).facts
    assert [(fact.rule, fact.sheet) for fact in facts] == [("S07", "Mode d'emploi")]


def test_a_screen_reader_is_told_that_it_is_in_french_and_what_each_box_says(contract):
    template = write_template(contract, find_cite(contract, "cde-012"), "2024-T1")
    assert openpyxl.load_workbook(io.BytesIO(template)).properties.language == "fr-FR"
    with zipfile.ZipFile(io.BytesIO(template)) as book:
        parts = {
            name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".vml"))
        }
    assert {lang for text in parts.values() for lang in re.findall(r'lang="([^"]*)"', text)} == {"fr-FR"}
    boxes = re.findall(r"<xdr:sp .*?</xdr:sp>", parts["xl/drawings/drawing1.xml"], re.DOTALL)
    assert len(boxes) > 20
    for box in boxes:
        [told] = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]*)"', box)
        shown = "".join(re.findall(r"<a:t>(.*?)</a:t>", box, re.DOTALL))
        assert re.sub(r"\s|&#xA;|&#10;", "", unescape(told)) == re.sub(r"\s", "", unescape(shown))


def test_it_says_what_an_identifier_is_for(asked, guide):
    hint = asked.contract.submission.by_name["aller_vers"].by_name["id_action"].hint
    assert "peut resservir" in hint
    assert f"Identifiant de l'action : {hint}" in guide()


def test_it_is_what_opens_first(contract):
    template = write_template(contract, find_cite(contract, "cde-012"), "2024-T1")
    assert openpyxl.load_workbook(io.BytesIO(template)).active.title == "Mode d'emploi"


def test_it_says_whose_return_of_which_days_it_is(guide):
    assert guide(code="cde-004", quarter="2024-T2")[:2] == [
        "Mode d'emploi de la remontée trimestrielle",
        "Dreux / Chartres / Vernouillet : 2024-T2 (du 1er avril au 30 juin 2024)",
    ]


@pytest.mark.parametrize(
    ("quarter", "day"),
    [("2023-T4", "30 janvier 2024"), ("2024-T1", "30 avril 2024"), ("2024-T2", "30 juillet 2024")],
)
def test_it_says_by_when(guide, quarter, day):
    assert f"À renvoyer au plus tard le {day}. Après, elle compte encore, mais en retard." in guide(
        quarter=quarter
    )


def test_the_deadline_is_the_contract_s(asked):
    submission = replace(asked.contract.submission, deadline_days=15)
    shorter = replace(asked, contract=replace(asked.contract, submission=submission))
    assert "15 avril 2024" in due(shorter)


def test_it_gives_the_order_tables_first_and_signing_last(guide):
    steps = [text for text in guide() if re.match(r"\d\. .* : ", text)]
    ordered = ["partenaires", "gouvernance", "aller_vers", "actions_innovantes", "synthese", "identification"]
    assert [re.match(r"\d\. (.*?) : ", step)[1] for step in steps] == [LABELS[sheet] for sheet in ordered]
    assert steps[4].endswith(
        "Rien à écrire : ils se calculent, jusqu'à 1\u202f000 lignes par tableau. Vérifiez-les."
    )
    assert steps[5].endswith("quand tout est prêt, la date de signature et les deux validations (« oui »).")


@pytest.mark.parametrize(
    ("listed", "said"),
    [(0, "Laissez le tableau vide"), (1, "1 partenaire est repris"), (2, "2 partenaires sont repris")],
)
def test_it_says_how_many_partners_are_listed_already(guide, partner, listed, said):
    partners = [partner(siret=f"{number:014d}") for number in range(listed)]
    (step,) = [text for text in guide(partners=partners) if text.startswith("1. Partenaires")]
    assert said in step


def test_each_mark_is_shown_in_its_colours_and_in_words(contract, guide):
    template = write_template(contract, find_cite(contract, "cde-012"), "2024-T1")
    with zipfile.ZipFile(io.BytesIO(template)) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    colours = set(re.findall(r'<a:srgbClr val="(\w+)"', drawing))
    assert {"000091", "E3E3FD", "EEEEEE"} <= colours
    texts = guide()
    for sample, meaning in [
        ("Titre *", "Bleu foncé et étoile : à remplir obligatoirement."),
        ("Titre", "Bleu clair, sans étoile : à remplir si vous avez l'information."),
        ("Texte", "Gris : déjà rempli, ou calculé. N'y changez rien."),
    ]:
        assert texts[texts.index(sample) + 1] == meaning


def test_what_is_to_be_verified_is_worded_as_in_the_contract(asked, guide):
    rules = asked.contract.submission.by_name["actions_innovantes"].rules
    descriptions = {rule.id: rule.description for rule in rules}
    texts = guide()
    for rule in ("R03", "R05", "R06", "R10", "R12", "Q01"):
        assert f"• {descriptions[rule]}" in texts


def test_a_rule_that_leaves_the_contract_leaves_the_guide(asked):
    sheets = tuple(
        replace(sheet, rules=tuple(rule for rule in sheet.rules if rule.id != "R05"))
        for sheet in asked.contract.submission.sheets
    )
    submission = replace(asked.contract.submission, sheets=sheets)
    texts = str(sections(replace(asked, contract=replace(asked.contract, submission=submission))))
    assert "somme des femmes et des hommes" not in texts
    assert "somme des trois tranches d'âge" in texts


def test_it_says_where_to_send_what_comes_back_and_what_must_not_be_written(guide):
    texts = guide(send_to="depot@example.org")
    assert "Envoyez ce fichier (.xlsx ou .ods) à : depot@example.org" in texts
    assert any(text.startswith("Rejetée : le rapport donne chaque erreur") for text in texts)
    assert any(text.startswith("Acceptée : vos chiffres comptent.") for text in texts)
    assert any(text.startswith("Aucune donnée personnelle") for text in texts)


def test_where_to_send_is_not_made_up(guide):
    assert "Envoyez ce fichier (.xlsx ou .ods) là où l'équipe nationale vous l'a demandé." in guide()


def test_no_box_hides_another(contract, partner):
    partners = [partner(siret=f"{number:014d}") for number in range(2)]
    # the longest name, and a long place to send to
    cite = max(contract.reference.cites.values(), key=lambda one: len(one.name))
    template = write_template(
        contract, cite, "2024-T1", partners, "https://depot.example.org/" + "dossier/" * 20
    )
    page = openpyxl.load_workbook(io.BytesIO(template))
    with zipfile.ZipFile(io.BytesIO(template)) as book:
        drawing = book.read("xl/drawings/drawing1.xml").decode()
    places = [
        tuple(map(int, found))
        for found in re.findall(r'<a:off x="(\d+)" y="(\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>', drawing)
    ]
    assert len(places) > 20 and page.active.title == "Mode d'emploi"
    for number, (left, top, width, height) in enumerate(places):
        for other_left, other_top, other_width, other_height in places[number + 1 :]:
            beside = left + width <= other_left or other_left + other_width <= left
            above = top + height <= other_top or other_top + other_height <= top
            assert beside or above


def test_it_is_printed_on_one_page(opened):
    page = opened()["Mode d'emploi"]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)


@pytest.mark.parametrize(
    ("quarter", "words"),
    [
        ("2024-T1", "2024-T1 (du 1er janvier au 31 mars 2024)"),
        ("2023-T4", "2023-T4 (du 1er octobre au 31 décembre 2023)"),
    ],
)
def test_a_quarter_is_said_in_days(quarter, words):
    assert period(quarter) == words


def test_only_the_first_of_a_month_is_an_ordinal():
    assert [in_words(date(2024, 8, day)) for day in (1, 2, 31)] == [
        "1er août 2024",
        "2 août 2024",
        "31 août 2024",
    ]
