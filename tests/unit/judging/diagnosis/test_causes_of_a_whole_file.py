"""The wrong quarter, another code page, a quotation mark, the row of codes: one thing in the file, many findings, one cause."""

import datetime

import pytest

from contracts.loading import load_contract
from tests.making.files import CONTAINERS, csv_zip, make
from tests.making.identifiers import qpv
from tests.making.returns import valid_return
from tests.making.shape import LABELS
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

CONTRACT = load_contract()
SIGNED = datetime.date(2024, 1, 12)
CODES = {
    (AV, "modalite"): "modalite_aller_vers",
    (PART, "categorie"): "categorie_partenaire",
    (AI, "frein"): "frein",
}


def of_another_quarter(declared="2023-T3"):
    """A return of the fourth quarter that says another one."""
    return valid_return().set(IDENT, column="trimestre", value=declared)


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_date_of_another_quarter_makes_the_quarter_the_likely_fault(container):
    found = findings(of_another_quarter(), container)
    assert [one.regle for one in found] == ["R03"] * 6
    [(cause, its)] = told(found).items()
    assert (cause.kind, its) == ("trimestre", found)
    assert plain(found[0].message) == (
        "Aucune action ni réunion n'est datée du 3e trimestre 2023, que déclare la remontée : toutes sont du 4e trimestre 2023. "
        "Est-ce le trimestre qui est faux ? Si oui, écrivez 2023-T4 dans « trimestre », feuille Identification. Sinon, corrigez "
        "les dates."
    )


def test_what_the_right_quarter_would_please_follows_from_it():
    book = valid_return(date_remontee=datetime.date(2023, 12, 31)).set(
        IDENT, column="trimestre", value="2024-T1"
    )
    book.set(PART, column="date_sortie", value=datetime.date(2023, 11, 30))
    book.set(SYN, column="partenaires", value=2)
    assert {one.regle for one in findings(book)} == {"I06", "R02", "R03", "R13"}
    assert (kinds(book), unexplained(book)) == (["trimestre"], [])


def test_partners_that_the_right_quarter_would_count_follow_from_it():
    book = (
        valid_return().set(IDENT, column="trimestre", value="2022-T4").set(SYN, column="partenaires", value=3)
    )
    assert "C01" in {one.regle for one in findings(book)}
    assert (kinds(book), unexplained(book)) == (["trimestre"], [])
    book.set(SYN, column="partenaires", value=4)
    assert (kinds(book), unexplained(book)) == (["trimestre"], ["C01"])


def test_what_no_quarter_would_please_stands_by_itself():
    book = valid_return(date_remontee=datetime.date(2024, 3, 1)).set(
        IDENT, column="trimestre", value="2023-T3"
    )
    book.set(AV, column="code_qpv", value="QP000000")
    assert (kinds(book), unexplained(book)) == (["trimestre"], ["I06", "R02"])


def test_a_code_of_the_other_generation_follows_from_the_quarter():
    book = valid_return(quarter="2024-T1", date_remontee=datetime.date(2024, 1, 31))
    book.set(IDENT, column="trimestre", value="2023-T4")
    assert "QN" in qpv("cde-001", "2024-T1")
    assert {one.regle for one in findings(book)} == {"R02", "R03"}
    assert kinds(book) == ["trimestre"] and unexplained(book) == []


@pytest.mark.parametrize("sheet", [GOUV, AV, AI])
def test_one_row_of_another_quarter_is_one_row(sheet):
    column = "date" if sheet == GOUV else "date_debut"
    book = valid_return().set(sheet, column=column, value=datetime.date(2023, 7, 3))
    if sheet != GOUV:
        book.set(sheet, column="date_fin", value=None)
    assert (kinds(book), unexplained(book)) == ([], ["R03"])


def test_one_date_alone_does_not_put_the_quarter_in_doubt():
    book = of_another_quarter().clear(AI, GOUV)
    book.drop_row(AV, 1)
    assert (kinds(book), unexplained(book)) == ([], ["R03"])


def test_dates_of_several_other_quarters_name_none():
    book = of_another_quarter("2023-T1")
    for sheet, column in ((AV, "date_debut"), (GOUV, "date")):
        book.set(sheet, column=column, value=datetime.date(2023, 8, 1))
    assert kinds(book) == []


def is_misread(written):
    """Whether bytes are taken for Windows-1252: some have no letter there, and a file with them is refused."""
    try:
        return bool(written.decode("cp1252"))
    except UnicodeDecodeError:
        return False


def labelled(encoding="utf-8"):
    """A return that writes labels where the template has lists, accents included, such as this encoding can be misread."""
    book = valid_return()
    for (sheet, column), codelist in CODES.items():
        codes = CONTRACT.reference.codelists[codelist]
        accented = [
            one for one in codes if not one.label.isascii() and is_misread(one.label.encode(encoding))
        ]
        for number, row in enumerate(book.rows[sheet]):
            row[column] = accented[number % len(accented)].label
    return book


@pytest.mark.parametrize("encoding", ["cp850", "cp437"])
def test_a_csv_in_another_code_page_is_told_to_be_saved_as_utf_8(encoding):
    data = csv_zip(labelled(encoding), encoding=encoding)
    found = findings(data)
    assert {one.regle for one in found} == {"I04", "T04"}
    [(cause, its)] = told(found).items()
    assert (cause.kind, its) == ("encodage", found)
    assert "CSV UTF-8" in cause.remedy.replace("\u00a0", " ")


@pytest.mark.parametrize("container", CONTAINERS)
def test_utf_8_read_as_windows_1252_is_told_in_every_container(container):
    book = labelled()
    for sheet, column in CODES:
        for row in book.rows[sheet]:
            row[column] = row[column].encode().decode("cp1252", "replace").replace("\ufffd", "?")
    assert kinds(book, container) == ["encodage" if container == "zip" else "encodage_classeur"]


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_letters_that_were_lost_are_told(sign):
    book = labelled()
    for sheet, column in CODES:
        for row in book.rows[sheet]:
            row[column] = "".join(c if c.isascii() else sign for c in row[column])
    assert kinds(book) == ["encodage_classeur"] and unexplained(book) == []


@pytest.mark.parametrize("word", ["inconnu ?", "Café", "Forum de l'emploi à côté", "Š…"])
def test_a_word_that_is_not_listed_is_no_other_code_page(word):
    book = valid_return().set(AV, column="modalite", value=word)
    assert (kinds(book), unexplained(book)) == ([], ["T04"])


def torn(member, old, new):
    """A zip of CSV with one change in the text of a member."""
    import io
    import zipfile

    given = zipfile.ZipFile(io.BytesIO(csv_zip(valid_return())))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in given.namelist():
            text = given.read(name).decode()
            assert name != member or old in text
            archive.writestr(name, text.replace(old, new) if name == member else text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Rencontre n° 1", '"Rencontre n° 1', 2),
        ("Rencontre n° 2", '"Rencontre n° 2', 3),
        ("AV-001", '"AV-001', 2),
        ("Rencontre n° 1;forum", '"Rencontre n° 1;"forum"', 2),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_with_its_line(old, new, line):
    found = findings(torn("Aller-vers.csv", old, new))
    causes = told(found)
    assert [cause.kind for cause in causes] == ["guillemet"]
    assert f"ligne {line} de « Aller-vers »" in plain(next(iter(causes)).found)
    assert [one.regle for one in found if one.cause is None] == []


def test_in_a_sheet_of_two_columns_all_that_is_missing_follows():
    found = findings(torn("Identification.csv", "etp_coordination;1,5", 'etp_coordination;"1,5'))
    assert [cause.kind for cause in told(found)] == ["guillemet"]
    assert [one.regle for one in found if one.cause is None] == []


def test_quoted_texts_with_line_breaks_and_marks_are_as_they_should_be():
    book = (
        valid_return()
        .set(AV, column="intitule", value='Café "emploi"\n; suite')
        .set(AV, column="femmes", value=None)
    )
    assert kinds(book, "zip") == []


def with_titles(drop=(), label="*"):
    """A return laid out like the template: labels above the codes; the codes are dropped from some sheets."""
    grids = {}
    for name, grid in valid_return().grids().items():
        sheet = next(code for code, said in LABELS.items() if said == name)
        labels = CONTRACT.submission.by_name[sheet]
        above = (
            [[f"{column.label}\u00a0{label}" for column in labels.columns]]
            if labels.layout == "lignes"
            else []
        )
        grids[name] = [["Remontée"], [], *above, *(grid[1:] if sheet in drop else grid)]
    return grids


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("sheet", list(LABELS))
def test_the_grey_row_that_was_deleted_is_named(sheet, container):
    found = findings(make(with_titles([sheet]), container), container)
    assert {one.regle for one in found} <= {"S02", "S03", "S04", "C05"}
    assert [one.regle for one in found if one.cause is None] == []
    [(cause, _)] = told(found).items()
    assert cause.kind == "ligne_grise"
    assert f"à la ligne {4 if sheet in (PART, GOUV, AV, AI) else 3}" in cause.remedy
    assert "grise" in next(one for one in found if one.cause).message


def test_a_sheet_that_is_not_there_has_lost_no_row():
    assert kinds(valid_return().drop_sheet(AV)) == []


def test_titles_above_the_codes_are_no_fault():
    assert findings(make(with_titles())) == []
