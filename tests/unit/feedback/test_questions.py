"""« Vouliez-vous dire … ? » is told with what was found; rows with different questions share their remedy."""

import pytest

from orchestration.feedback.causes import causes
from orchestration.feedback.sentences import said
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book


def entries(book):
    return [said(finding, CONTRACT) for finding in judge_book(book).constats]


@pytest.mark.parametrize(
    ("book", "question"),
    [
        (
            valid_return().set("partenaires", column="categorie", value="Mission local"),
            "Vouliez-vous dire « Mission locale » ?",
        ),
        (
            valid_return(code_cite="cde-999"),
            "Vouliez-vous dire « cde-001 » (CU Angers Loire Métropole) ?",
        ),
        (
            valid_return().rename_sheet("synthese", "Synthèses"),
            "Votre fichier contient « Synthèses » : si c'est une faute de frappe, corrigez plutôt ce nom.",
        ),
    ],
)
def test_a_question_belongs_to_what_was_found(book, question):
    first = entries(book)[0]
    assert first.found.replace("\u00a0", " ").endswith(f". {question}")
    assert first.remedy
    assert question not in first.remedy.replace("\u00a0", " ")


def test_a_value_that_asks_is_no_question():
    text = "Vouliez-vous dire « x » ?"
    [only] = entries(valid_return().set("gouvernance", column="copresidee", value=text))
    assert only.remedy.replace("\u00a0", " ") == "Écrivez « oui » ou « non »."


def test_rows_with_and_without_a_question_are_one_cause_with_one_remedy():
    book = valid_return().set("partenaires", column="categorie", value="Mission local")
    book.set("partenaires", column="categorie", value="fanfare", row=1)
    [cause] = causes(judge_book(book).constats, CONTRACT)
    assert len(cause.entries) == 2
    assert cause.remedy


def test_personal_data_is_counted_by_rows():
    book = valid_return().set("aller_vers", column="intitule", value="a@b.fr")
    book.set("aller_vers", column="intitule", value="0612345678", row=1)
    [cause] = causes(judge_book(book).constats, CONTRACT)
    assert (
        cause.heading.replace("\u00a0", " ")
        == "Aller-vers, 2 lignes : donnée personnelle dans « Intitulé de l'action »"
    )
