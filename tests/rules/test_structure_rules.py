"""S rules: the file can be read, and has the sheets, columns and fields of the template, each once."""

import pytest

from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.shape import LABELS
from tests.rules.cases import as_is, both, boundary, fails, judge_all, judge_book, passes, places, put

AV, AI, PART, GOUV = "aller_vers", "actions_innovantes", "partenaires", "gouvernance"
REFUSED = ("S01", None, None, None, None)


def unknown_sheet(grid):
    return lambda book: book.add_sheet("Notes internes", grid)


def column(sheet, header, values=None):
    return lambda book: book.add_column(sheet, header, values)


def second_sheet(label):
    return lambda book: book.add_sheet(label, [["siret"], ["n'importe quoi"]])


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
