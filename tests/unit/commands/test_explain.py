"""An explanation on a terminal: French, from the figure down to the cells, ending with whether they make it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contracts.loading import load_contract
from orchestration.commands.explain import body, ending, heading, telling
from orchestration.explanation.as_data import as_dict
from orchestration.explanation.contributions import Cell, Contribution
from orchestration.explanation.explain import Explanation
from orchestration.publication.catalogue import Release
from orchestration.publication.coverage import Coverage

CONTRACT = load_contract()
SHA = "ab" * 32
FILES = {SHA: {"cle": "landing/2023/retour.xlsx", "recue_le": "2024-01-15T23:30:00.000000Z"}}


def returned(value, *cells, cite="cde-003", sha=SHA):
    return Contribution(cite, "2023-T4", sha, value, list(cells))


def cell(value=12, row=5, address="I5", text="12", column="nouveaux_beneficiaires"):
    return Cell("aller_vers", row, column, value, address, text)


def explanation(*contributions, value=12, found=12, current=True):
    return Explanation(
        Release("r0002-0a1b2c3d", {}, current),
        "indicateurs_nationaux",
        {"trimestre": "2023-T4"},
        "nouveaux_beneficiaires",
        value,
        "somme",
        found,
        contributions,
        FILES,
        unit="personnes",
        coverage=Coverage(83, 84, "provisoire"),
    )


def plain(lines):
    return [line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def shown(made, limit=6):
    return plain(body(made, made.contributions, CONTRACT, limit))


def test_it_begins_with_the_figure_what_it_stands_for_its_release_and_its_formula():
    made = explanation(returned(12, cell(), cell()), value=10_368)
    assert plain(heading(made, CONTRACT)) == [
        "indicateurs_nationaux, trimestre=2023-T4",
        "Nouveaux bénéficiaires (nouveaux_beneficiaires)",
        "10 368 personnes (83 cités sur 84 — provisoire)",
        "r0002-0a1b2c3d, version courante",
        "Formule : somme des apports",
        "Ce qui y entre : 1 cité, 1 fichier, 2 cellules",
        "",
    ]


@pytest.mark.parametrize(
    ("coverage", "line"),
    [
        (
            Coverage(662, 672, "provisoire", 8),
            "12 personnes (662 remontées sur 672 — provisoire, 8 trimestres publiés)",
        ),
        (Coverage(1, 1, "complet", 1, of_returns=True), "12 personnes (1 remontée sur 1 — complet)"),
        (None, "12 personnes (aucune remontée en vigueur pour ce trimestre)"),
    ],
)
def test_no_figure_stands_without_the_returns_that_it_stands_for(coverage, line):
    made = replace(explanation(returned(12)), coverage=coverage)
    assert plain(heading(made, CONTRACT))[2] == line
    assert plain(ending(made))[0] == f"Retrouvé : {line},"


def test_a_delay_can_be_checked_against_its_deadline():
    made = replace(explanation(returned(date(2024, 2, 6))), formula="retard", deadline=date(2024, 1, 30))
    assert (
        plain(heading(made, CONTRACT))[5]
        == "Échéance : 30/01/2024, 30 jours après le dernier jour du trimestre"
    )


def test_an_older_release_is_not_called_current():
    assert plain(heading(explanation(returned(12), current=False), CONTRACT))[3] == "r0002-0a1b2c3d"


def test_a_return_is_told_with_its_file_its_day_in_paris_its_fingerprint_and_its_cells():
    assert shown(explanation(returned(12, cell()))) == [
        "cde-003  Belfort  2023-T4 : 12",
        "  retour.xlsx, reçu le 16/01/2024",
        f"  empreinte {SHA}",
        "    Aller-vers, I5, nouveaux_beneficiaires : 12",
        "",
    ]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (cell(address=None), "    Aller-vers, ligne 5, nouveaux_beneficiaires : 12"),
        (cell(text=" 12,0 "), "    Aller-vers, I5, nouveaux_beneficiaires : 12"),
        (cell(1, text="AV-07", column="id_action"), "    Aller-vers, I5, id_action « AV-07 » : 1"),
        (cell(1, text="a\x1b[31m\nb", column="id_action"), "    Aller-vers, I5, id_action « a·[31m b » : 1"),
        (Cell("Notes\x1b", None, None, 1), "    Notes· : 1"),
        (Cell(None, None, None, 1), "    fichier entier : 1"),
    ],
)
def test_a_cell_is_told_by_its_place_and_by_what_is_written_in_it_unless_it_is_the_number(given, line):
    assert shown(explanation(returned(12, given)))[3] == line


def test_a_cite_without_a_return_says_so():
    assert shown(explanation(returned(0, sha=None))) == [
        "cde-003  Belfort  2023-T4 : 0",
        "  aucune remontée en vigueur",
        "",
    ]


def test_an_unknown_cite_and_a_forgotten_file_are_named_as_such():
    made = explanation(returned(1, cite=None, sha="cd" * 32))
    assert shown(made)[:2] == ["cité inconnue  2023-T4 : 1", "  nom inconnu, reçu le ?"]


@pytest.mark.parametrize(
    ("limit", "cells", "more"), [(2, 3, ["    … et 1 autre cellule"]), (3, 3, []), (None, 9, [])]
)
def test_cells_are_cut_at_the_limit(limit, cells, more):
    lines = shown(explanation(returned(12, *[cell()] * cells)), limit)
    assert len([line for line in lines if line.startswith("    Aller-vers")]) == min(cells, limit or cells)
    assert [line for line in lines if line.startswith("    …")] == more


def test_what_is_not_shown_is_counted():
    made = explanation(*[returned(1)] * 3)
    assert plain(body(made, made.contributions[:1], CONTRACT, 6))[-2] == "… et 2 autres ; tout voir : --all"


def test_what_adds_nothing_comes_last():
    given = [returned(0, cite="a"), returned(3, cite="b"), returned(0, cite="c"), returned(5, cite="d")]
    assert [each.code_cite for each in telling(given)] == ["b", "d", "a", "c"]


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        (Decimal(12), ["Retrouvé : 12 personnes (83 cités sur 84 — provisoire),", "égal au chiffre publié"]),
        (
            13,
            [
                "Retrouvé : 13 personnes (83 cités sur 84 — provisoire),",
                "DIFFÉRENT du chiffre publié : 12 personnes",
            ],
        ),
        (
            None,
            [
                "Retrouvé : aucune valeur (83 cités sur 84 — provisoire),",
                "DIFFÉRENT du chiffre publié : 12 personnes",
            ],
        ),
    ],
)
def test_it_ends_by_saying_whether_the_list_makes_the_figure(found, lines):
    assert plain(ending(explanation(found=found))) == lines


def test_as_data_it_has_numbers_days_and_nulls():
    made = replace(explanation(returned(Decimal("12.5"), cell(date(2024, 1, 5)))), found=Decimal("12"))
    told = as_dict(made, made.contributions)
    assert (told["valeur"], told["unite"], told["retrouve"], told["egal"]) == (12, "personnes", 12, True)
    assert told["couverture"] == {"recues": 83, "attendues": 84, "statut": "provisoire", "trimestres": 1}
    assert told["echeance"] is None
    (only,) = told["apports"]
    assert (only["valeur"], only["fichier"], only["recue_le"]) == (
        12.5,
        "retour.xlsx",
        FILES[SHA]["recue_le"],
    )
    assert only["cellules"] == [
        {
            "feuille": "aller_vers",
            "ligne": 5,
            "colonne": "nouveaux_beneficiaires",
            "cellule": "I5",
            "texte": "12",
            "valeur": "2024-01-05",
        }
    ]


def test_as_data_a_quarter_without_any_return_has_no_coverage_and_a_deadline_is_a_day():
    told = as_dict(replace(explanation(), coverage=None, deadline=date(2024, 1, 30)), [])
    assert (told["couverture"], told["echeance"]) == (None, "2024-01-30")
