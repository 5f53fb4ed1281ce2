"""S09: no personal data in free text; of what is found only the kind and the place are told."""

import pytest

from tests.making.returns import valid_return
from tests.rules.cases import as_is, both, boundary, fails, judge_all, judge_book, passes, places, put

AV, AI, PART, IDENT = "aller_vers", "actions_innovantes", "partenaires", "identification"
MAIL, PHONE, NIR = "jean.dupont@orange.fr", "06 12 34 56 78", "2 95 10 99 126 111 93"
TITLE = ("S09", "Aller-vers", "intitule", 2, "B2")
COMMENT = ("S09", "Identification", "commentaire", 10, "B10")


def titled(text):
    return put(AV, intitule=text)


CASES = [
    passes("S09", "titles and names", as_is),
    passes("S09", "a partner's address", put(PART, nom="Mission locale, 12 rue du 8 mai 1945, 49000 Angers")),
    passes("S09", "its SIRET", put(PART, nom="Structure 73282932000074")),
    passes("S09", "a day and its hours", titled("Forum du 12/10/2023, 9h30-12h30")),
    boundary("S09", "a NIR with a wrong key", titled("n° 2 95 10 99 126 111 94")),
    boundary("S09", "a NIR without its key", titled("n° 2 95 10 99 126 111")),
    boundary("S09", "a NIR with its key", titled(f"n° {NIR}"), TITLE),
    boundary("S09", "nine digits", titled("appeler le 06 12 34 56 7")),
    boundary("S09", "ten digits", titled(f"appeler le {PHONE}"), TITLE),
    boundary("S09", "born in a year", titled("groupe d'Amina, née en 1990")),
    boundary("S09", "born on a day", titled("groupe d'Amina, née le 3 mars 1990"), TITLE),
    boundary("S09", "a name on a network", titled("à suivre sur @citeemploi")),
    boundary("S09", "a column that is no free text", put(AV, id_action=PHONE)),
    fails("S09", "an e-mail address", titled(f"inscription : {MAIL}"), TITLE),
    fails("S09", "a field", put(IDENT, commentaire=f"{PHONE} le matin"), COMMENT),
    fails(
        "S09",
        "the name of the cité",
        put(IDENT, nom_cite=MAIL),
        ("S09", "Identification", "nom_cite", 4, "B4"),
    ),
    fails(
        "S09", "a partner", put(PART, 1, nom="Ali, né le 12/03/1990"), ("S09", "Partenaires", "nom", 3, "B3")
    ),
    fails(
        "S09",
        "an innovative action",
        put(AI, intitule=f"aide à {NIR}"),
        ("S09", "Actions innovantes", "intitule", 2, "B2"),
    ),
    fails("S09", "several kinds in one cell are one finding", titled(f"{MAIL} {PHONE} {NIR}"), TITLE),
    fails("S09", "too long a text is told once", titled(f"{MAIL} {'é' * 400}"), TITLE),
    fails("S09", "a CSV", titled(MAIL), ("S09", "Aller-vers", "intitule", 2, None), container="zip"),
    fails(
        "S09",
        "the rest of the row is judged",
        both(titled(MAIL), put(AV, femmes=14)),
        TITLE,
        ("R05", "Aller-vers", "nouveaux_beneficiaires", 2, "I2"),
    ),
    fails(
        "S09",
        "every cell",
        both(titled(MAIL), put(AV, 1, intitule=PHONE), put(IDENT, commentaire=MAIL)),
        COMMENT,
        TITLE,
        ("S09", "Aller-vers", "intitule", 3, "B3"),
    ),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_personal_data_is_found_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (MAIL, "une adresse électronique"),
        (PHONE, "un numéro de téléphone"),
        (NIR, "un numéro de sécurité sociale"),
        ("Ali, né le 12/03/1990", "une date de naissance"),
        (f"{PHONE}, {MAIL}", "une adresse électronique et un numéro de téléphone"),
        (
            f"{PHONE}, {MAIL}, {NIR}",
            "une adresse électronique, un numéro de téléphone et un numéro de sécurité sociale",
        ),
    ],
)
def test_the_kind_is_told_and_never_the_value(text, told):
    [finding] = judge_book(titled(text)(valid_return())).constats
    assert finding.valeur is None
    assert f"« Intitulé de l'action » contient {told} :" in finding.message.replace("\u00a0", " ")
    assert text not in finding.message


def test_a_return_with_personal_data_is_rejected():
    assert judge_book(valid_return(commentaire=MAIL)).verdict == "rejetee"


def test_the_template_s_version_is_said_first():
    assert places(judge_book(valid_return(modele="2", commentaire=MAIL))) == [
        ("S05", "Identification", "modele", 2, "B2")
    ]
