"""The release's workbook: contents, notes, a sheet a table under its French label, always the same bytes."""

import io
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pyarrow as pa
import pytest

from orchestration.publication.workbook.book import encode_release, sheet_name
from tests.unit.audit.small_world import QUARTERS, small_contract, tables
from tests.unit.publication.workbook.editions import (
    RELEASE,
    column,
    edition,
    one_table,
    opened,
    rows_of,
    with_table,
)

CONTRACT = small_contract()
LABELS = [table.label for table in CONTRACT.released.values()]


@pytest.fixture(scope="module")
def book():
    return opened(edition())


def members(made, pattern: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(encode_release(made))) as archive:
        return [archive.read(name) for name in archive.namelist() if re.fullmatch(pattern, name)]


def test_it_opens_on_its_contents_then_notes_then_a_sheet_a_table(book):
    assert book.active.title == "Sommaire"
    assert book.sheetnames[:3] == ["Sommaire", "Notes", "Indicateurs nationaux"]
    assert len(book.sheetnames) == 2 + len(CONTRACT.released)


def test_a_label_that_is_too_long_for_a_sheet_is_cut_between_words(book):
    assert "Indicateurs par quartier prioritaire" in LABELS
    assert book.sheetnames[5] == "Indicateurs par quartier"


@pytest.mark.parametrize(
    ("label", "taken", "name"),
    [
        ("Suivi", set(), "Suivi"),
        ("Suivi", {"suivi"}, "Suivi (2)"),
        ("SUIVI", {"suivi", "suivi (2)"}, "SUIVI (3)"),
        ("x" * 31, set(), "x" * 31),
        ("x" * 32, set(), "x" * 31),
        ("a " + "x" * 40, set(), "a"),
        ("x" * 31, {"x" * 31}, "x" * 27 + " (2)"),
        ("Part [2023] : 1/2 ? *", set(), "Part 2023 1 2"),
        ("'Cité'", set(), "Cité"),
        ("Aller-vers d'hiver", set(), "Aller-vers d'hiver"),
        ("[]", set(), "Table"),
    ],
)
def test_a_sheet_gets_a_name_that_a_spreadsheet_accepts(label, taken, name):
    assert sheet_name(label, taken) == name


def test_every_line_of_the_contents_leads_to_its_sheet(book):
    contents = book["Sommaire"]
    lines = list(contents.iter_rows(min_row=6, max_row=5 + len(LABELS)))
    assert [line[0].value for line in lines] == LABELS
    assert [line[0].hyperlink.location for line in lines] == [f"'{name}'!A1" for name in book.sheetnames[2:]]
    assert [line[3].value for line in lines] == [len(tables().get(name, ())) for name in CONTRACT.released]
    assert [line[4].value for line in lines] == list(CONTRACT.released)


def test_a_sheet_with_an_apostrophe_in_its_name_is_led_to_as_well():
    table = one_table([column("nom")])
    contents = opened(with_table(table, pa.table({"nom": ["x"]})))["Sommaire"]
    links = {row[0].value: row[0].hyperlink for row in contents.iter_rows(min_row=6, max_row=20)}
    assert links["Table d'essai"].location == "'Table d''essai'!A1"


def test_every_sheet_leads_back_to_the_contents(book):
    for name in book.sheetnames[1:]:
        links = [cell.hyperlink.location for cell in book[name]["A"][:5] if cell.hyperlink]
        assert links == ["'Sommaire'!A1"], name


def test_the_contents_say_how_complete_each_quarter_is_the_newest_first(book):
    lines = [(row[0].value, row[1].value) for row in book["Sommaire"].iter_rows(min_row=20)]
    quarters = [line for line in lines if line[0] in QUARTERS]
    assert quarters == [
        ("2022-T3", "partiel — 3 sur 4"),
        ("2022-T2", "complet — 4 sur 4"),
        ("2022-T1", "complet — 3 sur 3"),
    ]


def test_every_sheet_says_its_release_and_how_complete_the_last_quarter_is(book):
    # made at half past eleven in the evening, Greenwich: the next day in Paris
    expected = f"Version {RELEASE} du 02/02/2024 — dernier trimestre\u00a0: 2022-T3\u00a0: partiel, 3 cités répondantes sur 4"
    for sheet in book.worksheets:
        assert expected in [cell.value for cell in sheet["A"][:3]], sheet.title


@pytest.mark.parametrize("demo", [True, False])
def test_a_demonstration_says_so_on_every_sheet_and_a_real_release_on_none(demo):
    for sheet in opened(edition(demo=demo)).worksheets:
        told = [cell.value for cell in sheet["A"][:5] if str(cell.value).startswith("DONNÉES FICTIVES")]
        assert len(told) == int(demo), sheet.title


def test_the_notes_say_what_is_counted_and_under_which_licence(book):
    said = "\n".join(str(cell.value) for cell in book["Notes"]["A"])
    assert "Seules comptent les remontées en vigueur" in said
    assert "provisoire\u00a0: au moins 80\u00a0% des cités attendues" in said
    assert "30 jours au plus tard" in said
    assert "Licence Ouverte 2.0" in said


def test_a_screen_reader_is_told_that_it_is_in_french():
    assert openpyxl.load_workbook(io.BytesIO(encode_release(edition()))).properties.language == "fr-FR"


def test_the_same_edition_gives_the_same_bytes():
    assert encode_release(edition()) == encode_release(edition())


def test_nothing_in_the_bytes_tells_when_they_were_written():
    with zipfile.ZipFile(io.BytesIO(encode_release(edition()))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", properties)) == {"2022-01-01T00:00:00Z"}


def test_no_cell_of_it_is_a_formula():
    sheets = members(edition(), r"xl/worksheets/sheet\d+\.xml")
    assert len(sheets) == 2 + len(CONTRACT.released)
    for sheet in sheets:
        cells = [element.tag.rpartition("}")[2] for element in ElementTree.fromstring(sheet).iter()]
        assert "f" not in cells


def test_the_tables_are_called_by_their_technical_names():
    names = [ElementTree.fromstring(table).get("name") for table in members(edition(), r"xl/tables/.*")]
    assert sorted(names) == sorted(CONTRACT.released)


def test_a_programme_of_one_cite_and_one_quarter_has_its_workbook():
    rows = {name: [row for row in lines if _is_of_angers(row)] for name, lines in tables().items()}
    rows["indicateurs_nationaux"] = rows["indicateurs_nationaux"][:1]
    rows["indicateurs_nationaux"][0].update(cites_attendues=1, cites_repondantes=1)
    book = opened(edition(rows))
    assert "1 cité répondante sur 1" in book["Sommaire"]["A2"].value
    assert len(rows_of(book["Indicateurs par cité"])) == 2


def _is_of_angers(row) -> bool:
    return row.get("code_cite", "cde-001") == "cde-001" and row.get("trimestre", "2022-T1") == "2022-T1"


def test_a_release_without_any_row_has_its_workbook():
    book = opened(edition({name: [] for name in CONTRACT.published}))
    assert book["Sommaire"]["A2"].value == f"Version {RELEASE} du 02/02/2024"
    assert rows_of(book["Indicateurs nationaux"])[1][0] == "Aucune ligne dans cette version."


def test_forty_quarters_of_history_are_all_on_the_contents():
    rows = {**tables(), "indicateurs_nationaux": []}
    for number in range(40):
        row = {**tables()["indicateurs_nationaux"][0], "trimestre": f"{2022 + number // 4}-T{number % 4 + 1}"}
        rows["indicateurs_nationaux"].append(row)
    book = opened(edition(rows))
    told = [cell.value for cell in book["Sommaire"]["A"] if re.fullmatch(r"\d{4}-T\d", str(cell.value))]
    assert (len(told), told[0], told[-1]) == (40, "2031-T4", "2022-T1")
    assert len(rows_of(book["Indicateurs nationaux"])) == 41
