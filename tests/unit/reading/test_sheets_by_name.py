"""Which sheet is which (return.md, "Sheets"; rules S02, S06, S07)."""

import pytest

from tests.making import files
from tests.making.returns import valid_return
from tests.making.shape import LABELS
from tests.unit.reading.asking import facts, meaning, read

CONTAINERS = ("xlsx", "ods", "zip")
NOTES = [["Notes internes"], ["à relire"]]


@pytest.mark.parametrize("container", CONTAINERS)
class TestEveryContainer:
    def test_sheets_come_in_any_order(self, container):
        grids = dict(reversed(valid_return().grids().items()))
        reading = read(grids, container)
        assert facts(reading) == []
        assert meaning(reading) == meaning(read(valid_return(), container))
        assert list(reading.sheets) == list(LABELS)

    @pytest.mark.parametrize(
        ("sheet", "name"),
        [
            ("aller_vers", "ALLER VERS"),
            ("aller_vers", "aller_vers"),
            ("aller_vers", "Aller–vers"),
            ("synthese", "synthese"),
            ("synthese", "SYNTHE\u0300SE"),
            ("actions_innovantes", "Actions-innovantes"),
            ("actions_innovantes", "actions\u00a0innovantes"),
        ],
    )
    def test_names_are_compared_by_key(self, container, sheet, name):
        assert facts(read(valid_return().rename_sheet(sheet, name), container)) == []

    @pytest.mark.parametrize("sheet", LABELS)
    def test_a_missing_sheet_is_said_by_its_label(self, container, sheet):
        reading = read(valid_return().drop_sheet(sheet), container)
        assert facts(reading) == [("S02", LABELS[sheet], None, None, None)]
        assert sheet not in reading.sheets

    @pytest.mark.parametrize(("rows", "rule"), [(0, "S07"), (2, "S11")])
    def test_a_misspelled_sheet_is_both_missing_and_unknown(self, rows, rule, container):
        book = valid_return() if rows else valid_return().clear("aller_vers")
        reading = read(book.rename_sheet("aller_vers", "Allers-vers"), container)
        assert sorted(facts(reading)) == [
            ("S02", "Aller-vers", None, None, None),
            (rule, "Allers-vers", None, None, None),
        ]

    def test_an_unknown_sheet_is_said_under_its_own_name_and_ignored(self, container):
        reading = read(valid_return().add_sheet("Notes internes", NOTES), container)
        assert facts(reading) == [("S07", "Notes internes", None, None, None)]
        assert set(reading.sheets) == set(LABELS)

    @pytest.mark.parametrize("grid", [[], [[]], [[" ", ""]], [["-", "n.d."], ["#REF!"]]])
    def test_an_empty_unknown_sheet_raises_nothing(self, container, grid):
        assert facts(read(valid_return().add_sheet("Feuille2", grid), container)) == []

    def test_the_second_of_two_sheets_with_a_key_is_said_and_neither_counts(self, container):
        book = valid_return().add_sheet("aller vers", valid_return().grids()["Aller-vers"])
        reading = read(book, container)
        assert facts(reading) == [("S06", "Aller-vers", None, None, None)]
        assert "aller_vers" not in reading.sheets

    def test_each_occurrence_after_the_first_is_said(self, container):
        book = valid_return().add_sheet("aller vers", NOTES).add_sheet("Aller_vers", [])
        assert facts(read(book, container)) == [("S06", "Aller-vers", None, None, None)] * 2

    def test_nothing_else_is_said_of_a_sheet_that_is_there_twice(self, container):
        book = valid_return().drop_column("gouvernance", "instance").add_sheet("gouvernance ", [["autre"]])
        assert facts(read(book, container)) == [("S06", "Gouvernance", None, None, None)]

    def test_two_unknown_sheets_with_a_key_are_unknown_twice(self, container):
        book = valid_return().add_sheet("notes", NOTES).add_sheet("notes ", NOTES)
        assert [fact[:2] for fact in facts(read(book, container))] == [("S07", "notes"), ("S07", "notes ")]


def test_hidden_sheets_are_read_like_the_others():
    assert meaning(read(files.xlsx(valid_return(), hidden=["Aller-vers", "Synthèse"]))) == meaning(
        read(valid_return())
    )


def test_two_members_of_one_name_in_two_folders_are_the_same_sheet_twice():
    data = files.csv_zip(valid_return(), extra={"copie/partenaires.CSV": b"siret;nom\r\n"})
    assert facts(read(data)) == [("S06", "Partenaires", None, None, None)]


def test_the_return_that_has_nothing_lacks_every_sheet():
    reading = read({"Feuille1": []})
    assert facts(reading) == [("S02", label, None, None, None) for label in LABELS.values()]
