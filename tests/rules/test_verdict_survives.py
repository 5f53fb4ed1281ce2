"""What a return says does not depend on how it looks: orders, titles, blank rows and container do not move
a verdict.
"""

import pytest

from tests.making.disorder import columns_shuffled, rows_shuffled, spaced, titled
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import judge_book


def spoiled():
    """A return with one finding of most kinds, each on another row."""
    book = valid_return(etp_coordination=4, nom_cite="X", validee_collectivite=False)
    for sheet in ("partenaires", "gouvernance", "aller_vers", "actions_innovantes"):
        book.add_row(sheet).add_row(sheet)
    book.set("partenaires", column="siret", value="12", row=3).set(
        "partenaires", column="nom", value=None, row=4
    )
    book.set("gouvernance", column="instance", value="?", row=1).set(
        "gouvernance", column="copresidee", value="?", row=2
    )
    book.set("aller_vers", column="femmes", value=12).set(
        "aller_vers", column="code_qpv", value="QP050001", row=1
    )
    book.set("aller_vers", column="personnes_rencontrees", value=1, row=2)
    book.set("actions_innovantes", column="part_cite", value=99999).set(
        "actions_innovantes", column="hommes", value="?", row=2
    )
    return book.set("synthese", column="actions_innovantes", value=9)


def said(judgement):
    """The findings without their place in the file: rule, sheet, column, value, message."""
    found = [(f.regle, f.feuille, f.colonne, f.message) for f in judgement.constats]
    return sorted(found), judgement.verdict, judgement.code_cite, judgement.trimestre


def shown(judgement):
    """The same without messages, for containers that show a value otherwise."""
    return sorted((f.regle, f.feuille, f.colonne) for f in judgement.constats), judgement.verdict


@pytest.mark.parametrize("book", [valid_return, spoiled], ids=["valid", "spoiled"])
@pytest.mark.parametrize(
    "change",
    [
        columns_shuffled,
        lambda grids: columns_shuffled(grids, 7),
        rows_shuffled,
        lambda grids: rows_shuffled(grids, 7),
        spaced,
        titled,
    ],
    ids=["columns", "columns again", "rows", "rows again", "blank rows", "titles"],
)
def test_a_verdict_survives_another_order(book, change):
    assert said(judge_book(make(change(book().grids())))) == said(judge_book(book()))


@pytest.mark.parametrize("book", [valid_return, spoiled], ids=["valid", "spoiled"])
@pytest.mark.parametrize("container", ["ods", "zip"])
def test_a_verdict_survives_another_container(book, container):
    assert shown(judge_book(book(), container)) == shown(judge_book(book()))


@pytest.mark.parametrize("book", [valid_return, spoiled], ids=["valid", "spoiled"])
def test_a_verdict_survives_another_dialect_of_csv(book):
    french = make(book(), "zip", delimiter=",", encoding="cp1252", newline="\n", folder="export/")
    assert shown(judge_book(french)) == shown(judge_book(book()))


def test_the_spoiled_return_is_worth_the_trouble():
    assert len(judge_book(spoiled()).constats) == 13
