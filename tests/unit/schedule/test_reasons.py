"""Why a file was rejected, as a data engineer reads it: rules in short, then sentence by sentence, as they were written."""

import pytest

from orchestration.schedule.markdown import plain
from orchestration.schedule.reasons import rules, told
from orchestration.submissions.findings import Finding


def finding(rule="R05", message="Nouveaux bénéficiaires : 27 en tout.", **place):
    placed = {"feuille": "Aller-vers", "ligne": 14, "colonne": "femmes", "cellule": "I14"} | place
    return Finding(rule, "bloquant", valeur="27", message=message, **placed)


def test_rules_are_told_by_number_of_findings():
    assert rules([finding("C02"), finding("R05"), finding("R05")]) == "R05 ×2, C02"


@pytest.mark.parametrize("tell", [rules, told])
def test_what_a_lost_report_said_is_unknown(tell):
    assert tell(None) == "unknown"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ({}, "- **R05**, Aller-vers, I14\u00a0: Faux."),
        ({"cellule": None}, "- **R05**, Aller-vers, ligne 14\u00a0: Faux."),
        ({"cellule": None, "ligne": None}, "- **R05**, Aller-vers, femmes\u00a0: Faux."),
        ({"cellule": None, "ligne": None, "colonne": None}, "- **R05**, Aller-vers\u00a0: Faux."),
        (
            {"feuille": None, "cellule": None, "ligne": None, "colonne": None},
            "- **R05**\u00a0: Faux.",
        ),
    ],
)
def test_a_finding_is_told_with_its_place(place, said):
    assert told([finding(message="Faux.", **place)]) == said


@pytest.mark.parametrize(
    ("number", "last"), [(2, None), (3, "- … et 1\u00a0autre"), (5, "- … et 3\u00a0autres")]
)
def test_a_flood_is_cut(number, last):
    lines = told([finding(cellule=f"I{n}") for n in range(number)], most=2).splitlines()
    assert lines[2:] == ([last] if last else [])


def test_lines_are_broken_for_a_narrow_panel_and_words_are_not():
    said = told(
        [finding(message="Un total de 27, mais femmes + hommes = 45. Retour_2024_final_corrige.")], width=30
    )
    assert said == (
        "- **R05**, Aller-vers, I14\u00a0:\\\n"
        "  Un total de 27, mais femmes\\\n"
        "  + hommes = 45.\\\n"
        "  Retour\\_2024\\_final\\_corrige."
    )


def test_of_a_cell_with_personal_data_nothing_else_is_told():
    hidden = {"colonne": "intitule", "cellule": "C14"}
    found = [
        finding("S09", "Donnée personnelle à retirer.", **hidden),
        finding("T05", "« jean.dupont@example.org » est trop long.", **hidden),
        finding("R05", "Faux."),
    ]
    assert [line[:9] for line in told(found).splitlines()] == ["- **S09**", "- **R05**"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nouveaux bénéficiaires : 27, écart 86 (+3 %).", "Nouveaux bénéficiaires : 27, écart 86 (+3 %)."),
        ("a|b", r"a\|b"),
        ("**gras** _x_", r"\*\*gras\*\* \_x\_"),
        ("<script>&amp;", r"\<script\>\&amp;"),
        ("![x](http://h)", r"\!\[x\](http://h)"),
        ("a\nb\t c", "a b c"),
        ("\\`", r"\\\`"),
    ],
)
def test_what_somebody_else_wrote_is_shown_as_it_is(text, shown):
    assert plain(text) == shown
