"""Which row is the header, and which column stands where (return.md, "Sheets"; rules S02, S03, S04, S06)."""

import pytest

from tests.making.disorder import columns_shuffled, titled
from tests.making.returns import valid_return
from tests.making.shape import HEADERS, LABELS, LEDGERS
from tests.unit.reading.asking import facts, meaning, read, values


def with_partners(*rows, header=None):
    """A valid return whose Partenaires sheet has these rows before its own."""
    grids = valid_return().grids()
    grids["Partenaires"] = [*rows, *([header] if header else []), *grids["Partenaires"]]
    return grids


def partners(header, *rows):
    """A valid return whose Partenaires sheet is just this."""
    return valid_return().grids() | {"Partenaires": [header, *rows]}


PARTNER = ["30000000700017", "Structure 1", "association", "01/01/2022", None]


def test_the_valid_return_has_no_fact():
    assert facts(read(valid_return())) == []


def test_columns_come_in_any_order():
    assert meaning(read(columns_shuffled(valid_return().grids(), seed=3))) == meaning(read(valid_return()))


@pytest.mark.parametrize("rows", [1, 2, 19])
def test_the_header_may_stand_on_any_of_the_first_twenty_rows(rows):
    reading = read(titled(valid_return().grids(), rows))
    assert facts(reading) == []
    assert reading.sheets["partenaires"].rows == [rows + 2, rows + 3, rows + 4]


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_a_header_on_the_twenty_first_row_is_too_late(container):
    grids = with_partners(["Liste des partenaires"], *[[]] * 19)
    assert facts(read(grids, container)) == [("S02", "Partenaires", None, None, None)]


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_blank_rows_count_among_the_first_twenty(container):
    assert facts(read(with_partners(*[[]] * 19), container)) == []
    assert facts(read(with_partners(*[[]] * 20), container)) == [("S02", "Partenaires", None, None, None)]


def test_rows_above_the_header_are_ignored_unless_they_would_be_lost():
    reading = read(with_partners(["siret", "nom"], [1, 2, None, None, None, 6, 7, 8], [1, 2, 3]))
    assert facts(reading) == [("S10", "Partenaires", "siret", 3, "A3")]
    assert len(reading.sheets["partenaires"].rows) == 3


def test_the_first_row_with_all_the_required_columns_is_the_header():
    again = [HEADERS["partenaires"], PARTNER]
    reading = read(partners(HEADERS["partenaires"], PARTNER, *again))
    assert reading.sheets["partenaires"].rows == [2, 3, 4]


def test_an_incomplete_header_above_a_complete_one_is_a_title():
    grids = with_partners(["siret", "nom", "categorie", "remarque"])
    assert facts(read(grids)) == []


def test_where_no_row_is_complete_the_first_with_most_required_columns_is_the_header():
    reading = read(
        partners(["siret", "nom"], ["siret", "nom", "categorie"], ["nom", "categorie", "siret"], PARTNER)
    )
    assert facts(reading) == [("S03", "Partenaires", "date_entree", None, None)]
    assert reading.sheets["partenaires"].letters["siret"] == "A"
    assert reading.sheets["partenaires"].rows == [3, 4]


def test_optional_columns_do_not_make_a_header():
    grids = partners(["date_sortie", "remarque"], PARTNER)
    assert facts(read(grids)) == [("S02", "Partenaires", None, None, None)]


@pytest.mark.parametrize("sheet", LEDGERS)
def test_every_missing_required_column_is_said_once(sheet):
    optional = {
        "partenaires": {"date_sortie"},
        "aller_vers": {"date_fin"},
        "actions_innovantes": {"date_fin", "code_qpv"},
    }
    for column in HEADERS[sheet]:
        reading = read(valid_return().drop_column(sheet, column))
        required = column not in optional.get(sheet, set())
        assert facts(reading) == ([("S03", LABELS[sheet], column, None, None)] if required else [])
        assert reading.sheets[sheet].failed == ([column] if required else [])
        assert column not in reading.sheets[sheet].columns


def test_a_sheet_without_any_header_is_missing():
    assert facts(read(partners(["a", "b"], [1, 2]))) == [("S02", "Partenaires", None, None, None)]


@pytest.mark.parametrize("container", ["xlsx", "ods", "zip"])
def test_an_empty_sheet_of_the_template_is_missing(container):
    grids = valid_return().grids() | {"Gouvernance": []}
    reading = read(grids, container)
    assert facts(reading) == [("S02", "Gouvernance", None, None, None)]
    assert "gouvernance" not in reading.sheets


@pytest.mark.parametrize("sheet", LEDGERS)
def test_a_table_with_a_header_only_is_there_and_empty(sheet):
    reading = read(valid_return().clear(sheet))
    assert facts(reading) == []
    assert reading.sheets[sheet].rows == []
    assert {cells.values == [] for cells in reading.sheets[sheet].columns.values()} == {True}


@pytest.mark.parametrize(
    "header",
    [
        "date_entree",
        "Date entrée",
        "DATE ENTREE",
        "date-entrée",
        " date\u00a0entrée ",
        "dateentree",
        "Date–Entrée",
        "Date’entrée",
    ],
)
def test_columns_are_compared_by_key(header):
    named = ["siret", "nom", "categorie", header, "date_sortie"]
    assert facts(read(partners(named, PARTNER))) == []


def test_other_characters_of_a_header_count():
    grids = partners(["siret", "nom", "categorie", "date_entree *", "date_sortie"], PARTNER)
    assert facts(read(grids)) == [
        ("S03", "Partenaires", "date_entree", None, None),
        ("S04", "Partenaires", "date_entree *", 1, "D1"),
    ]


class TestUnknownColumns:
    def test_each_is_said_with_the_header_as_written_and_ignored(self):
        book = valid_return().add_column("partenaires", "  Observations  libres ", {0: "bon partenaire"})
        reading = read(book)
        assert facts(reading) == [("S04", "Partenaires", "Observations libres", 1, "F1")]
        assert reading.facts[0].value == "Observations libres"
        assert set(reading.sheets["partenaires"].columns) == set(HEADERS["partenaires"])

    def test_twice_the_same_is_said_twice(self):
        header = [*HEADERS["partenaires"], "note", "Note"]
        assert [fact[4] for fact in facts(read(partners(header, PARTNER)))] == ["F1", "G1"]

    def test_in_a_csv_they_have_a_line_and_no_cell(self):
        book = valid_return().add_column("gouvernance", "lieu")
        assert facts(read(book, "zip")) == [("S04", "Gouvernance", "lieu", 1, None)]

    @pytest.mark.parametrize(("header", "name"), [(2023, "2023"), (2.5, "2.5"), (True, "VRAI")])
    def test_a_header_that_is_no_text_is_shown_as_one(self, header, name):
        assert facts(read(partners([*HEADERS["partenaires"], header], PARTNER))) == [
            ("S04", "Partenaires", name, 1, "F1")
        ]

    @pytest.mark.parametrize("header", ["-", "n.d.", "NC", "néant", "#REF!", " ", None])
    def test_an_empty_cell_or_a_missing_word_is_no_header(self, header):
        grids = partners([*HEADERS["partenaires"], header], [*PARTNER, "sous aucun titre"])
        assert facts(read(grids)) == []

    def test_the_two_columns_of_identification_may_have_neighbours(self):
        book = valid_return().add_column("identification", "aide")
        assert facts(read(book)) == [("S04", "Identification", "aide", 1, "C1")]


class TestRepeatedColumns:
    def test_each_occurrence_after_the_first_is_said_and_none_counts(self):
        header = ["siret", "nom", "categorie", "date_entree", "Nom", "NOM"]
        reading = read(partners(header, [*PARTNER[:4], "Autre", "Encore"]))
        assert facts(reading) == [
            ("S06", "Partenaires", "nom", 1, "E1"),
            ("S06", "Partenaires", "nom", 1, "F1"),
        ]
        assert [fact.value for fact in reading.facts] == ["Nom", "NOM"]
        assert reading.sheets["partenaires"].failed == ["nom"]
        assert "nom" not in reading.sheets["partenaires"].columns

    def test_an_optional_column_fails_as_well(self):
        header = [*HEADERS["partenaires"], "date sortie"]
        reading = read(partners(header, PARTNER))
        assert facts(reading) == [("S06", "Partenaires", "date_sortie", 1, "F1")]
        assert reading.sheets["partenaires"].failed == ["date_sortie"]

    def test_the_other_columns_are_read(self):
        reading = read(partners(["siret", "nom", "categorie", "date_entree", "nom"], PARTNER))
        assert values(reading, "partenaires", "siret") == ["30000000700017"]

    @pytest.mark.parametrize("column", ["champ", "valeur"])
    def test_in_identification_the_whole_record_is_unknown(self, column):
        reading = read(valid_return().add_column("identification", column))
        assert facts(reading) == [("S06", "Identification", column, 1, "C1")]
        assert reading.sheets["identification"].columns == {}
        assert reading.sheets["identification"].failed == [column]


def test_what_lacks_and_what_is_too_much_is_said_together():
    header = ["siret", "nom", "nom", "categorie", "entrée"]
    assert facts(read(partners(header, PARTNER))) == [
        ("S03", "Partenaires", "date_entree", None, None),
        ("S06", "Partenaires", "nom", 1, "C1"),
        ("S04", "Partenaires", "entrée", 1, "E1"),
    ]
