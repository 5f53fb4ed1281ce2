"""The returns that tests are made of are what they say."""

import datetime

import pytest

from contracts.loading import load_contract
from tests.making import disorder, files
from tests.making.identifiers import cite_line, qpv, siret
from tests.making.returns import valid_return
from tests.making.shape import FIELDS, HEADERS, INDICATORS, LABELS
from tests.unit.reading.asking import facts, read, values


def test_names_are_those_of_the_contract():
    sheets = load_contract().submission.sheets
    assert {sheet.name: sheet.label for sheet in sheets} == LABELS
    assert {sheet.name: [name for name, _ in sheet.header] for sheet in sheets} == HEADERS
    by_name = {sheet.name: [column.name for column in sheet.columns] for sheet in sheets}
    assert (by_name["identification"], by_name["synthese"]) == (FIELDS, INDICATORS)


@pytest.mark.parametrize("container", files.CONTAINERS)
@pytest.mark.parametrize(
    ("cite", "quarter"), [("cde-001", "2023-T4"), ("cde-040", "2024-T2"), ("cde-001", "2022-T1")]
)
def test_the_default_is_sound_in_every_container(container, cite, quarter):
    reading = read(valid_return(cite, quarter), container)
    assert facts(reading) == []
    assert values(reading, "identification", "trimestre") == [quarter]
    states = [
        state
        for sheet in reading.sheets.values()
        for cells in sheet.columns.values()
        for state in cells.states
    ]
    assert set(states) == {0, 1}


def test_the_synthese_follows_the_detail_until_it_is_set():
    book = (
        valid_return().set("aller_vers", column="nouveaux_beneficiaires", value=30).drop_row("partenaires", 2)
    )
    assert (
        book.get("synthese", column="nouveaux_beneficiaires"),
        book.get("synthese", column="partenaires"),
    ) == (57, 2)
    book.set("synthese", column="partenaires", value=9)
    assert book.get("synthese", column="partenaires") == 9
    assert book.get("synthese", column="actions_aller_vers") == 2


def test_a_partner_who_left_by_the_last_day_is_not_counted():
    book = valid_return()
    book.set("partenaires", column="date_sortie", value=datetime.date(2023, 12, 31))
    assert book.totals()["partenaires"] == 2
    book.set("partenaires", column="date_sortie", value=datetime.date(2024, 1, 1))
    assert book.totals()["partenaires"] == 3


def test_every_edit_changes_one_thing():
    book = valid_return().set("aller_vers", row=1, column="femmes", value=99)
    assert [row["femmes"] for row in book.rows["aller_vers"]] == [13, 99]
    assert valid_return().get("aller_vers", row=1, column="femmes") == 13


def test_cells_are_where_they_say():
    book = valid_return()
    reading = read(book)
    assert (
        reading.sheets["aller_vers"].place("femmes", 1).cell
        == book.cell("aller_vers", row=1, column="femmes")
        == "J3"
    )
    assert (
        reading.sheets["synthese"].place("partenaires", 0).cell
        == book.cell("synthese", column="partenaires")
        == "B2"
    )
    assert reading.sheets["identification"].place("trimestre", 0).cell == book.cell(
        "identification", column="trimestre"
    )


def test_columns_fields_rows_and_sheets_come_and_go():
    book = valid_return().drop_column("gouvernance", "date").drop_column("identification", "modele")
    book.add_column("gouvernance", "lieu", {1: "mairie"}).add_row("gouvernance", structures_presentes=7)
    book.rename_sheet("synthese", "SYNTHESE").drop_sheet("partenaires").add_sheet("Notes", [["x"]]).clear(
        "aller_vers"
    )
    grids = book.grids()
    assert list(grids) == [
        "Identification",
        "Gouvernance",
        "Aller-vers",
        "Actions innovantes",
        "SYNTHESE",
        "Notes",
    ]
    assert grids["Gouvernance"][0] == ["instance", "copresidee", "structures_presentes", "lieu"]
    assert [row[3] for row in grids["Gouvernance"][1:]] == [None, "mairie", None]
    assert (len(grids["Aller-vers"]), grids["Identification"][1][0]) == (1, "code_cite")


def test_a_field_that_was_dropped_comes_back_when_set():
    book = (
        valid_return()
        .drop_column("identification", "modele")
        .set("identification", column="modele", value="2")
    )
    assert dict(book.grids()["Identification"])["modele"] == "2"


def test_sirets_differ_and_qpv_belong_to_the_cite():
    assert len({siret(number) for number in range(1_000)}) == 1_000
    assert qpv("cde-040", "2024-T2").startswith("QN")
    assert qpv("cde-001", "2023-T4") == "QP049001"
    assert cite_line("cde-001")["premier_trimestre"] == "2022-T1"
    with pytest.raises(KeyError):
        cite_line("cde-999")


def test_disorder_keeps_every_value():
    grids = valid_return().grids()
    for change in (disorder.columns_shuffled, disorder.rows_shuffled, disorder.spaced):
        for name, grid in change(grids).items():
            kept = sorted(str(value) for row in grid for value in row if value is not None)
            assert kept == sorted(str(value) for row in grids[name] for value in row if value is not None)


def test_values_are_written_as_french_people_do():
    written = [
        files.french(value) for value in (None, True, False, datetime.date(2023, 10, 5), 1234.5, 12, "texte")
    ]
    assert written == ["", "oui", "non", "05/10/2023", "1234,5", "12", "texte"]
