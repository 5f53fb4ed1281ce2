"""S rules: the file can be read, and has the sheets, columns and fields of the template, each once."""

import datetime

import pytest

from tests.making.files import csv_zip, make
from tests.making.returns import valid_return
from tests.making.shape import HEADERS, LABELS
from tests.rules.cases import as_is, both, boundary, fails, judge_all, judge_book, passes, places, put

AV, AI, PART, GOUV = "aller_vers", "actions_innovantes", "partenaires", "gouvernance"
NOTES = ("S07", "Notes internes", None, None, None)
REFUSED = ("S01", None, None, None, None)


def unknown_sheet(grid):
    return lambda book: book.add_sheet("Notes internes", grid)


def column(sheet, header, values=None):
    return lambda book: book.add_column(sheet, header, values)


def second_sheet(label):
    return lambda book: book.add_sheet(label, [["siret"], ["n'importe quoi"]])


def above(label, *rows):
    """Rows above the header of a table."""

    def change(book):
        grids = book.grids()
        return make({**grids, label: [*map(list, rows), *grids[label]]})

    return change


def elsewhere(sheet, label, rows=1):
    """The header of a table and some of its rows on a sheet of another name."""

    def change(book):
        header = HEADERS[sheet]
        return book.add_sheet(
            label, [header, *([row.get(name) for name in header] for row in book.rows[sheet][:rows])]
        )

    return change


MARCH = datetime.date(2023, 3, 1)
PARTNER = ["30000000700017", "Structure 1", "association", MARCH]

CASES = [
    passes("S01", "a workbook", as_is),
    passes("S01", "an OpenDocument one", as_is, container="ods"),
    passes("S01", "a zip of CSV", as_is, container="zip"),
    boundary("S01", "a truncated workbook", lambda book: make(book)[:-200], REFUSED),
    boundary("S01", "an empty file", lambda book: b"", REFUSED),
    fails("S01", "a PDF", lambda book: b"%PDF-1.7\n%...", REFUSED),
    passes("S02", "the six sheets", as_is),
    boundary("S02", "a table with its header only", lambda book: book.clear(GOUV)),
    boundary("S02", "a name by key", lambda book: book.rename_sheet("synthese", "SYNTHESE ")),
    fails(
        "S02", "one is missing", lambda book: book.drop_sheet(GOUV), ("S02", "Gouvernance", None, None, None)
    ),
    fails(
        "S02",
        "identification is missing",
        lambda book: book.drop_sheet("identification"),
        ("S02", "Identification", None, None, None),
    ),
    fails(
        "S02",
        "two are, and an unknown one is there",
        lambda book: book.drop_sheet(AV).rename_sheet("synthese", "Synthèses"),
        ("S02", "Aller-vers", None, None, None),
        ("S02", "Synthèse", None, None, None),
        ("S07", "Synthèses", None, None, None),
    ),
    passes("S03", "every column", as_is),
    boundary("S03", "an optional one may be absent", lambda book: book.drop_column(PART, "date_sortie")),
    fails(
        "S03",
        "one is missing",
        lambda book: book.drop_column(AV, "modalite"),
        ("S03", "Aller-vers", "modalite", None, None),
    ),
    fails(
        "S03",
        "two are missing",
        lambda book: book.drop_column(AI, "frein").drop_column(AI, "public"),
        ("S03", "Actions innovantes", "frein", None, None),
        ("S03", "Actions innovantes", "public", None, None),
    ),
    passes("S04", "no other column", as_is),
    boundary("S04", "a header that is a missing word is no header", column(AV, "n.d.", {0: "x"})),
    fails(
        "S04",
        "an unknown column",
        column(AV, "Observations", {0: "x"}),
        ("S04", "Aller-vers", "Observations", 1, "O1"),
    ),
    fails(
        "S04",
        "an unknown field",
        put("identification", Référent="M. X"),
        ("S04", "Identification", "champ", 11, "A11"),
    ),
    passes("S05", "the version in force", as_is),
    boundary("S05", "as a number", put("identification", modele=1)),
    boundary(
        "S05",
        "with a decimal",
        put("identification", modele="1.0"),
        ("S05", "Identification", "modele", 2, "B2"),
    ),
    fails(
        "S05",
        "the next version",
        put("identification", modele="2"),
        ("S05", "Identification", "modele", 2, "B2"),
    ),
    passes("S06", "each column once", as_is),
    boundary(
        "S06", "almost twice", column(GOUV, "Co-présidence"), ("S04", "Gouvernance", "Co-présidence", 1, "E1")
    ),
    fails("S06", "twice by key", column(GOUV, "Co présidée"), ("S06", "Gouvernance", "copresidee", 1, "E1")),
    fails(
        "S06",
        "a third one too",
        both(column(GOUV, "DATE"), column(GOUV, "date ")),
        ("S06", "Gouvernance", "date", 1, "E1"),
        ("S06", "Gouvernance", "date", 1, "F1"),
    ),
    fails("S06", "a second sheet", second_sheet("Partenaires_"), ("S06", "Partenaires", None, None, None)),
    passes("S07", "the six sheets only", as_is),
    boundary("S07", "an empty sheet raises nothing", unknown_sheet([[], [None, ""]])),
    boundary("S07", "nor does one with missing words only", unknown_sheet([["n.d.", "-"]])),
    fails(
        "S07", "a sheet of notes", unknown_sheet([["à revoir"]]), ("S07", "Notes internes", None, None, None)
    ),
    passes(
        "S10",
        "titles and a note above",
        above("Partenaires", ["Partenaires de la cité"], ["mis à jour le", MARCH]),
    ),
    passes("S10", "as many texts as columns", above("Gouvernance", ["Quand", "Quoi", "Avec qui", "Combien"])),
    boundary("S10", "two values", above("Partenaires", ["30000000700017", None, None, MARCH])),
    boundary(
        "S10",
        "three values, one a text that reads as a number",
        above("Partenaires", ["n.d.", "Structure 1", "association", "2 023"]),
        ("S10", "Partenaires", "nom", 1, "B1"),
    ),
    boundary("S10", "three values, one under no header", above("Gouvernance", [MARCH, "x", None, None, 3])),
    boundary("S10", "a row of totals", above("Aller-vers", ["Total", *[None] * 6, 120, 50, 25, 25])),
    fails(
        "S10",
        "each row of the table",
        above("Partenaires", PARTNER, ["Partenaires"], PARTNER),
        ("S10", "Partenaires", "siret", 1, "A1"),
        ("S10", "Partenaires", "siret", 3, "A3"),
    ),
    passes("S11", "a sheet of one's own", unknown_sheet([["Date", "Salle"], [MARCH, 3]]), NOTES),
    passes(
        "S11",
        "Synthèse on another sheet",
        unknown_sheet([["indicateur", "valeur"], ["partenaires", 3]]),
        NOTES,
    ),
    boundary("S11", "the header alone", elsewhere(PART, "Notes internes", rows=0), NOTES),
    boundary(
        "S11",
        "a note below the header",
        unknown_sheet([HEADERS[GOUV], ["rien ce trimestre"]]),
        NOTES,
    ),
    boundary(
        "S11",
        "one required column less",
        unknown_sheet([HEADERS[PART][:3], PARTNER[:3]]),
        NOTES,
    ),
    boundary(
        "S11",
        "the required columns alone, below a title",
        unknown_sheet([["Suite"], ["Structure", *HEADERS[PART][:4]], [None, *PARTNER]]),
        ("S11", "Notes internes", None, None, None),
    ),
    fails(
        "S11",
        "a second table",
        elsewhere(AV, "Aller-vers (suite)"),
        ("S11", "Aller-vers (suite)", None, None, None),
    ),
    fails(
        "S11",
        "the table itself under another name",
        lambda book: book.rename_sheet(AV, "Aller-vers 2023"),
        ("S02", "Aller-vers", None, None, None),
        ("S11", "Aller-vers 2023", None, None, None),
    ),
    passes("S08", "each field once", as_is),
    boundary(
        "S08",
        "another field by key is unknown",
        put("identification", **{"Code de cité": "x"}),
        ("S04", "Identification", "champ", 11, "A11"),
    ),
    fails(
        "S08",
        "twice",
        put("identification", **{"Nom Cité": "Angers"}),
        ("S08", "Identification", "champ", 11, "A11"),
    ),
    fails(
        "S08",
        "each occurrence after the first",
        put("identification", **{"Commentaire": "a", "commentaire ": "b"}),
        ("S08", "Identification", "champ", 11, "A11"),
        ("S08", "Identification", "champ", 12, "A12"),
    ),
]


@pytest.fixture(scope="module")
def judgements():
    return judge_all(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_structure_rule_finds_what_it_must_and_nothing_else(case, judgements):
    assert places(judgements[str(case)]) == list(case.expected)


def test_a_refused_file_says_nothing_of_itself():
    judgement = judge_book(b"not a workbook")
    assert (judgement.verdict, judgement.code_cite, judgement.trimestre, judgement.trimestre_lu) == (
        "rejetee",
        None,
        None,
        None,
    )


def test_of_a_template_that_is_not_supported_nothing_else_is_said():
    book = valid_return(modele="2", nom_cite="X", validee_etat=False)
    book.set("synthese", column="partenaires", value=99).drop_column(AV, "modalite").add_sheet(
        "Notes", [["x"]]
    )
    judgement = judge_book(book.set(AI, column="femmes", value=None).drop_sheet(GOUV))
    assert places(judgement) == [("S05", "Identification", "modele", 2, "B2")]
    assert (judgement.code_cite, judgement.trimestre) == ("cde-001", "2023-T4")


@pytest.mark.parametrize("container", ["ods", "zip"])
def test_the_default_return_is_the_same_in_every_container(container):
    assert places(judge_book(valid_return(), container)) == []


def test_every_sheet_of_the_template_is_asked_for():
    book = valid_return()
    for sheet in list(LABELS):
        book.drop_sheet(sheet)
    judgement = judge_book(book.add_sheet("Feuille 1", [["x"]]))
    assert places(judgement) == [
        *(("S02", label, None, None, None) for label in LABELS.values()),
        ("S07", "Feuille 1", None, None, None),
    ]


def test_a_row_above_the_header_says_where_it_belongs():
    [finding] = judge_book(above("Partenaires", PARTNER)(valid_return())).constats
    assert "sous la ligne de titres de la feuille « Partenaires »" in " ".join(finding.message.split())
    assert finding.valeur == "30000000700017"


def test_a_row_above_the_header_shows_no_personal_data():
    row = [None, "Mme Sow 06 12 34 56 78", "association", MARCH]
    [finding] = judge_book(above("Partenaires", row)(valid_return())).constats
    assert (finding.regle, finding.colonne, finding.valeur) == ("S10", "nom", None)


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_second_table_is_found_in_every_container(container):
    judgement = judge_book(elsewhere(AV, "Aller-vers (suite)")(valid_return()), container)
    assert [finding.regle for finding in judgement.constats] == ["S11"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_second_table_is_found_whatever_its_delimiter(delimiter):
    book = elsewhere(AV, "Aller-vers (suite)")(valid_return())
    judgement = judge_book(csv_zip(book, delimiter=delimiter))
    assert [finding.regle for finding in judgement.constats] == ["S11"]


def test_a_second_table_says_into_which_sheet_its_rows_belong():
    [finding] = judge_book(elsewhere(AI, "Suite")(valid_return())).constats
    assert "Copiez ces lignes dans la feuille « Actions innovantes »" in " ".join(finding.message.split())


def test_a_table_under_another_name_is_told_apart_from_a_second_one():
    lost, found = judge_book(valid_return().rename_sheet(AV, "Prospection")).constats
    assert "Votre fichier contient « Prospection »" in " ".join(lost.message.split())
    assert "Vouliez-vous dire « Aller-vers » ?" in " ".join(found.message.split())
