"""The verdict in one sentence, then the corrections, those most worth making first."""

import datetime
from dataclasses import replace

import pytest

from orchestration.demo.marker import NOTICE
from orchestration.feedback.corrections import LISTED, corrections
from orchestration.feedback.personal_data import WITHHELD
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book

AV, AI, PART, SYN = "aller_vers", "actions_innovantes", "partenaires", "synthese"


def document(book, *, demo=False, container="xlsx"):
    return corrections(judge_book(book, container), CONTRACT, demo=demo)


def plain(text):
    return text.replace("\u00a0", " ")


def with_mistakes(number):
    book = valid_return()
    for _ in range(number - 2):
        book.add_row(AV)
    for row in range(number):
        book.set(AV, column="femmes", value=14, row=row)
    return book


@pytest.mark.parametrize(
    ("book", "verdict"),
    [
        (with_mistakes(2).set(AV, column="femmes", value=13), "1 correction à faire."),
        (with_mistakes(2), "2 corrections à faire."),
        (
            with_mistakes(2).set(SYN, column="partenaires", value=9),
            "3 corrections à faire (2 sortes d'erreurs).",
        ),
        (
            valid_return(validee_etat="non", etp_coordination=5),
            "1 correction à faire. 1 autre point est à vérifier ; il n'empêche pas l'acceptation.",
        ),
        (
            valid_return(validee_etat="non", etp_coordination=5, nom_cite="Angers"),
            "1 correction à faire. 2 autres points sont à vérifier ; ils n'empêchent pas l'acceptation.",
        ),
    ],
)
def test_the_verdict_is_one_sentence_with_its_numbers(book, verdict):
    assert plain(document(book).verdict) == f"Votre remontée n'est pas acceptée : {verdict}"


def test_a_file_that_cannot_be_read_is_told_so():
    told = document(b"")
    assert plain(told.verdict) == "Votre remontée n'est pas acceptée : le fichier ne peut pas être lu."
    assert [section.title for section in told.sections] == ["À corriger"]
    assert told.sections[0].blocks[0].rows[0].place == "Tout le fichier"
    assert "colorée" not in " ".join(told.steps)


def test_a_file_with_more_personal_data_than_can_be_taken_out_gets_the_list_alone_and_is_told_so():
    judgement = judge_book(
        valid_return(commentaire="écrire à jean@exemple.fr").set(AV, column="femmes", value=14)
    )
    one = next(finding for finding in judgement.constats if finding.regle == "S09")
    more = CONTRACT.submission.and_more.format(lignes="7 autres lignes")
    judgement.constats.append(replace(one, message=f"{one.message} {more}"))
    told = corrections(judgement, CONTRACT, demo=False)
    assert "seulement cette liste" in told.steps[0]
    assert told.steps[1] == "Corrigez dans votre fichier, enregistrez-le, puis renvoyez-le en entier."
    assert told.steps_of_values == ()
    assert "colorée" not in " ".join(told.steps)


IN_FORCE = {"empreinte": "ab" * 32, "recue_le": "2024-01-14T23:30:00.000000+00:00", "synthese": {}}


@pytest.mark.parametrize(
    ("in_force", "sentence"),
    [
        (None, ""),
        (
            IN_FORCE,
            " La version reçue le 15/01/2024 reste en vigueur en attendant.",
        ),
        (
            {"empreinte": "ab" * 32},
            " La version (empreinte abababababab…) reste en vigueur en attendant.",
        ),
    ],
)
def test_the_version_that_goes_on_counting_is_told(in_force, sentence):
    judgement = judge_book(with_mistakes(2))
    told = corrections(judgement, CONTRACT, demo=False, in_force=in_force)
    assert plain(told.verdict) == f"Votre remontée n'est pas acceptée : 2 corrections à faire.{sentence}"


@pytest.mark.parametrize("name", ["À corriger", "Corrections proposées"])
def test_a_sheet_of_our_own_that_came_back_is_nothing_to_verify(name):
    told = document(with_mistakes(2).add_sheet(name, [["Votre remontée est à corriger"]]))
    assert plain(told.verdict) == "Votre remontée n'est pas acceptée : 2 corrections à faire."
    assert [section.title for section in told.sections] == ["À corriger"]
    assert [plain(remark) for remark in told.remarks] == [
        f"La feuille « {name} », qui vient de notre réponse précédente, n'est pas prise en compte."
    ]


def test_it_says_whose_return_it_is():
    assert plain(document(with_mistakes(2)).subject) == (
        "CU Angers Loire Métropole (cde-001), 4e trimestre 2023 — fichier « remontee-0.xlsx »"
    )


@pytest.mark.parametrize(
    "identity",
    [
        {"code_cite": "cde-999", "trimestre": "hiver"},
        {"trimestre": "2021-T1"},
        {"nom_cite": "Forbach Porte de l'Est", "validee_etat": "non"},
    ],
)
def test_an_answer_to_a_file_in_doubt_names_no_cite_and_says_that_it_is_to_be_confirmed(identity):
    told = document(valid_return(**identity))
    assert plain(told.subject).startswith("Cité et trimestre à confirmer — fichier «")
    assert any("n'est à transmettre qu'une fois connu qui a envoyé le fichier" in one for one in told.notices)


def test_a_cite_and_quarter_that_nothing_puts_in_doubt_are_told_and_nothing_stands_above():
    told = document(valid_return(validee_etat="non"))
    assert plain(told.subject).startswith("CU Angers Loire Métropole (cde-001), 4e trimestre 2023")
    assert told.notices == ()


def test_what_must_be_corrected_comes_before_what_is_to_verify():
    told = document(valid_return(validee_etat="non", etp_coordination=5))
    assert [(section.title, section.severity) for section in told.sections] == [
        ("À corriger", "bloquant"),
        ("À vérifier", "alerte"),
    ]


def test_a_row_tells_place_value_expected_value_gap_and_what_is_wrong():
    [block] = document(with_mistakes(2).set(AV, column="femmes", value=13)).sections[0].blocks
    assert block.rows[0].place == "Aller-vers, I3"
    assert tuple(map(plain, block.rows[0].cells)) == (
        "27",
        "",
        "1",
        "Nouveaux bénéficiaires : 27 en tout, mais femmes + hommes = 28 (écart : 1).",
    )
    assert plain(block.remedy) == (
        "Ces nombres de la ligne ne vont pas ensemble : total 27 ; femmes + hommes 28 ; tranches d'âge 27 ; "
        "personnes rencontrées 61. Vérifiez lesquels sont justes avant d'en corriger un."
    )


@pytest.mark.parametrize(
    ("book", "container", "place"),
    [
        (
            with_mistakes(2).set(AV, column="femmes", value=13),
            "zip",
            "Aller-vers, ligne 3, nouveaux_beneficiaires",
        ),
        (valid_return().drop_column(AI, "frein"), "xlsx", "Actions innovantes, ligne des titres"),
        (valid_return().drop_sheet(AV), "xlsx", "Feuille « Aller-vers »"),
        (valid_return().drop_column("identification", "modele"), "xlsx", "Feuille « Identification »"),
        (valid_return().drop_column(SYN, "partenaires"), "xlsx", "Feuille « Synthèse »"),
    ],
)
def test_what_has_no_cell_is_listed_with_its_place(book, container, place):
    [section] = document(book, container=container).sections
    assert plain(section.blocks[0].rows[0].place) == place


def test_the_expected_value_of_a_type_is_its_description():
    book = valid_return().set(AV, column="femmes", value="douze")
    [block] = document(book).sections[0].blocks
    assert block.rows[0].cells[1] == "un nombre entier, par exemple 12"


@pytest.mark.parametrize(
    ("number", "listed", "more"), [(LISTED, LISTED, ""), (LISTED + 1, LISTED, "1 autre")]
)
def test_a_long_list_stops_and_says_how_many_follow(number, listed, more):
    [block] = document(with_mistakes(number)).sections[0].blocks
    assert len(block.rows) == listed
    assert plain(block.more) == (f"… et {more}, avec la même erreur." if more else "")
    assert block.heading.replace("\u00a0", " ").startswith(f"Aller-vers, {number} lignes")


def test_rows_without_a_finding_of_their_own_are_counted_too():
    judgement = judge_book(with_mistakes(LISTED + 2))
    more = CONTRACT.submission.and_more.format(lignes="7 autres lignes")
    last = judgement.constats[-1]
    judgement.constats[-1] = replace(last, message=f"{last.message} {more}")
    [block] = corrections(judgement, CONTRACT, demo=False).sections[0].blocks
    assert plain(block.more) == (
        "… et 2 autres, avec la même erreur. De même dans 7 autres lignes de cette colonne."
    )


def test_what_has_no_cell_is_never_left_out():
    book = valid_return()
    for number in range(LISTED + 3):
        book.add_sheet(f"Notes {number}", [["x"]])
    rows = [row for block in document(book).sections[0].blocks for row in block.rows]
    assert len(rows) == LISTED + 3


def test_what_may_have_been_meant_is_asked_beside_what_is_wrong():
    book = valid_return().set(AV, column="modalite", value="Porte à portte")
    book.set(AV, column="modalite", value="Fanfare", row=1)
    [block] = document(book).sections[0].blocks
    assert [plain(row.cells[3]) for row in block.rows] == [
        "« Porte à portte » n'est pas dans la liste de « Modalité d'aller-vers ». Vouliez-vous dire « Porte-à-porte » ?",
        "« Fanfare » n'est pas dans la liste de « Modalité d'aller-vers ».",
    ]
    assert block.remedy.startswith("Choisissez une de ces valeurs")


def test_personal_data_is_told_by_no_finding_of_its_cell():
    told = document(valid_return(nom_cite="jean.dupont@orange.fr", validee_etat="non"))
    texts = [
        text
        for section in told.sections
        for block in section.blocks
        for row in block.rows
        for text in row.cells
    ]
    assert WITHHELD in texts
    assert not [text for text in texts if "jean" in text]


def test_demonstration_data_are_called_fictitious():
    assert document(with_mistakes(2), demo=True).notices == (NOTICE,)
    assert document(with_mistakes(2)).notices == ()


def test_the_day_of_an_early_signature_is_told():
    book = valid_return(date_remontee=datetime.date(2023, 9, 1))
    [block] = document(book).sections[0].blocks
    assert block.rows[0].cells[:2] == ("01/09/2023", "le 01/10/2023 ou après")
