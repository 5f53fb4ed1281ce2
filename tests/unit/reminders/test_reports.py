"""What was wrong is said by rule and place, never by value; the report that a person reads best is found."""

import json

import pytest

from orchestration.reminders.reports import LARGEST, points, report_files

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
    assert report_files(storage, reminder(rejet="ab12")) == ()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"constats": [{}]}', b"\xff\xfe"])
def test_a_damaged_report_has_no_point_either(storage, reminder, contract, damage):
    storage.write(f"{STEM}.json", damage)
    assert points(storage, reminder(rejet="ab12"), contract) == []


@pytest.mark.parametrize(
    ("names", "sent"),
    [
        ([".json"], []),
        ([".json", "/retour-annote.xlsx"], ["/retour-annote.xlsx"]),
        (
            [".json", "/a-corriger.html", "/retour-annote.xlsx"],
            ["/a-corriger.html", "/retour-annote.xlsx"],
        ),
    ],
)
def test_a_page_comes_before_a_workbook_and_data_is_not_for_people(storage, reminder, names, sent):
    for name in names:
        storage.write(f"{STEM}{name}", b"x")
    assert report_files(storage, reminder(rejet="ab12")) == tuple(f"{STEM}{name}" for name in sent)


@pytest.mark.parametrize(("size", "sent"), [(LARGEST - 10, 2), (LARGEST - 9, 1)])
def test_what_is_too_large_together_stays_where_it_is(storage, reminder, size, sent):
    storage.write(f"{STEM}/a-corriger.html", b"x" * 10)
    storage.write(f"{STEM}/retour-annote.xlsx", b"x" * size)
    assert len(report_files(storage, reminder(rejet="ab12"))) == sent


def test_the_report_of_another_file_is_not_mistaken_for_it(storage, reminder):
    storage.write("reports/2024-T1/cde-012/cd34/a-corriger.html", b"x")
    assert report_files(storage, reminder(rejet="ab12")) == ()


def test_a_total_is_called_by_its_label(said):
    (told,) = said(finding("C04", feuille="Synthèse", colonne="valeur", cellule="B5"))
    assert "« Nouveaux bénéficiaires repérés »" in told and "_" not in told
