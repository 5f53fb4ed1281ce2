"""Merged cells, formulas without a stored value and changed formats are told as such, in both kinds of workbook."""

import datetime
import io
import re
import zipfile

import openpyxl
import pytest

from orchestration.submissions.reading.observing import look
from tests.making.files import CONTAINERS, make
from tests.making.returns import valid_return
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

SHEETS = {
    AV: "Aller-vers",
    AI: "Actions innovantes",
    PART: "Partenaires",
    SYN: "Synthèse",
    IDENT: "Identification",
}
MARK = "@@"


def edited(change, book=None):
    """An .xlsx changed by another program: `change` gets the workbook."""
    workbook = openpyxl.load_workbook(io.BytesIO(make(book or valid_return())))
    change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def rewritten(data, *changes):
    """An .ods whose `content.xml` is changed, pattern by pattern."""
    given = zipfile.ZipFile(io.BytesIO(data))
    content = given.read("content.xml").decode()
    for pattern, replacement in changes:
        content, number = re.subn(pattern, replacement, content, flags=re.DOTALL)
        assert number == 1
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, content if name == "content.xml" else given.read(name))
    return buffer.getvalue()


def merged_xlsx(sheet, cells):
    return edited(lambda workbook: workbook[SHEETS[sheet]].merge_cells(cells))


def merged_ods():
    """The leads of two actions in one cell."""
    book = valid_return().set(AV, column="siret_porteur", value=MARK, row=0)
    book.set(AV, column="siret_porteur", value=MARK * 2, row=1)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    spanning = '<table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    siret = valid_return().get(AV, column="siret_porteur")
    return rewritten(
        make(book, "ods"),
        (re.escape(cell.format(MARK)), spanning.format(siret)),
        (re.escape(cell.format(MARK * 2)), "<table:covered-table-cell/>"),
    )


@pytest.mark.parametrize("data", [merged_xlsx(AV, "G2:G3"), merged_ods()], ids=["xlsx", "ods"])
def test_a_cell_under_a_merged_one_is_said_to_be_merged(data):
    [finding] = findings(data)
    assert (finding.regle, finding.cellule) == ("T01", "G3")
    assert plain(finding.message) == (
        "Des cellules de la feuille « Aller-vers » sont fusionnées (G2:G3) : seule la première garde une valeur, les autres sont "
        "vides et l'on ne peut rien y écrire. Annulez la fusion, puis écrivez la valeur dans chacune de ces cellules."
    )


@pytest.mark.parametrize(
    ("sheet", "cells", "rules"),
    [
        (PART, "C2:C4", ["T01", "T01"]),
        (AI, "C2:D3", ["T01", "T01", "T01"]),
        (SYN, "A3:B3", ["T01"]),
        (IDENT, "A3:B3", ["T01"]),
    ],
)
def test_every_sheet_may_have_merged_cells(sheet, cells, rules):
    data = merged_xlsx(sheet, cells)
    assert [one.regle for one in findings(data)] == rules
    assert (kinds(data), unexplained(data)) == (["fusion"], [])


def test_merged_cells_elsewhere_do_not_matter():
    data = edited(
        lambda workbook: workbook["Aller-vers"].merge_cells("F2:F3"),
        valid_return().set(AV, column="femmes", value=None),
    )
    assert (kinds(data), unexplained(data)) == ([], ["T01"])


def formulas_xlsx(sheet, *cells):
    def change(workbook):
        for cell in cells:
            workbook[SHEETS[sheet]][cell] = "=1+1"

    return edited(change)


def formulas_ods():
    book = valid_return().set(AV, column="femmes", value=MARK)
    cell = f'<table:table-cell office:value-type="string"><text:p>{MARK}</text:p></table:table-cell>'
    return rewritten(make(book, "ods"), (re.escape(cell), '<table:table-cell table:formula="of:=1+1"/>'))


@pytest.mark.parametrize("data", [formulas_xlsx(AV, "J2"), formulas_ods()], ids=["xlsx", "ods"])
def test_a_formula_without_a_stored_value_is_told_to_be_saved(data):
    [finding] = findings(data)
    assert (finding.regle, finding.cellule) == ("T01", "J2")
    assert "Ouvrez le fichier dans votre tableur" in finding.message and "enregistrez-le" in finding.message


def test_all_the_formulas_of_a_sheet_are_one_cause():
    data = formulas_xlsx(SYN, *(f"B{row}" for row in range(2, 8)))
    found = findings(data)
    assert [one.regle for one in found] == ["T01"] * 6
    [(cause, its)] = told(found).items()
    assert its == found and cause.is_one
    assert found[1].message.startswith("Suite des formules sans résultat")


def error_xlsx():
    def change(workbook):
        workbook["Aller-vers"]["J2"] = "#REF!"
        assert workbook["Aller-vers"]["J2"].data_type == "e"

    return edited(change)


@pytest.mark.parametrize(
    ("data", "container", "shown"),
    [
        (error_xlsx(), "xlsx", "#REF!"),
        (make(valid_return().set(AV, column="femmes", value="#VALEUR !"), "ods"), "ods", "#VALEUR !"),
        (make(valid_return().set(AV, column="femmes", value="Err :508"), "zip"), "zip", "Err :508"),
    ],
    ids=["xlsx", "ods", "csv"],
)
def test_a_cell_that_shows_an_error_is_told_as_one_and_asks_for_no_zero(data, container, shown):
    [finding] = findings(data, container)
    assert finding.regle == "T01" and finding.cause is not None and finding.cause.kind == "erreurs"
    assert plain(finding.message) == (
        f"Là où une valeur est attendue, la feuille « Aller-vers » affiche une erreur de formule ({shown}) : rien n'y est lu. "
        "Corrigez la formule, ou écrivez la valeur à sa place."
    )


def test_an_empty_cell_is_just_empty():
    book = valid_return().set(AV, column="femmes", value=None)
    for container in CONTAINERS:
        [finding] = findings(book, container)
        assert finding.cause is None and "Renseignez cette valeur" in finding.message


def test_a_valid_file_is_never_looked_at_twice(monkeypatch):
    monkeypatch.setattr(look, "_looked", lambda *_: pytest.fail("looked at"))
    assert [findings(valid_return(), container) for container in CONTAINERS] == [[]] * 3


def test_a_large_file_is_not_looked_at_twice(monkeypatch):
    monkeypatch.setattr(look, "_LARGEST", 100)
    assert kinds(merged_xlsx(AV, "G2:G3")) == []


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("sheet", "column"),
    [(AV, "personnes_rencontrees"), (AI, "cout_total"), (GOUV, "structures_presentes"), (SYN, "partenaires")],
)
def test_a_number_in_a_cell_formatted_as_a_date_is_told_by_its_format(sheet, column, container):
    book = valid_return().set(sheet, column=column, value=datetime.date(1900, 1, 24))
    [finding] = [one for one in findings(book, container) if one.regle == "T02"]
    assert "format de date" in finding.message and "«\u00a0Nombre\u00a0»" in finding.message


@pytest.mark.parametrize("text", ["36:00:00", "12:30"])
def test_a_time_is_a_format_too(text):
    assert kinds(valid_return().set(AV, column="personnes_rencontrees", value=text)) == ["format_date"]


def test_a_word_where_a_number_is_due_has_no_format():
    assert kinds(valid_return().set(AV, column="personnes_rencontrees", value="douze")) == []


@pytest.mark.parametrize("container", CONTAINERS)
def test_a_date_in_a_cell_formatted_as_a_number_is_told_by_its_format(container):
    [finding] = findings(valid_return().set(GOUV, column="date", value=45251), container)
    assert (finding.regle, finding.cause.kind) == ("T03", "format_nombre")


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("300000007", "siren"),
        ("300 000 007", "siren"),
        ("7,75E+13", "exposant"),
        ("3,00000005E+13", "exposant"),
        ("7.75e13", "exposant"),
        ("77567500000000", "chiffres_perdus"),
        ("3000000050001", None),
        ("Mission locale", None),
        ("00000000000000", None),
    ],
)
@pytest.mark.parametrize(("sheet", "column"), [(PART, "siret"), (AV, "siret_porteur"), (AI, "siret_porteur")])
def test_what_a_spreadsheet_did_to_a_siret_is_told(sheet, column, text, kind, container):
    book = valid_return().set(sheet, column=column, value=text, row=0)
    found = [one for one in findings(book, container) if one.colonne == column and one.ligne == 2]
    assert [one.regle for one in found] == ["R01"]
    assert [one.cause.kind if one.cause else None for one in found] == [kind]


def test_each_siren_tells_what_it_is():
    book = (
        valid_return()
        .set(PART, column="siret", value="300000007")
        .set(PART, column="siret", value="300000015", row=2)
    )
    found = findings(book)
    [(cause, its)] = told(found).items()
    assert len(its) == 2 and not cause.is_one
    assert all("sont un SIREN" in one.message and one.valeur in one.message for one in its)
