"""A line that is no action, no partner and no meeting is told as one line, and a real one never is."""

import pytest

from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
from tests.making.shape import HEADERS
from tests.making.shape import LABELS as LABELS_OF_SHEETS
from tests.unit.judging.diagnosis.telling import AI, AV, GOUV, PART, findings, kinds, plain, told, unexplained

NUMBERS = [
    "personnes_rencontrees",
    "nouveaux_beneficiaires",
    "femmes",
    "hommes",
    "moins_26_ans",
    "de_26_a_49_ans",
]
NUMBERS += ["de_50_ans_et_plus"]
LABELS = {"femmes": "Dont femmes *", "hommes": "Dont hommes *", "date_debut": "Date de début *"}


def with_line(book, sheet, **values):
    """A return with one more line under a table, holding these values alone; the totals are those without it."""
    totals = book.totals()
    book.rows[sheet].append(values)
    for name, value in totals.items():
        book.set("synthese", column=name, value=value)
    return book


def sums(book, *names):
    return {name: sum(row[name] for row in book.rows[AV]) for name in names}


def a_totals_row(**more):
    book = valid_return()
    return with_line(book, AV, **sums(book, *NUMBERS), **more)


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_totals_row_without_a_label_is_one_cause(container):
    found = findings(a_totals_row(), container)
    rules = [one.regle for one in found]
    assert rules == ["T01"] * 6 + ["C03", "C04"]
    [(cause, its)] = told(found).items()
    assert its == found
    assert plain(cause.heading) == "Aller-vers, ligne 4 : est-ce une ligne de totaux ?"
    assert plain(found[0].message) == (
        "Pour la ligne 4, les nombres sont la somme des lignes qui précèdent : est-ce une ligne de totaux ? Si oui, retirez la "
        "ligne 4 : les totaux se déclarent dans la seule feuille Synthèse. Sinon, complétez ce qui manque."
    )
    assert plain(found[1].message) == (
        "Suite de la ligne 4 : « Intitulé de l'action » est obligatoire, mais la valeur manque."
    )
    assert not any("Renseignez" in one.message for one in found)


@pytest.mark.parametrize(
    "label", ["Sous-total", "Sous total QPV", "S/Total", "ss-total", "ENSEMBLE", "Cumul", "Somme :"]
)
def test_a_row_of_totals_is_known_by_its_label(label):
    book = a_totals_row(intitule=label)
    assert kinds(book) == ["totaux_exacts"]
    assert unexplained(book) == []


@pytest.mark.parametrize("label", ["S/T général", "Q. Nord", "À reporter"])
def test_a_row_of_exact_sums_is_one_whatever_it_is_called(label):
    book = a_totals_row(intitule=label)
    assert (kinds(book), unexplained(book)) == (["totaux_exacts"], [])


def test_an_action_that_is_named_like_the_others_is_none_though_its_numbers_are_sums():
    assert kinds(a_totals_row(id_action="AV-999")) == []


def test_a_count_of_actions_in_the_first_column_is_no_identifier():
    assert kinds(a_totals_row(id_action=2)) == ["totaux_exacts"]


def test_subtotals_in_the_middle_are_told_together():
    book = valid_return()
    totals = book.totals()
    rows = book.rows[AV]
    subtotals = [{"id_action": "Sous-total", **{name: row[name] for name in NUMBERS}} for row in rows]
    book.rows[AV] = [rows[0], subtotals[0], rows[1], subtotals[1]]
    for name, value in totals.items():
        book.set("synthese", column=name, value=value)
    [(cause, found)] = told(findings(book)).items()
    assert cause.kind == "totaux_exacts" and "lignes\u00a03 et 5" in cause.heading
    assert unexplained(book) == []
    assert {one.ligne for one in found if one.feuille == "Aller-vers"} == {3, 5}


def test_numbers_that_are_no_sums_are_asked_about_all_the_same():
    book = with_line(valid_return(), AV, personnes_rencontrees=7)
    assert kinds(book) == ["totaux"]


def test_a_total_that_is_wrong_even_without_the_line_stands_by_itself():
    book = a_totals_row().set("synthese", column="nouveaux_beneficiaires", value=99)
    assert unexplained(book) == ["C04"]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("sheet", [AV, AI, PART, GOUV])
def test_titles_said_again_are_one_line_to_take_out(sheet, container):
    book = with_line(valid_return(), sheet, **{name: name for name in HEADERS[sheet]})
    [(cause, found)] = told(findings(book, container)).items()
    assert cause.kind == "titres_repetes"
    assert plain(cause.remedy) == f"Retirez la ligne {len(book.rows[sheet]) + 1}."
    assert unexplained(book, container) == []
    assert len(found) == len(findings(book, container))


def test_the_labels_of_the_columns_are_titles_too():
    assert kinds(with_line(valid_return(), AV, **LABELS)) == ["titres_repetes"]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("sheet", "note"),
    [
        (AV, {"id_action": "Remarque :", "intitule": "chiffres provisoires"}),
        (AV, {"modalite": "voir aussi", "code_qpv": "le trimestre passé"}),
        (AI, {"intitule": "à compléter", "frein": "par la Mission locale"}),
        (PART, {"siret": "NB", "nom": "liste mise à jour en octobre"}),
        (GOUV, {"instance": "réunion reportée", "copresidee": "à janvier"}),
    ],
)
def test_a_note_over_two_cells_is_one_line_to_take_out(sheet, note, container):
    book = with_line(valid_return(), sheet, **note)
    [(cause, _)] = told(findings(book, container)).items()
    assert cause.kind == "remarque"
    assert unexplained(book, container) == []


def test_notes_one_below_the_other_are_told_together():
    book = with_line(valid_return(), AV, id_action="NB", intitule="a")
    book.rows[AV].append({"id_action": "NB", "intitule": "b"})
    [(cause, _)] = told(findings(book)).items()
    assert "lignes\u00a04 et 5" in cause.heading


def changed(**values):
    book = valid_return()
    for name, value in values.items():
        book.set(AV, column=name, value=value)
    return book


@pytest.mark.parametrize(
    "book",
    [
        changed(id_action=None, intitule=None),
        changed(id_action=None, intitule=None, modalite=None, code_qpv=None, siret_porteur=None),
        changed(id_action=None, intitule=None, modalite=None, code_qpv=None, date_debut=None),
        changed(intitule="Ensemble vers l'emploi", femmes=None, code_qpv=None),
        changed(code_qpv=None, date_debut=None, siret_porteur=None),
    ],
    ids=["no name", "a date alone", "a SIRET alone", "called « Ensemble »", "named, without dates"],
)
def test_a_real_action_is_never_a_line_to_take_out(book):
    assert kinds(book) == []
    assert all("etirez" not in one.message for one in findings(book) if one.regle.startswith("T"))


def test_an_action_that_was_begun_is_no_note():
    book = valid_return()
    book.rows[AV].append({"id_action": "AV-003", "intitule": "Rencontre n° 3"})
    assert kinds(book) == []


def test_personal_data_in_a_note_keep_their_own_message():
    book = with_line(valid_return(), AV, id_action="NB", intitule="appeler le 06 12 34 56 78")
    found = findings(book)
    assert [one.cause for one in found if one.regle == "S09"] == [None]
    assert kinds(book) == ["remarque"]


def test_a_title_above_the_header_is_none_of_it():
    grids = valid_return().grids()
    titled = {name: [["Remontée", "du trimestre"], [], *grid] for name, grid in grids.items()}
    assert findings(make(titled)) == []


@pytest.mark.parametrize("container", CONTAINERS)
def test_rows_above_the_titles_are_one_cause(container):
    grids = valid_return().grids()
    header, *rows = grids[LABELS_OF_SHEETS[AV]]
    grids[LABELS_OF_SHEETS[AV]] = [*rows, header]
    found = findings(make(grids, container), container)
    assert {one.regle for one in found} == {"S10"}
    [(cause, its)] = told(found).items()
    assert (cause.kind, its) == ("au_dessus", found)
    assert plain(found[0].message).startswith(
        "Au-dessus de la ligne de titres de la feuille « Aller-vers », rien n'est lu"
    )
    assert plain(found[1].message).startswith("Suite des lignes au-dessus des titres : ")
    assert "Remettez" not in found[1].message


def test_one_row_above_the_titles_speaks_for_itself():
    grids = valid_return().grids()
    header, first, *rows = grids[LABELS_OF_SHEETS[AV]]
    grids[LABELS_OF_SHEETS[AV]] = [first, header, *rows]
    assert [(one.regle, one.cause) for one in findings(make(grids))] == [("S10", None)]
