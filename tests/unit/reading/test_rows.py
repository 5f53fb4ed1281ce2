"""Which rows below a header are data (return.md, "Sheets")."""

import datetime

import pytest

from tests.making.disorder import spaced
from tests.making.returns import valid_return
from tests.making.shape import HEADERS, LABELS, LEDGERS
from tests.unit.reading.asking import facts, meaning, read, values

CONTAINERS = ("xlsx", "ods", "zip")


def rows_of(reading, sheet):
    return reading.sheets[sheet].rows


def below(sheet, *rows, header=None):
    """A valid return with more rows at the end of one sheet."""
    grids = valid_return().grids()
    grid = grids[LABELS[sheet]]
    grids[LABELS[sheet]] = [header or grid[0], *grid[1:], *rows]
    return grids


@pytest.mark.parametrize("container", CONTAINERS)
class TestBlankRows:
    def test_they_are_ignored_but_counted(self, container):
        reading = read(spaced(valid_return().grids()), container)
        assert meaning(reading) == meaning(read(valid_return(), container))
        assert rows_of(reading, "partenaires") == [2, 4, 6]

    def test_missing_words_are_no_values(self, container):
        reading = read(
            below("partenaires", ["-", "n.d.", "NÉANT", "nc", "n/a"], ["", " ", "\u00a0"]), container
        )
        assert rows_of(reading, "partenaires") == [2, 3, 4]

    def test_formula_errors_are_no_values(self, container):
        assert rows_of(read(below("gouvernance", ["#REF!", "#N/A"]), container), "gouvernance") == [2, 3]

    def test_a_value_under_no_header_makes_no_row(self, container):
        grids = below("gouvernance", [None] * 4 + ["une remarque", "une autre"])
        assert rows_of(read(grids, container), "gouvernance") == [2, 3]

    def test_a_value_under_an_unknown_header_makes_no_row(self, container):
        grids = below("gouvernance", [None] * 4 + [12], header=[*HEADERS["gouvernance"], "lieu"])
        reading = read(grids, container)
        assert rows_of(reading, "gouvernance") == [2, 3]
        assert [fact[:3] for fact in facts(reading)] == [("S04", "Gouvernance", "lieu")]

    def test_one_value_in_an_optional_column_makes_a_row(self, container):
        grids = below("partenaires", [None, None, None, None, datetime.date(2023, 1, 1)], ["x", "y"])
        assert rows_of(read(grids, container), "partenaires") == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize(
    "first",
    [
        "total",
        "TOTAL",
        "Totaux",
        "totaux",
        "Total :",
        "Total:",
        "TOTAL général",
        "total\u00a0du trimestre",
        " Total ",
        "Totaux: 12",
    ],
)
def test_total_rows_are_ignored(container, first):
    row = [first, None, None, 12, 13, 14, 15, 120, 54, 26, 28, 18, 22, 14]
    assert rows_of(read(below("aller_vers", row), container), "aller_vers") == [2, 3]


@pytest.mark.parametrize(
    "first",
    ["TotalEnergies", "totalité", "totaux.", "Sous-total", "Le total", "total;", "Total-2023", "totalx"],
)
def test_other_words_are_no_totals(first):
    row = [first, None, None, 12, 13]
    assert rows_of(read(below("aller_vers", row)), "aller_vers") == [2, 3, 4]


class TestTotalRows:
    def test_in_the_middle_of_a_table(self):
        book = valid_return()
        grids = book.grids()
        grids["Aller-vers"].insert(2, ["Total", None, None, None, None, None, None, 60])
        assert rows_of(read(grids), "aller_vers") == [2, 4]

    def test_where_the_word_stands_under_no_header(self):
        grids = {
            name: [[None, *row] for row in grid] if name == "Aller-vers" else grid
            for name, grid in valid_return().grids().items()
        }
        grids["Aller-vers"].append(["Total", "AV-003", "intitulé", "forum"])
        assert rows_of(read(grids), "aller_vers") == [2, 3]

    def test_where_only_missing_words_stand_before_it(self):
        assert rows_of(read(below("aller_vers", ["-", None, "n.d.", "Total", 3, 4])), "aller_vers") == [2, 3]

    def test_where_a_value_stands_before_it_it_is_data(self):
        assert rows_of(read(below("aller_vers", ["AV-9", "Total"])), "aller_vers") == [2, 3, 4]

    @pytest.mark.parametrize("siret", ["30000034600019", "300 000 346 00019", 30000034600019.0])
    def test_one_with_a_valid_siret_is_a_partner(self, siret):
        header = ["nom", "siret", "categorie", "date_entree", "date_sortie"]
        grids = valid_return().grids()
        grids["Partenaires"] = [header, ["Total Services", siret, "entreprise", datetime.date(2022, 1, 1)]]
        assert rows_of(read(grids), "partenaires") == [2]

    @pytest.mark.parametrize("siret", ["30000034600018", "3000003460001", "00000000000000", 12, None])
    def test_one_with_a_wrong_siret_is_a_total(self, siret):
        header = ["nom", "siret", "categorie", "date_entree", "date_sortie"]
        grids = valid_return().grids()
        grids["Partenaires"] = [header, ["Total", siret, "entreprise", datetime.date(2022, 1, 1)]]
        assert rows_of(read(grids), "partenaires") == []

    def test_a_siret_elsewhere_than_in_its_column_does_not_count(self):
        assert rows_of(read(below("aller_vers", ["Total", "30000034600019", 12])), "aller_vers") == [2, 3]

    def test_a_number_padded_to_fourteen_digits_is_a_siret(self):
        grids = valid_return().grids()
        row = ["Total Outre-mer", 5410220700013.0, "entreprise", datetime.date(2022, 1, 1)]
        grids["Partenaires"] = [["nom", "siret", "categorie", "date_entree"], row]
        assert values(read(grids), "partenaires", "siret") == ["05410220700013"]

    @pytest.mark.parametrize("sheet", ["gouvernance", "synthese", "identification"])
    def test_every_sheet_may_have_one(self, sheet):
        reading = read(below(sheet, ["Total", 12]))
        assert facts(reading) == []
        assert meaning(reading) == meaning(read(valid_return()))

    def test_a_word_that_is_a_number_is_no_total(self):
        assert rows_of(read(below("aller_vers", [12.0, "Total"])), "aller_vers") == [2, 3, 4]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("sheet", LEDGERS)
class TestNotes:
    def test_one_single_text_below_the_table_is_a_note(self, container, sheet):
        grids = below(sheet, [], ["Source : comptes rendus"], [None, "Merci de votre lecture"])
        reading = read(grids, container)
        assert facts(reading) == []
        assert meaning(reading) == meaning(read(valid_return(), container))

    def test_above_the_last_row_of_two_values_it_is_data(self, container, sheet):
        grids = below(sheet, ["Source : comptes rendus"], ["A", "B"])
        assert rows_of(read(grids, container), sheet)[-2:] == _last_rows(sheet, 2)

    def test_two_values_below_the_table_are_data(self, container, sheet):
        grids = below(sheet, ["Source", "comptes rendus"])
        assert rows_of(read(grids, container), sheet)[-1:] == _last_rows(sheet, 1)

    def test_a_note_in_an_empty_table_is_a_note(self, container, sheet):
        grids = valid_return().clear(sheet).grids()
        grids[LABELS[sheet]].append(["Aucune action ce trimestre"])
        assert rows_of(read(grids, container), sheet) == []


def _last_rows(sheet, more):
    length = len(valid_return().rows[sheet])
    return list(range(length + 2, length + 2 + more))


class TestNotesAndOtherThings:
    @pytest.mark.parametrize("value", [12.0, True, datetime.date(2023, 1, 1)])
    def test_one_single_value_that_is_no_text_is_data(self, value):
        assert rows_of(read(below("gouvernance", [value])), "gouvernance") == [2, 3, 4]

    def test_a_missing_word_beside_it_does_not_make_two_values(self):
        assert rows_of(read(below("gouvernance", ["Source : agendas", "-", "n.d."])), "gouvernance") == [2, 3]

    def test_a_value_under_no_header_does_not_make_two_values(self):
        grids = below("gouvernance", ["Source : agendas", None, None, None, "et comptes rendus"])
        assert rows_of(read(grids), "gouvernance") == [2, 3]

    def test_a_total_row_below_the_notes_is_not_the_last_row_of_the_table(self):
        grids = below("aller_vers", ["Source : agendas"], ["Total", None, None, None, 54])
        assert rows_of(read(grids), "aller_vers") == [2, 3]

    def test_notes_and_numbers_below_a_table_are_told_apart(self):
        grids = below("gouvernance", ["note"], [12.0], ["note"])
        assert rows_of(read(grids), "gouvernance") == [2, 3, 5]

    def test_in_identification_a_text_alone_is_a_champ(self):
        assert facts(read(below("identification", ["Merci !"]))) == [
            ("S04", "Identification", "champ", 11, "A11")
        ]

    def test_in_synthese_a_text_alone_is_an_indicateur(self):
        assert facts(read(below("synthese", ["Merci !"]))) == [("C07", "Synthèse", "indicateur", 8, "A8")]


def test_rows_are_kept_in_the_order_of_the_sheet():
    book = valid_return()
    for number in range(20):
        book.add_row("gouvernance", structures_presentes=number + 1)
    assert values(read(book), "gouvernance", "structures_presentes") == [8, 9, *range(1, 21)]
