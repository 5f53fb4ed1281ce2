"""A spreadsheet opens what a release holds: the CSV with its commas and accents, the workbook without a word of complaint."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from orchestration.publication.formats.csv_file import encode
from orchestration.publication.workbook.book import encode_release
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.workbook.editions import TOP, edition, rows_of

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")

FRENCH_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,1036,false,true"
"""What a French person confirms in the window that asks: semicolons, double quotes, UTF-8, French numbers."""


def opened(folder: Path, name: str, data: bytes, *options: str) -> openpyxl.Workbook:
    """The file as LibreOffice opened it and saved it again, with a profile of its own."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(OFFICE),
        profile,
        "--headless",
        *options,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
    ]
    done = subprocess.run(
        [*command, str(folder / name)],
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
        env={**os.environ, "HOME": str(folder)},
    )
    complaints = [line for line in done.stderr.splitlines() if "javaldx" not in line and line.strip()]
    assert complaints == []
    return openpyxl.load_workbook(folder / "out" / f"{Path(name).stem}.xlsx")


def test_a_french_spreadsheet_reads_the_csv_numbers_dates_accents_and_harmless_texts(tmp_path):
    table = pa.table(
        {
            "nom_cite": ["Évry – « Cœur d’Essonne » ; l'été", "=1+1", None],
            "taux": pa.array([Decimal("0.9762"), Decimal("1.0000"), None], pa.decimal128(18, 4)),
            "cout_total": pa.array([Decimal("74909.71"), Decimal("-3.05"), None], pa.decimal128(24, 2)),
            "date_remontee": pa.array([date(2024, 2, 8), date(2022, 12, 31), None], pa.date32()),
            "partenaires": pa.array([1344, 0, None], pa.int64()),
        }
    )
    sheet = opened(tmp_path, "table.csv", encode(table, "t"), f"--infilter={FRENCH_CSV}").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["nom_cite", "taux", "cout_total", "date_remontee", "partenaires"],
        ["Évry – « Cœur d’Essonne » ; l'été", 0.9762, 74909.71, datetime(2024, 2, 8), 1344],
        ["'=1+1", 1, -3.05, datetime(2022, 12, 31), 0],
    ]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> openpyxl.Workbook:
    return opened(tmp_path_factory.mktemp("office"), "indicateurs.xlsx", encode_release(edition(demo=True)))


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("sent") / "indicateurs.xlsx"
    path.write_bytes(encode_release(edition(demo=True)))
    return openpyxl.load_workbook(path)


def test_the_workbook_keeps_its_sheets_and_every_value(workbook, sent):
    assert workbook.sheetnames == sent.sheetnames
    for sheet in sent.worksheets[2:]:
        width = sheet.max_column
        found = [row[:width] for row in rows_of(workbook[sheet.title])][: sheet.max_row - TOP + 1]
        assert found == rows_of(sheet), sheet.title


def test_the_workbook_keeps_its_links_filters_and_formats(workbook, sent):
    for sheet in sent.worksheets[2:]:
        again = workbook[sheet.title]
        (table,), (kept,) = sheet.tables.values(), again.tables.values()
        assert (kept.name, kept.ref, kept.autoFilter.ref) == (table.name, table.ref, table.ref)
        assert [cell.number_format for cell in again[TOP + 1]][: sheet.max_column] == [
            cell.number_format for cell in sheet[TOP + 1]
        ]
    links = [
        row[0].hyperlink
        for row in workbook["Sommaire"].iter_rows(min_row=6, max_row=5 + len(small_contract().released))
    ]
    assert len([link for link in links if link]) == len(small_contract().released)


def test_no_cell_became_a_formula(workbook):
    for sheet in workbook.worksheets:
        assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
