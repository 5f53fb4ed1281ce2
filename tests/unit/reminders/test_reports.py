"""What was wrong is said by rule and place, never by value; the report that a person reads best is found."""

import json

import pytest

from orchestration.reminders.reports import LARGEST, points, report_of

STEM = "reports/2024-T1/cde-012/ab12"


def finding(rule="R05", **changes):
    return {
        "regle": rule,
        "gravite": "bloquant",
        "feuille": "Aller-vers",
        "ligne": 14,
        "colonne": "nouveaux_beneficiaires",
        "cellule": "I14",
        "valeur": "secret@example.org",
        "message": "« secret@example.org » ne convient pas.",
    } | changes


@pytest.fixture
def said(storage, reminder, contract):
    def points_of(*findings):
        storage.write(f"{STEM}.json", json.dumps({"constats": findings}).encode())
        return points(storage, reminder(rejet="ab12"), contract)

    return points_of


def test_a_rule_is_told_in_the_contract_s_words_with_its_first_cells(said):
    cells = [finding(cellule=f"I{row}") for row in (14, 15, 16, 17)]
    assert said(*cells) == [
        "Aller-vers (I14, I15, I16, …) : Le nombre de nouveaux bénéficiaires est la somme des femmes et des hommes."
    ]


def test_three_cells_are_all_named_and_each_once(said):
    cells = [finding(cellule=cell) for cell in ("I14", "I14", "I15", "I16")]
    assert said(*cells)[0].startswith("Aller-vers (I14, I15, I16) :")


def test_one_point_a_rule_and_sheet_in_the_report_s_order(said):
    told = said(finding(), finding("R06"), finding(feuille="Actions innovantes"), finding(cellule="I15"))
    assert [point.partition(" :")[0] for point in told] == [
        "Aller-vers (I14, I15)",
        "Aller-vers (I14)",
        "Actions innovantes (I14)",
    ]


def test_warnings_are_left_to_the_report(said):
    assert said(finding("R15", gravite="alerte")) == []


def test_no_value_of_a_cell_is_repeated(said):
    assert "secret" not in str(said(finding("T02"), finding("S99")))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"cellule": None}, "Aller-vers : Les valeurs obligatoires sont là."),
        ({"feuille": None, "cellule": None}, "Tout le fichier : Les valeurs obligatoires sont là."),
        ({"feuille": "Ma feuille"}, "Ma feuille (I14) : Les valeurs obligatoires sont là."),
        ({"regle": "Z99"}, "Aller-vers (I14) : règle Z99"),
    ],
)
def test_what_has_no_place_or_is_unknown_is_told_all_the_same(said, changes, told):
    assert said(finding("T01", **changes)) == [told]


def test_a_report_that_is_not_there_has_no_point(storage, reminder, contract):
    assert points(storage, reminder(rejet="ab12"), contract) == []
    assert report_of(storage, reminder(rejet="ab12")) is None


@pytest.mark.parametrize(
    ("endings", "found", "sendable"),
    [
        ([".json"], ".json", False),
        ([".json", ".xlsx"], ".xlsx", True),
        ([".json", ".xlsx", ".html"], ".html", True),
    ],
)
def test_a_page_comes_before_a_workbook_and_a_workbook_before_data(
    storage, reminder, endings, found, sendable
):
    for ending in endings:
        storage.write(f"{STEM}{ending}", b"x")
    report = report_of(storage, reminder(rejet="ab12"))
    assert (report.key, report.is_sendable) == (f"{STEM}{found}", sendable)


@pytest.mark.parametrize(("size", "sendable"), [(LARGEST, True), (LARGEST + 1, False)])
def test_a_report_too_large_for_mail_is_only_pointed_at(storage, reminder, size, sendable):
    storage.write(f"{STEM}.html", b"x" * size)
    assert report_of(storage, reminder(rejet="ab12")).is_sendable is sendable
