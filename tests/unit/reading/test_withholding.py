"""A cell with personal data leaves the worker empty; the rest of its row leaves as it is."""

import pytest

from orchestration.submissions.reading.result import Fact, State
from orchestration.submissions.reading.wire import dumps, loads
from tests.making.returns import valid_return
from tests.unit.reading.asking import facts, read, texts, values

WITHHELD = int(State.WITHHELD)
MAIL = "jean.dupont@orange.fr"


def with_mail(sheet, column, text=f"écrire à {MAIL}", row=0):
    return valid_return().set(sheet, column=column, value=text, row=row)


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
@pytest.mark.parametrize(
    ("sheet", "label", "column", "line", "cell"),
    [
        ("identification", "Identification", "nom_cite", 4, "B4"),
        ("identification", "Identification", "commentaire", 10, "B10"),
        ("partenaires", "Partenaires", "nom", 2, "B2"),
        ("aller_vers", "Aller-vers", "intitule", 2, "B2"),
        ("actions_innovantes", "Actions innovantes", "intitule", 2, "B2"),
    ],
)
def test_every_free_text_is_looked_at_in_every_container(sheet, label, column, line, cell, container):
    reading = read(with_mail(sheet, column), container)
    place = cell if container != "zip" else None
    assert reading.facts == [Fact("S09", label, column, line, place, "courriel")]
    cells = reading.sheets[sheet].columns[column]
    assert (cells.values[0], cells.states[0], cells.texts[0]) == (None, WITHHELD, None)


def test_nothing_of_it_crosses_the_pipe():
    payload = dumps(read(with_mail("aller_vers", "intitule", f"secret {MAIL} caché")))
    assert not [word for word in ("secret", "dupont", "orange", "caché") if word in payload.decode()]
    assert loads(payload).sheets["aller_vers"].columns["intitule"].states == [WITHHELD, 0]


def test_the_other_cells_of_the_row_and_of_the_column_stay():
    reading = read(with_mail("partenaires", "nom", row=1))
    assert texts(reading, "partenaires", "nom") == ["Structure 1", None, "Structure 3"]
    assert values(reading, "partenaires", "categorie") == ["france_travail", "mission_locale", "association"]


def test_every_such_cell_is_a_fact():
    book = with_mail("partenaires", "nom").set("partenaires", column="nom", value="0612345678", row=2)
    book.set("aller_vers", column="intitule", value=f"{MAIL} 06 12 34 56 78", row=1)
    assert [(fact.column, fact.cell, fact.value) for fact in read(book).facts] == [
        ("nom", "B2", "courriel"),
        ("nom", "B4", "telephone"),
        ("intitule", "B3", "courriel telephone"),
    ]


def test_a_number_cell_is_looked_at_too():
    book = valid_return().set("partenaires", column="nom", value=295109912611193)
    assert facts(read(book)) == [("S09", "Partenaires", "nom", 2, "B2")]


@pytest.mark.parametrize(
    ("sheet", "column"),
    [("aller_vers", "id_action"), ("aller_vers", "modalite"), ("identification", "code_cite")],
)
def test_what_is_no_free_text_is_not_looked_at(sheet, column):
    assert facts(read(with_mail(sheet, column))) == []


def test_a_column_that_is_there_twice_is_not_looked_at():
    book = with_mail("partenaires", "nom").add_column("partenaires", "Nom ", {0: MAIL})
    assert facts(read(book)) == [("S06", "Partenaires", "nom", 1, "F1")]


def test_a_row_that_is_no_data_is_not_looked_at():
    book = valid_return()
    book.rows["partenaires"].append({"nom": f"contact : {MAIL}"})
    assert facts(read(book)) == []
