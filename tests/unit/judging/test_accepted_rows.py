"""Of the accepted returns every row is kept with its types; of all files every finding, never its value."""

import datetime

import pandas as pd

from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import Submitted, judge
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT
from tests.rules.reading import read

TODAY = datetime.date(2024, 8, 1)


def judged(*books):
    files = [
        Submitted(f"{number}.xlsx", f"print{number}", "2024", f"{number}", read(make(book), CONTRACT))
        for number, book in enumerate(books)
    ]
    return judge(files, CONTRACT, History(), TODAY)


def test_every_sheet_has_the_rows_of_the_accepted_returns_only():
    spoiled = valid_return("cde-002").set("aller_vers", column="femmes", value=12)
    tables = judged(valid_return(), spoiled, valid_return("cde-003", "2024-T1")).tables
    assert {
        name: list(zip(frame["empreinte"], frame["code_cite"], frame["trimestre"], strict=True))
        for name, frame in tables.items()
    } == {
        "identification": [("print0", "cde-001", "2023-T4"), ("print2", "cde-003", "2024-T1")],
        "partenaires": [("print0", "cde-001", "2023-T4")] * 3 + [("print2", "cde-003", "2024-T1")] * 3,
        "gouvernance": [("print0", "cde-001", "2023-T4")] * 2 + [("print2", "cde-003", "2024-T1")] * 2,
        "aller_vers": [("print0", "cde-001", "2023-T4")] * 2 + [("print2", "cde-003", "2024-T1")] * 2,
        "actions_innovantes": [("print0", "cde-001", "2023-T4")] * 2 + [("print2", "cde-003", "2024-T1")] * 2,
        "synthese": [("print0", "cde-001", "2023-T4"), ("print2", "cde-003", "2024-T1")],
    }


def test_a_row_keeps_its_values_and_its_place():
    row = judged(valid_return()).tables["actions_innovantes"].iloc[1]
    assert row["ligne"] == 3
    assert row["id_action"] == "AI-002"
    assert row["code_qpv"] is None
    assert row["date_debut"] == pd.Timestamp(2023, 10, 17)
    assert pd.isna(row["date_fin"])
    assert (row["cout_total"], row["beneficiaires"]) == (12500.5, 12)
    assert row["frein"] == "mobilite"


def test_records_have_no_row_number():
    tables = judged(valid_return()).tables
    assert tables["identification"]["ligne"].tolist() == [None]
    assert tables["synthese"]["ligne"].tolist() == [None]
    assert bool(tables["identification"]["validee_etat"].iloc[0]) is True


def test_the_cite_and_the_quarter_are_those_that_were_recognised():
    identification = judged(valid_return(code_cite="CDE 001", trimestre="T4 2023")).tables["identification"]
    assert identification[["code_cite", "trimestre"]].values.tolist() == [["cde-001", "2023-T4"]]


def test_findings_of_every_file_are_kept_without_value_or_message():
    unknown = valid_return(trimestre="jamais")
    wrong_quarter = valid_return(trimestre="2021-T4", code_cite="cde-999", nom_cite=None)
    findings = judged(valid_return(etp_coordination=4), unknown, wrong_quarter).findings
    assert findings.values.tolist() == [
        ["print0", "cde-001", "2023-T4", "P02", "alerte", "Identification", 7, "etp_coordination", "B7"],
        ["print1", "cde-001", "inconnu", "I02", "bloquant", "Identification", 5, "trimestre", "B5"],
        ["print2", None, "2021-T4", "I01", "bloquant", "Identification", 3, "code_cite", "B3"],
        ["print2", None, "2021-T4", "I02", "bloquant", "Identification", 5, "trimestre", "B5"],
    ]
    assert list(findings.columns) == [
        *["empreinte", "code_cite", "trimestre", "regle", "gravite", "feuille", "ligne", "colonne", "cellule"]
    ]
