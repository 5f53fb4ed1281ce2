"""What a cell means in a column of each type (return.md, "How a cell is read")."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.model import Code, Column
from orchestration.submissions.reading.cells import CellReaders
from orchestration.submissions.reading.result import Cells, State
from tests.unit.reading.asking import CONTRACT

READERS = CellReaders(CONTRACT.submission, CONTRACT.reference.codelists)
DAY = datetime.date(2023, 10, 5)
OK, MISSING, UNREADABLE = State.OK, State.MISSING, State.UNREADABLE
TYPES = ["text", "int", "decimal", "date", "bool", "code", "siret", "qpv"]


def meaning(kind, raw):
    """State, value and text of one cell."""
    column = Column("colonne", "Colonne", kind, True, "", codelist="instance" if kind == "code" else None)
    return READERS.of(column)(raw)


def is_read(kind, raw, value):
    state, read, _ = meaning(kind, raw)
    assert (state, read, type(read)) == (OK, value, type(value))


def is_unreadable(kind, raw):
    assert meaning(kind, raw)[:2] == (UNREADABLE, None)


@pytest.mark.parametrize("kind", TYPES)
class TestEveryType:
    def test_an_empty_cell_is_missing_and_shows_nothing(self, kind):
        assert meaning(kind, None) == (MISSING, None, None)
        assert meaning(kind, " \u00a0") == (MISSING, None, None)

    @pytest.mark.parametrize("word", ["n.d.", "NC", "-", "Néant", "#N/A"])
    def test_a_missing_word_is_missing_and_shown_as_written(self, kind, word):
        assert meaning(kind, f" {word} ") == (MISSING, None, word)

    @pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#VALEUR!", "#NOM?"])
    def test_a_formula_error_is_missing(self, kind, error):
        assert meaning(kind, error)[:2] == (MISSING, None)

    @pytest.mark.parametrize("number", [0.0, -1.5, 1e300, -1e300, 5e-324, 1e16, 2.0**63])
    def test_no_number_crashes(self, kind, number):
        assert meaning(kind, number)[0] in (OK, UNREADABLE)

    @given(
        raw=st.one_of(
            st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates()
        )
    )
    def test_nothing_crashes(self, kind, raw):
        state, value, text = meaning(kind, raw)
        assert (value is None) == (state != OK)
        assert text is None or text == text.strip()

    def test_a_long_text_is_read_like_a_short_one(self, kind):
        assert meaning(kind, "1" + " " * 100) == meaning(kind, "1")


class TestInt:
    @pytest.mark.parametrize("raw", [14.0, "14", "14,0", "14.0", " 14 ", "14.0000000001", 14.0000000005])
    def test_whole_numbers(self, raw):
        is_read("int", raw, 14)

    def test_a_negative_number_is_read_and_judged_later(self):
        is_read("int", -3.0, -3)

    @pytest.mark.parametrize("raw", [12.5, "12,5", "10%", "douze", True, False, DAY, "08:30:00", "VRAI"])
    def test_anything_else(self, raw):
        is_unreadable("int", raw)

    def test_a_percentage_is_its_number(self):
        is_unreadable("int", 0.1)
        is_read("int", 1.0, 1)


class TestDecimal:
    @pytest.mark.parametrize(
        ("raw", "value"), [(12.5, 12.5), ("1 234,50 €", 1234.5), (0.1, 0.1), ("12", 12.0), (-0.0, 0.0)]
    )
    def test_numbers(self, raw, value):
        is_read("decimal", raw, value)

    @pytest.mark.parametrize("raw", ["1.234,50", "1e3", "12 34", "10%", True, DAY])
    def test_anything_else(self, raw):
        is_unreadable("decimal", raw)


class TestDate:
    @pytest.mark.parametrize(
        "raw", [DAY, "05/10/2023", "5-10-2023", "05.10.2023", "5/10/23", "2023-10-05 00:00:00"]
    )
    def test_days(self, raw):
        is_read("date", raw, DAY)

    @pytest.mark.parametrize(
        "raw", [45204.0, "45204", 20231005.0, "08:30:00", "26:15:00", True, "10/25/2023"]
    )
    def test_a_bare_number_a_time_or_a_duration_is_no_day(self, raw):
        is_unreadable("date", raw)


class TestBool:
    @pytest.mark.parametrize(
        "raw", [True, 1.0, "oui", "OUI", "Oui", "o", "O", "vrai", "VRAI", "true", "x", "X", "1", " oui "]
    )
    def test_yes(self, raw):
        is_read("bool", raw, True)

    @pytest.mark.parametrize("raw", [False, 0.0, "non", "NON", "n", "N", "faux", "FAUX", "false", "0"])
    def test_no(self, raw):
        is_read("bool", raw, False)

    @pytest.mark.parametrize(
        "raw", ["en cours", "yes", "no", "v", "f", "2", 2.0, -1.0, 0.5, DAY, "1,0", "✓", "xx", "ok"]
    )
    def test_neither(self, raw):
        is_unreadable("bool", raw)


class TestCode:
    @pytest.mark.parametrize(
        "raw",
        [
            "comite_pilotage",
            "COMITE_PILOTAGE",
            "Comité de pilotage",
            "comité  de\u00a0pilotage",
            "comite-de-pilotage",
            "Comité_Pilotage",
        ],
    )
    def test_the_code_or_its_label_by_key(self, raw):
        is_read("code", raw, "comite_pilotage")

    @pytest.mark.parametrize(
        "raw", ["pilotage", "comité de pilotage.", "comités de pilotage", 1.0, True, DAY]
    )
    def test_anything_else(self, raw):
        is_unreadable("code", raw)

    def test_every_code_and_every_label_of_every_list_is_read_as_its_code(self):
        for name, codes in CONTRACT.reference.codelists.items():
            read = READERS.of(Column("c", "C", "code", True, "", codelist=name))
            assert [read(code.code)[1] for code in codes] == [code.code for code in codes]
            assert [read(code.label.upper())[1] for code in codes] == [code.code for code in codes]

    def test_a_code_wins_over_a_label_with_the_same_key(self):
        lists = {"liste": (Code("a", "B"), Code("b", "Autre"))}
        read = CellReaders(CONTRACT.submission, lists).of(
            Column("c", "C", "code", True, "", codelist="liste")
        )
        assert read("b")[1] == "b"

    def test_two_lists_do_not_mix(self):
        instance = READERS.of(Column("c", "C", "code", True, "", codelist="instance"))
        assert instance("langue")[0] == UNREADABLE


class TestSiret:
    @pytest.mark.parametrize(
        "raw",
        [
            "73282932000074",
            "732 829 320 00074",
            "732.829.320.00074",
            "732\u00a0829\u202f320 00074",
            73282932000074.0,
        ],
    )
    def test_spaces_and_dots_are_dropped(self, raw):
        is_read("siret", raw, "73282932000074")

    def test_a_number_is_padded_to_fourteen_digits(self):
        is_read("siret", 5410220700013.0, "05410220700013")
        is_read("siret", 0.0, "00000000000000")

    def test_a_text_is_not_padded(self):
        is_read("siret", "5410220700013", "5410220700013")

    @pytest.mark.parametrize(
        ("raw", "value"), [(-73282932000074.0, "-73282932000074"), (7328293200007.5, "7328293200007.5")]
    )
    def test_a_negative_number_or_a_fraction_stays_what_it_is(self, raw, value):
        is_read("siret", raw, value)

    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            ("en attente", "enattente"),
            ("123", "123"),
            (".", ""),
            (True, "VRAI"),
            (DAY, "2023-10-05"),
            (123456789012345.0, "123456789012345"),
        ],
    )
    def test_what_is_no_siret_is_kept_for_its_rule_to_fail(self, raw, value):
        is_read("siret", raw, value)

    def test_what_is_shown_is_what_was_written(self):
        assert meaning("siret", " 732 829 320\u00a000074 ")[2] == "732 829 320 00074"
        assert meaning("siret", 5410220700013.0)[2] == "5410220700013"


class TestQpv:
    @pytest.mark.parametrize("raw", ["QN00201M", "qn00201m", "QN 002 01M", " qn\u00a000201M "])
    def test_upper_case_without_spaces(self, raw):
        is_read("qpv", raw, "QN00201M")

    def test_a_number_is_kept_for_its_rule_to_fail(self):
        is_read("qpv", 93001.0, "93001")


class TestText:
    @pytest.mark.parametrize(
        ("raw", "value"),
        [
            (1.0, "1"),
            (1.5, "1.5"),
            (DAY, "2023-10-05"),
            (True, "VRAI"),
            (False, "FAUX"),
            ("  Été\u00a0à  l'école ", "Été à l'école"),
        ],
    )
    def test_whatever_the_cell_it_has_a_text(self, raw, value):
        is_read("text", raw, value)

    def test_a_quarter_is_a_text_as_written(self):
        is_read("text", " T4\u00a02023 ", "T4 2023")

    def test_a_long_text_is_kept_whole(self):
        is_read("text", "é" * 5000, "é" * 5000)


class TestTruthIsNoNumber:
    """True equals 1.0 in Python, and hashes alike: what was read before must not matter."""

    def test_in_either_order(self):
        first = [meaning("int", raw)[0] for raw in (1.0, True, 1.0)]
        second = [meaning("text", raw)[1] for raw in (True, 1.0, True)]
        assert first == [OK, UNREADABLE, OK]
        assert second == ["VRAI", "1", "VRAI"]


def test_a_column_is_read_in_one_go():
    column = Column("femmes", "Femmes", "int", True, "")
    assert READERS.read(column, [1.0, None, "nd", "douze"]) == Cells(
        [1, None, None, None], [OK, MISSING, MISSING, UNREADABLE], ["1", None, "nd", "douze"]
    )
    assert READERS.read(column, []) == Cells()
