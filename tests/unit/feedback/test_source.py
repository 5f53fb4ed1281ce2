"""Where a finding stands in the copy."""

import pytest

from orchestration.feedback.job import Mark
from orchestration.feedback.workbook.source import Source, Spot
from orchestration.submissions.reading.containers import Refused
from tests.making.disorder import titled
from tests.making.files import make
from tests.making.returns import valid_return
from tests.making.shape import LABELS
from tests.rules.cases import CONTRACT

AV, PART, IDENT, SYN = "aller_vers", "partenaires", "identification", "synthese"
POSITION = {label: position for position, label in enumerate(LABELS.values())}


def mark(feuille, ligne=None, colonne=None, cellule=None):
    return Mark(feuille, ligne, colonne, cellule, "bloquant", "")


def spots(source, *marks, container="zip"):
    data = source if isinstance(source, bytes) else make(source, container)
    return Source(data, CONTRACT).spots(marks)


@pytest.mark.parametrize(
    ("address", "row", "column"),
    [("A1", 1, 1), ("I14", 14, 9), ("Z2", 2, 26), ("AA3", 3, 27), ("XFD1048576", 1048576, 16384)],
)
def test_an_address_is_that_of_the_copy(address, row, column):
    found = spots(valid_return(), mark("Aller-vers", 1, "femmes", address), container="xlsx")
    assert found == [Spot(POSITION["Aller-vers"], row, column)]


@pytest.mark.parametrize(
    ("feuille", "ligne", "colonne", "row", "column"),
    [
        ("Aller-vers", 2, "id_action", 2, 1),
        ("Aller-vers", 3, "femmes", 3, 10),
        ("Identification", 5, "trimestre", 5, 2),
        ("Identification", 11, "champ", 11, 1),
        ("Synthèse", 2, "valeur", 2, 2),
        ("Synthèse", 8, "indicateur", 8, 1),
    ],
)
def test_a_line_of_a_csv_is_a_row_and_its_column_is_found_by_name(feuille, ligne, colonne, row, column):
    assert spots(valid_return(), mark(feuille, ligne, colonne)) == [Spot(POSITION[feuille], row, column)]


def test_title_rows_above_the_header_are_counted():
    source = titled(valid_return().grids(), rows=3)
    assert spots(source, mark("Aller-vers", 6, "femmes")) == [Spot(3, 6, 10)]


def test_the_occurrences_of_a_repeated_header_are_told_apart():
    book = valid_return().add_column(AV, "femmes").add_column(AV, "Femmes")
    one = mark("Aller-vers", 1, "femmes")
    assert spots(book, one, one) == [Spot(3, 1, 15), Spot(3, 1, 16)]


def test_two_unknown_headers_of_one_name_are_told_apart():
    book = valid_return().add_column(AV, "Notes").add_column(AV, "Notes ")
    book.headers[AV][-1] = "Notes"
    one = mark("Aller-vers", 1, "Notes")
    assert spots(book, one, one) == [Spot(3, 1, 15), Spot(3, 1, 16)]


def test_a_missing_column_is_looked_for_in_the_header_row():
    book = valid_return().drop_column(AV, "modalite")
    assert spots(book, mark("Aller-vers", None, "modalite")) == [Spot(3, 1, 1, is_cell=False)]


@pytest.mark.parametrize("feuille", ["Notes", "Aller-vers"])
def test_a_sheet_as_a_whole_is_looked_for_at_its_beginning(feuille):
    [spot] = spots(valid_return().add_sheet("Notes", [["x"]]), mark(feuille))
    assert (spot.row, spot.column, spot.is_cell) == (1, 1, False)


@pytest.mark.parametrize("feuille", [None, "Absente"])
def test_what_is_not_there_has_no_place(feuille):
    assert spots(valid_return(), mark(feuille, 3, "femmes")) == [None]


def test_a_sheet_is_found_by_its_name_before_its_key():
    book = valid_return().add_sheet("aller vers", [["x"]])
    [exact, other] = spots(book, mark("aller vers"), mark("Aller-vers"), container="xlsx")
    assert (exact.sheet, other.sheet) == (6, 3)


def test_a_file_that_may_not_be_read_is_refused_here_too():
    with pytest.raises(Refused):
        Source(b"PK\x03\x04", CONTRACT)
