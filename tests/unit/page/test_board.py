"""The board: every cité, every quarter, newest first."""

from datetime import date

import pytest

from orchestration.page.board import board
from tests.unit.audit.small_world import GRENOBLE, NANTES
from tests.unit.page.editions import changed, plain, quarters


def line(code, rows=None):
    return next(line for line in board(quarters(rows)).lines if line.code == code)


def cell(**values):
    rows = changed("suivi_remontees", lambda row: values, code_cite=GRENOBLE, trimestre="2022-T3")
    found = line(GRENOBLE, rows).cells[0]
    return found.state, plain(found.title)


def test_quarters_stand_newest_first_with_their_counts():
    found = board(quarters())
    assert list(map(plain, found.quarters)) == ["T3 2022", "T2 2022", "T1 2022"]
    assert [coverage.short for coverage in found.coverages] == ["3/4", "4/4", "3/3"]


def test_every_cite_has_a_line_and_every_line_a_cell_a_quarter():
    lines = board(quarters()).lines
    assert [len(line.cells) for line in lines] == [3, 3, 3, 3]
    assert [line.name[0] for line in lines] == ["B", "C", "G", "N"]


def test_before_its_first_quarter_a_cite_is_not_late_but_not_expected():
    first = line(NANTES).cells[-1]
    assert (first.state, first.title) == ("attendue-plus-tard", "Pas encore attendue")


@pytest.mark.parametrize(
    ("values", "state", "title"),
    [
        ({}, "manquante", "Manquante : aucune remontée reçue"),
        ({"versions": 1}, "retiree", "Manquante : la remontée acceptée a été retirée"),
        (
            {"statut_remontee": "rejetee", "erreurs": 2, "rejets": 1, "versions": 1},
            "rejetee",
            "Rejetée, 2 erreurs à corriger",
        ),
        (
            {"statut_remontee": "rejetee", "erreurs": 1, "rejets": 1},
            "rejetee",
            "Rejetée, 1 erreur à corriger",
        ),
        (
            {"statut_remontee": "rejetee", "erreurs": 12, "rejets": 3},
            "rejetee",
            "Rejetée, 12 erreurs à corriger",
        ),
        (
            {"statut_remontee": "acceptee", "date_remontee": date(2022, 10, 30), "retard_jours": 0},
            "a-temps",
            "Remontée du 30 octobre 2022",
        ),
        (
            {"statut_remontee": "acceptee", "date_remontee": date(2022, 10, 31), "retard_jours": 1},
            "en-retard",
            "Remontée du 31 octobre 2022, 1 jour de retard",
        ),
    ],
)
def test_a_cell_tells_the_state_of_its_return(values, state, title):
    assert cell(**values) == (state, title)
