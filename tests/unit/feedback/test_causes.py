"""Findings are grouped by what they have in common, and what pays most comes first."""

import datetime
import shutil

import pytest

from contracts.loading import ROOT, load_contract
from orchestration.feedback.causes import causes
from orchestration.feedback.sentences import said
from orchestration.submissions.findings import Finding
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)


def headings(book, container="xlsx"):
    found = causes(judge_book(book, container).constats, CONTRACT)
    return [cause.heading.replace("\u00a0", " ") for cause in found]


def with_rows(number):
    book = valid_return()
    for _ in range(number - 2):
        book.add_row(AV)
    return book


def test_rows_of_one_rule_and_column_are_one_cause():
    book = with_rows(12)
    for row in range(12):
        book.set(AV, column="femmes", value=14, row=row)
    assert headings(book) == ["Aller-vers, 12 lignes : le total femmes + hommes ne tombe pas juste"]


def test_the_same_rule_about_two_columns_is_two_causes():
    book = valid_return().set(AV, column="femmes", value="x").set(AV, column="hommes", value="y")
    assert headings(book) == [
        "Aller-vers, 1 ligne : nombre qui ne convient pas dans « Dont femmes »",
        "Aller-vers, 1 ligne : nombre qui ne convient pas dans « Dont hommes »",
    ]


def test_the_same_rule_on_two_sheets_is_two_causes():
    book = valid_return().set(AV, column="femmes", value=14).set(AI, column="femmes", value=8)
    assert [heading.split(",")[0] for heading in headings(book)] == ["Aller-vers", "Actions innovantes"]


def test_the_halves_of_a_rule_are_two_causes():
    book = valid_return().add_row(PART)
    book.set(PART, column="date_sortie", value=datetime.date(2000, 1, 1), row=2)
    book.set(PART, column="date_sortie", value=datetime.date(2023, 9, 30), row=3)
    assert headings(book)[:2] == [
        "Partenaires, 1 ligne : sortie avant l'entrée",
        "Partenaires, 1 ligne : sortie avant le début du trimestre",
    ]


def test_blocking_causes_come_first_then_structure_identity_types_rows_totals():
    book = valid_return(etp_coordination=5, validee_etat="non").add_sheet("Notes", [["x"]])
    book.drop_column(AI, "frein").set(GOUV, column="copresidee", value="?")
    book.set(AV, column="femmes", value=14).set(SYN, column="partenaires", value=9)
    found = causes(judge_book(book).constats, CONTRACT)
    assert [cause.rule.id for cause in found] == ["S03", "I05", "T05", "R05", "C01", "S07", "P02"]
    assert [cause.is_blocking for cause in found] == [True] * 5 + [False] * 2


def test_within_a_stage_the_largest_cause_comes_first():
    book = with_rows(4).set(AV, column="id_action", value="AV-002")
    for row in range(3):
        book.set(AV, column="de_50_ans_et_plus", value=8, row=row)
    found = causes(judge_book(book).constats, CONTRACT)
    assert [(cause.rule.id, len(cause.entries)) for cause in found] == [("R06", 3), ("R10", 1)]


@pytest.mark.parametrize(
    ("book", "heading"),
    [
        (
            valid_return().drop_sheet(AV),
            "Feuille « Aller-vers » : absente, ou titres de colonnes non reconnus",
        ),
        (valid_return().add_sheet("Notes", [["x"]]), "Feuille « Notes » : hors du modèle, donc sans effet"),
        (valid_return().drop_column(AI, "frein"), "Actions innovantes, 1 colonne : « frein » manque"),
        (
            valid_return().add_column(AV, "A").add_column(AV, "B"),
            "Aller-vers, 2 colonnes : hors du modèle, donc sans effet",
        ),
        (
            valid_return().add_column(AV, "femmes"),
            "Aller-vers, 1 colonne : « femmes » apparaît plus d'une fois",
        ),
        (valid_return(loisir="lecture"), "Identification, 1 champ : hors du modèle, donc sans effet"),
        (valid_return(modele="7"), "Identification, 1 champ : modèle qui n'est pas celui en vigueur"),
        (
            valid_return().drop_column(IDENT, "modele"),
            "Identification, 1 champ : « Version du modèle » n'est pas rempli",
        ),
        (
            valid_return().drop_column(SYN, "comites_pilotage"),
            "Synthèse, 1 total : « Comités de pilotage tenus » manque",
        ),
        (
            valid_return().set(SYN, column="partenaires", value="?"),
            "Synthèse, 1 total : nombre qui ne convient pas dans « Partenaires actifs en fin de trimestre »",
        ),
        (
            valid_return().set(AV, column="intitule", value="a@b.fr"),
            "Aller-vers, 1 ligne : donnée personnelle dans « Intitulé de l'action »",
        ),
    ],
)
def test_a_heading_counts_what_it_speaks_of(book, heading):
    assert headings(book) == [heading]


def test_a_file_that_cannot_be_read_is_one_cause():
    assert headings(b"") == ["Le fichier ne peut pas être lu"]


def test_two_totals_that_do_not_fit_are_named_each():
    book = valid_return().set(SYN, column="partenaires", value=9)
    book.set(SYN, column="comites_pilotage", value=8)
    assert headings(book) == [
        "Synthèse, 1 total : « Partenaires actifs en fin de trimestre » ne correspond pas au détail",
        "Synthèse, 1 total : « Comités de pilotage tenus » ne correspond pas au détail",
    ]


def test_what_to_do_is_said_once_where_it_is_the_same():
    book = with_rows(3).set(AV, column="nouveaux_beneficiaires", value=28)
    sexes, _ = causes(
        judge_book(book.set(AV, column="nouveaux_beneficiaires", value=29, row=1)).constats, CONTRACT
    )
    assert len(sexes.entries) == 2
    assert sexes.remedy == (
        "Corrigez le total (dans la Synthèse aussi, si elle ne se calcule pas toute seule) ou la répartition entre "
        "femmes et hommes."
    )


def test_what_to_do_is_left_to_each_finding_where_it_differs():
    message = "« x » ne fait pas partie du modèle."
    findings = [
        Finding("S04", "alerte", "Aller-vers", 1, name, None, name, f"{message} Effacez {name}.")
        for name in "ab"
    ]
    findings[0] = judge_book(valid_return().add_column(AV, "A")).constats[0]
    [cause] = causes(findings, CONTRACT)
    assert cause.remedy is None


def test_entries_remember_which_finding_they_are():
    findings = judge_book(with_rows(3).set(AV, column="femmes", value=14).drop_column(AI, "frein")).constats
    entries = [entry for cause in causes(findings, CONTRACT) for entry in cause.entries]
    assert sorted(entry.number for entry in entries) == list(range(len(findings)))
    assert all(entry.finding is findings[entry.number] for entry in entries)
    assert all(entry.said == said(entry.finding, CONTRACT) for entry in entries)


def test_a_rule_without_a_cause_is_headed_by_what_must_be_true(tmp_path):
    for folder in ("submission", "published", "reference"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    path = tmp_path / "submission/aller_vers.odcs.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("          cause: le total femmes + hommes ne tombe pas juste\n", ""), encoding="utf-8"
    )
    contract = load_contract(root=tmp_path)
    findings = judge_book(valid_return().set(AV, column="femmes", value=14)).constats
    [cause] = causes(findings, contract)
    assert cause.heading.replace("\u00a0", " ") == (
        "Aller-vers, 1 ligne : à respecter : Le nombre de nouveaux bénéficiaires est la somme des femmes et des hommes."
    )


def test_no_finding_is_no_cause():
    assert causes([], CONTRACT) == []
