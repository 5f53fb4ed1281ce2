"""The page to print: the same content, everything escaped, readable by everybody, on A4, without colour."""

import itertools

import pytest

from orchestration.feedback.corrections import corrections
from orchestration.feedback.page import corrections_page
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.html import Page, contrast, text_colours
from tests.unit.feedback.returning import COLOURS_OF_MARKS, give_back

AV, AI, GOUV, SYN = "aller_vers", "actions_innovantes", "gouvernance", "synthese"


def mistaken():
    book = valid_return(etp_coordination=5).set(AV, column="femmes", value=14)
    return book.set(SYN, column="comites_pilotage", value=5).drop_column(AI, "frein")


def page(book, *, demo=False, form="copy", has_proposals=False):
    document = corrections(judge_book(book), CONTRACT, demo=demo)
    return Page(corrections_page(document, form=form, has_proposals=has_proposals))


def test_it_is_in_french_and_says_so():
    opened = page(mistaken())
    assert opened.all("html")[0].attributes["lang"] == "fr"
    assert opened.texts("title") == [
        "Votre remontée est à corriger — CU Angers Loire Métropole (cde-001), 4e trimestre 2023 — fichier « remontee-0.xlsx »"
    ]


def test_headings_go_down_one_level_at_a_time():
    levels = [int(one.name[1]) for one in page(mistaken()).elements if one.name in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_it_says_the_same_as_the_front_sheet():
    returned = give_back(mistaken())
    sheet = {text.replace("\u00a0", " ").removeprefix("Que faire : ") for text in returned.texts()}
    opened = page(mistaken())
    told = {*opened.texts("h1"), *opened.texts("h2"), *opened.texts("h3"), *opened.texts("td")}
    assert told - {""} <= sheet
    assert len(opened.texts("h3")) == 4
    assert {text for text in opened.texts("th") if "," in text} == {row[0] for row in returned.rows()}


def test_every_table_has_a_caption_and_headers_with_a_scope():
    opened = page(mistaken())
    assert len(opened.texts("caption")) == len(opened.all("table")) == 4
    assert all(opened.texts("caption"))
    scopes = {(one.parents[-2], one.attributes.get("scope")) for one in opened.all("th")}
    assert scopes == {("thead", "col"), ("tbody", "row")}


def test_a_column_that_says_nothing_is_left_out():
    [headers] = [
        [one.text for one in opened.all("th") if one.attributes["scope"] == "col"]
        for opened in [page(valid_return().drop_column(AI, "frein"))]
    ]
    assert headers == ["Où", "Ce qui ne va pas"]


@pytest.mark.parametrize(
    "value",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&amp; & &#60;b&#62;", "{{ 7*7 }}"],
)
def test_a_submitted_text_is_nothing_but_text(value):
    opened = page(valid_return().set(GOUV, column="copresidee", value=value))
    assert value in opened.texts("td")
    assert not opened.all("script") + opened.all("img") + opened.all("b")


def test_a_file_s_name_is_nothing_but_text():
    judgement = judge_book(valid_return(validee_etat="non"))
    judgement.fichier = "<h1>x</h1>.xlsx"
    data = corrections_page(corrections(judgement, CONTRACT, demo=False), form=None, has_proposals=False)
    assert len(Page(data).all("h1")) == 1


def test_it_needs_nothing_from_elsewhere():
    opened = page(mistaken())
    named = [one for one in opened.elements if {"src", "href"} & one.attributes.keys()]
    assert named == []
    assert "url(" not in opened.texts("style")[0]
    assert "@import" not in opened.texts("style")[0]


def test_nothing_could_be_run_on_it():
    [policy] = [one for one in page(mistaken()).all("meta") if "http-equiv" in one.attributes]
    assert policy.attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"


def test_every_text_stands_out_from_white():
    colours = text_colours(page(mistaken()).texts("style")[0])
    assert len(colours) >= 3
    assert {colour: contrast(colour, "#fff") >= 7 for colour in colours} == dict.fromkeys(colours, True)


def test_headers_stand_out_from_their_background():
    assert contrast("#161616", "#eee") >= 7


def test_marks_of_the_workbook_are_read_in_black():
    assert all(contrast("#000000", f"#{colour[2:]}") >= 12 for colour in COLOURS_OF_MARKS)


def test_severity_is_told_in_words():
    assert page(mistaken()).texts("h2") == ["À corriger", "À vérifier"]


def test_it_prints_on_a4():
    style = page(mistaken()).texts("style")[0]
    assert "@page { size: A4;" in style
    assert "@media print" in style


@pytest.mark.parametrize(
    ("form", "has_proposals", "named"),
    [
        ("copy", False, ["retour-annote.xlsx"]),
        ("copy", True, ["retour-annote.xlsx", "corrections-proposees.xlsx"]),
        ("values", False, ["retour-annote.xlsx"]),
        ("list", False, ["retour-annote.xlsx"]),
        (None, False, []),
    ],
)
def test_it_names_the_workbooks_that_come_with_it(form, has_proposals, named):
    opened = page(mistaken(), form=form, has_proposals=has_proposals)
    assert [one for one in opened.texts("strong") if one.endswith(".xlsx")] == named


@pytest.mark.parametrize(
    ("form", "said", "steps"),
    [
        ("copy", "est joint : c'est votre fichier, avec les mêmes remarques", 3),
        ("values", "il contient les valeurs de votre fichier, avec les mêmes remarques", 3),
        ("list", "il contient la même liste que cette page, sans vos feuilles.", 3),
        (None, "Corrigez dans votre fichier, enregistrez-le, puis renvoyez-le en entier.", 0),
    ],
)
def test_it_says_what_the_annotated_workbook_is(form, said, steps):
    opened = page(mistaken(), form=form)
    told = " ".join(opened.texts("p"))
    assert said in told
    assert ("c'est votre fichier" in told) == (form == "copy")
    assert len(opened.texts("li")) == steps


@pytest.mark.parametrize(
    ("form", "last"),
    [("copy", "Corrigez dans ce classeur ou dans le vôtre,"), ("values", "Corrigez dans votre fichier :")],
)
def test_the_last_step_says_where_to_correct(form, last):
    assert page(mistaken(), form=form).texts("li")[-1].startswith(last)


def test_demonstration_data_are_called_fictitious():
    assert page(mistaken(), demo=True).texts("p")[0].startswith("DONNÉES FICTIVES")
    assert "FICTIVES" not in page(mistaken()).source


def test_a_refused_file_has_its_page():
    opened = page(b"", form="list")
    assert opened.texts("h3") == ["Le fichier ne peut pas être lu"]
