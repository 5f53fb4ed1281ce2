"""Values in the wrong column are told as what happened to the columns, not as so many wrong values."""

import datetime
import io
import zipfile

import pytest

from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
from tests.making.shape import HEADERS, LABELS
from tests.unit.judging.diagnosis.telling import (
    AI,
    AV,
    GOUV,
    IDENT,
    PART,
    SYN,
    findings,
    kinds,
    plain,
    told,
    unexplained,
)


def exchanged(sheet, one, other, rows=None):
    book = valid_return()
    for number, row in enumerate(book.rows[sheet]):
        if rows is None or number in rows:
            row[one], row[other] = row[other], row[one]
    return book


@pytest.mark.parametrize("container", CONTAINERS)
def test_siret_and_name_exchanged_are_one_cause(container):
    book = exchanged(PART, "siret", "nom")
    found = findings(book, container)
    assert [one.regle for one in found] == ["R01"] * 3
    assert list(told(found).values()) == [found]
    assert plain(found[0].message) == (
        "Pour les lignes 2 à 4, « Numéro SIRET » et « Nom du partenaire » sont inversés : chacun contient ce qui est attendu "
        "dans l'autre. Échangez-les, pour les lignes 2 à 4."
    )
    assert plain(found[1].message).startswith(
        "Suite de l'inversion : « Structure 2 » n'est pas un numéro SIRET valable"
    )


@pytest.mark.parametrize(
    ("sheet", "one", "other"),
    [
        (PART, "categorie", "nom"),
        (AV, "modalite", "code_qpv"),
        (AV, "code_qpv", "date_debut"),
        (AI, "frein", "public"),
        (AI, "date_debut", "siret_porteur"),
        (GOUV, "date", "instance"),
        (GOUV, "copresidee", "structures_presentes"),
    ],
)
def test_any_two_columns_may_be_exchanged(sheet, one, other):
    book = exchanged(sheet, one, other)
    assert kinds(book) == ["inversion"]


def test_one_row_may_be_exchanged_alone():
    [(cause, _)] = told(findings(exchanged(PART, "siret", "nom", rows=[1]))).items()
    assert "ligne\u00a03" in cause.heading


def test_a_title_that_is_called_like_a_code_is_not_exchanged():
    book = valid_return().set(AV, column="intitule", value="Porte-à-porte")
    assert kinds(book.set(AV, column="modalite", value="du porte à porte")) == []


def test_a_siret_alone_in_a_name_is_not_exchanged():
    book = valid_return()
    book.set(PART, column="nom", value=book.get(PART, column="siret"))
    assert kinds(book.set(PART, column="siret", value=None)) == []


def shifted(sheet, first, by, rows=(0,)):
    """A row whose values from a column on stand one column to the right, or to the left."""
    book = valid_return()
    names = HEADERS[sheet]
    start = names.index(first)
    for number in rows:
        values = [book.rows[sheet][number][name] for name in names]
        moved = (
            [*values[:start], None, *values[start:-1]]
            if by > 0
            else [*values[:start], *values[start + 1 :], None]
        )
        book.rows[sheet][number] = dict(zip(names, moved, strict=True))
    return book


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("sheet", "first", "by", "side"),
    [
        (AV, "modalite", 1, "droite"),
        (AV, "code_qpv", 1, "droite"),
        (AV, "id_action", 1, "droite"),
        (AV, "modalite", -1, "gauche"),
        (AI, "frein", 1, "droite"),
        (AI, "public", -1, "gauche"),
        (GOUV, "date", 1, "droite"),
    ],
)
def test_a_shifted_row_is_one_cause(sheet, first, by, side, container):
    book = shifted(sheet, first, by)
    found = findings(book, container)
    its = [cause for cause in told(found) if cause.kind == "decalage"]
    assert len(its) == 1
    assert f"décalées d'une colonne vers la {side}" in its[0].found
    assert [one.regle for one in found if one.cause is None and one.feuille == LABELS[sheet]] == []


def test_rows_shifted_alike_are_told_together():
    causes = told(findings(shifted(AV, "modalite", 1, rows=(0, 1))))
    assert [cause.kind for cause in causes] == ["decalage"]
    assert "lignes\u00a02 et 3" in next(iter(causes)).heading


@pytest.mark.parametrize(
    ("sheet", "first", "by", "rows"),
    [
        (AV, "id_action", 1, (0, 1)),
        (AV, "modalite", 1, (0,)),
        (AV, "code_qpv", -1, (0, 1)),
        (AI, "frein", 1, (0,)),
    ],
)
def test_a_total_that_is_right_once_the_shift_is_taken_back_follows_from_it(sheet, first, by, rows):
    declared = valid_return().totals()
    book = shifted(sheet, first, by, rows)
    for name, value in declared.items():
        book.set(SYN, column=name, value=value)
    assert unexplained(book) == []


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_text_in_two_cells_is_one_value_too_many(container):
    book = shifted(AV, "modalite", 1).set(AV, column="modalite", value="spéciale n° 1")
    for name, value in valid_return().totals().items():
        book.set(SYN, column=name, value=value)
    assert (kinds(book, container), unexplained(book, container)) == (["valeur_de_trop"], [])
    [(cause, _)] = told(findings(book, container)).items()
    assert plain(cause.found).startswith(
        "Pour la ligne 2, « Modalité d'aller-vers » contient une valeur de trop"
    )


def test_a_text_with_the_delimiter_of_its_csv_is_told_to_be_quoted():
    book = valid_return().set(AV, column="intitule", value="Action MARK spéciale")
    members = {}
    with zipfile.ZipFile(io.BytesIO(make(book, "zip"))) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name).replace(b"MARK", b";")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    [(cause, its)] = told(findings(buffer.getvalue(), "zip")).items()
    assert cause.kind == "valeur_de_trop" and "guillemets" in cause.remedy and len(its) > 5


def test_a_total_that_is_wrong_by_itself_does_not_follow_from_a_shift():
    book = shifted(AV, "id_action", 1).set(SYN, column="nouveaux_beneficiaires", value=1234)
    [alone] = [one for one in findings(book) if one.cause is None]
    assert (alone.regle, alone.valeur) == ("C04", "1234")


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_value_in_the_next_cell_that_refuses_it_is_found(container):
    book = valid_return()
    code = book.get(AV, column="code_qpv")
    book.set(AV, column="code_qpv", value=None).set(AV, column="date_debut", value=code)
    found = findings(book, container)
    assert [(one.regle, one.colonne) for one in found] == [("T01", "code_qpv"), ("T03", "date_debut")]
    [(cause, its)] = told(found).items()
    assert (cause.kind, its) == ("voisine", found)
    assert "« Quartier prioritaire » semble écrite dans la colonne d'à côté (« Date de début »)" in plain(
        cause.found
    )


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("sheet", "row", "value", "beside"),
    [
        (IDENT, 5, datetime.date(2024, 1, 12), "C6"),
        (IDENT, 7, "oui", "C8"),
        (SYN, 3, 2, "C4"),
        (GOUV, 1, 8, "E2"),
    ],
)
def test_a_value_beside_the_table_is_found(sheet, row, value, beside, container):
    grids = {name: [list(line) for line in grid] for name, grid in valid_return().grids().items()}
    line = grids[LABELS[sheet]][row]
    line[-1:] = [None, value]
    found = findings(make(grids, container), container)
    [(cause, _)] = told(found).items()
    assert cause.kind == "voisine"
    assert unexplained(make(grids, container), container) == []
    assert container == "zip" or beside in cause.found


@pytest.mark.parametrize("text", ["à compléter", "Validée par l'État — oui ou non"])
def test_words_beside_an_empty_cell_are_no_value(text):
    grids = {name: [list(line) for line in grid] for name, grid in valid_return().grids().items()}
    grids["Identification"][7][1:] = [None, text]
    assert kinds(make(grids)) == []


def test_a_column_of_values_written_beside_is_one_cause():
    grids = {name: [list(line) for line in grid] for name, grid in valid_return().grids().items()}
    for line in grids["Identification"][1:]:
        line[-1:] = [None, line[-1]]
    [(cause, its)] = told(findings(make(grids))).items()
    assert (cause.kind, unexplained(make(grids))) == ("voisine", [])
    assert [one.cellule for one in its] == ["B2", "B3", "B5", "B6", "B8", "B9"]
    assert not any("Renseignez" in one.message for one in its)


def test_a_number_that_its_own_column_cannot_hold_is_the_siret_beside_it():
    book = valid_return()
    lead = book.get(AV, column="siret_porteur", row=1)
    book.set(AV, column="siret_porteur", value=None, row=1)
    book.set(AV, column="personnes_rencontrees", value=int(lead), row=1)
    [(cause, its)] = told(findings(book)).items()
    assert (cause.kind, [one.regle for one in its], unexplained(book)) == ("voisine", ["T01", "T06"], [])
