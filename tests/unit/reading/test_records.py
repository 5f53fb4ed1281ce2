"""Identification and Synthèse: fields and indicators (rules S04, S08, C07; T01 without a cell)."""

import datetime

import pytest

from orchestration.submissions.reading.result import Cells, Place, State
from tests.making.returns import valid_return
from tests.making.shape import FIELDS, INDICATORS
from tests.unit.reading.asking import facts, read, values

OPTIONAL = {"nom_cite", "etp_coordination", "commentaire"}


def identification(*rows):
    """A valid return whose Identification has more rows at the end."""
    grids = valid_return().grids()
    grids["Identification"] = [*grids["Identification"], *rows]
    return grids


def synthese(*rows):
    grids = valid_return().grids()
    grids["Synthèse"] = [*grids["Synthèse"], *rows]
    return grids


class TestIdentification:
    def test_one_record_a_return(self):
        reading = read(valid_return(etp_coordination=1.5, validee_etat=False, commentaire="Rien à dire"))
        record = {name: cells.values for name, cells in reading.sheets["identification"].columns.items()}
        assert record == {
            "modele": ["1"],
            "code_cite": ["cde-001"],
            "nom_cite": ["CU Angers Loire Métropole"],
            "trimestre": ["2023-T4"],
            "date_remontee": [datetime.date(2024, 1, 12)],
            "etp_coordination": [1.5],
            "validee_etat": [False],
            "validee_collectivite": [True],
            "commentaire": ["Rien à dire"],
        }

    def test_the_place_of_a_field_is_its_valeur(self):
        sheet = read(valid_return()).sheets["identification"]
        assert {name: sheet.place(name, 0) for name in FIELDS} == {
            name: Place(row, f"B{row}") for row, name in enumerate(FIELDS, start=2)
        }

    def test_in_a_csv_a_place_is_a_line(self):
        assert read(valid_return(), "zip").sheets["identification"].place("trimestre", 0) == Place(5, None)

    def test_valeur_may_stand_before_champ(self):
        grids = valid_return().grids()
        grids["Identification"] = [[value, name] for name, value in grids["Identification"]]
        reading = read(grids)
        assert values(reading, "identification", "code_cite") == ["cde-001"]
        assert reading.sheets["identification"].places["code_cite"] == Place(3, "A3")

    @pytest.mark.parametrize("version", ["1", 1.0, 1, " 1 "])
    def test_the_version_may_be_a_number(self, version):
        assert values(read(valid_return(modele=version)), "identification", "modele") == ["1"]

    @pytest.mark.parametrize("champ", ["Code cité", "CODE_CITE", "code-cite", "code\u00a0cité "])
    def test_fields_are_compared_by_key(self, champ):
        grids = valid_return().drop_column("identification", "code_cite").grids()
        grids["Identification"].append([champ, "cde-002"])
        reading = read(grids)
        assert facts(reading) == []
        assert values(reading, "identification", "code_cite") == ["cde-002"]

    @pytest.mark.parametrize("field", FIELDS)
    def test_a_field_without_a_row(self, field):
        sheet = read(valid_return().drop_column("identification", field)).sheets["identification"]
        if field in OPTIONAL:
            assert field not in sheet.columns
        else:
            assert sheet.columns[field] == Cells([None], [State.MISSING], [None])
            assert sheet.place(field, 0) == Place(None, None)
        assert sheet.failed == []

    def test_a_field_without_a_value_keeps_its_place(self):
        sheet = read(valid_return(modele=None, trimestre="n.d.")).sheets["identification"]
        assert sheet.columns["modele"] == Cells([None], [State.MISSING], [None])
        assert sheet.columns["trimestre"] == Cells([None], [State.MISSING], ["n.d."])
        assert sheet.place("modele", 0) == Place(2, "B2")

    def test_a_field_twice_fails_at_each_occurrence_after_the_first(self):
        reading = read(identification(["trimestre", "2023-T3"], ["Trimestre", None]))
        assert facts(reading) == [
            ("S08", "Identification", "champ", 11, "A11"),
            ("S08", "Identification", "champ", 12, "A12"),
        ]
        assert [fact.value for fact in reading.facts] == ["trimestre", "Trimestre"]
        sheet = reading.sheets["identification"]
        assert "trimestre" not in sheet.columns and "trimestre" not in sheet.places
        assert sheet.failed == ["trimestre"]

    def test_an_unknown_field_is_ignored_with_or_without_a_value(self):
        reading = read(identification(["téléphone", "01 02 03 04 05"], ["référent", None]))
        assert facts(reading) == [
            ("S04", "Identification", "champ", 11, "A11"),
            ("S04", "Identification", "champ", 12, "A12"),
        ]
        assert [fact.value for fact in reading.facts] == ["téléphone", "référent"]

    @pytest.mark.parametrize("champ", [None, "-", "n.d.", " "])
    def test_a_value_without_a_field_is_ignored(self, champ):
        assert facts(read(identification([champ, "perdu"]))) == []

    def test_without_its_column_of_fields_nothing_is_said_of_them(self):
        reading = read(valid_return().drop_column("identification", "champ"))
        assert facts(reading) == [("S03", "Identification", "champ", None, None)]
        assert reading.sheets["identification"].columns == {}

    def test_without_its_column_of_values_the_fields_are_still_looked_at(self):
        grids = identification(["trimestre"], ["inconnu"])
        grids["Identification"] = [[row[0]] for row in grids["Identification"]]
        reading = read(grids)
        assert facts(reading) == [
            ("S03", "Identification", "valeur", None, None),
            ("S08", "Identification", "champ", 11, "A11"),
            ("S04", "Identification", "champ", 12, "A12"),
        ]
        assert reading.sheets["identification"].columns == {}
        assert reading.sheets["identification"].failed == ["valeur", "trimestre"]

    def test_a_champ_that_is_no_text_is_shown_as_one(self):
        reading = read(identification([12.0, "douze"]))
        assert [fact.value for fact in reading.facts] == ["12"]


class TestSynthese:
    def test_six_totals(self):
        reading = read(valid_return())
        record = {name: cells.values[0] for name, cells in reading.sheets["synthese"].columns.items()}
        assert record == valid_return().totals()

    def test_the_place_of_an_indicator_is_its_valeur(self):
        sheet = read(valid_return()).sheets["synthese"]
        assert [sheet.place(name, 0) for name in INDICATORS] == [Place(row, f"B{row}") for row in range(2, 8)]

    @pytest.mark.parametrize("indicator", INDICATORS)
    def test_a_missing_indicator_is_said_by_name_without_a_cell(self, indicator):
        reading = read(valid_return().drop_column("synthese", indicator))
        assert facts(reading) == [("C07", "Synthèse", "indicateur", None, None)]
        assert reading.facts[0].value == indicator
        assert reading.sheets["synthese"].failed == [indicator]
        assert indicator not in reading.sheets["synthese"].columns

    def test_an_empty_synthese_misses_them_all(self):
        grids = valid_return().grids() | {"Synthèse": [["indicateur", "valeur"]]}
        assert [fact.value for fact in read(grids).facts] == INDICATORS

    def test_an_indicator_twice_is_said_at_the_second(self):
        reading = read(synthese(["Partenaires", 3]))
        assert facts(reading) == [("C07", "Synthèse", "indicateur", 8, "A8")]
        assert reading.facts[0].value == "Partenaires"
        assert "partenaires" not in reading.sheets["synthese"].columns

    def test_an_unknown_indicator_is_said_at_its_cell(self):
        reading = read(synthese(["participants", 3]))
        assert facts(reading) == [("C07", "Synthèse", "indicateur", 8, "A8")]
        assert reading.facts[0].value == "participants"
        assert reading.sheets["synthese"].failed == []

    def test_a_misspelled_indicator_is_both_unknown_and_missing(self):
        grids = valid_return().drop_column("synthese", "partenaires").grids()
        grids["Synthèse"].append(["partenaire", 3])
        assert facts(read(grids)) == [
            ("C07", "Synthèse", "indicateur", 7, "A7"),
            ("C07", "Synthèse", "indicateur", None, None),
        ]

    @pytest.mark.parametrize("indicator", [None, "-", "nd"])
    def test_a_value_without_an_indicator_is_ignored(self, indicator):
        assert facts(read(synthese([indicator, 12]))) == []

    def test_an_indicator_without_a_value_is_there(self):
        sheet = read(valid_return().set("synthese", column="partenaires", value=None)).sheets["synthese"]
        assert sheet.columns["partenaires"] == Cells([None], [State.MISSING], [None])
        assert sheet.failed == []

    def test_without_its_column_of_values_the_indicators_are_still_looked_at(self):
        grids = (
            valid_return().drop_column("synthese", "partenaires").drop_column("synthese", "valeur").grids()
        )
        assert facts(read(grids)) == [
            ("S03", "Synthèse", "valeur", None, None),
            ("C07", "Synthèse", "indicateur", None, None),
        ]

    def test_labels_of_indicators_may_be_written_in_french(self):
        grids = valid_return().drop_column("synthese", "beneficiaires_accompagnes").grids()
        grids["Synthèse"].append(["Bénéficiaires accompagnés", 24])
        reading = read(grids)
        assert facts(reading) == []
        assert values(reading, "synthese", "beneficiaires_accompagnes") == [24]
