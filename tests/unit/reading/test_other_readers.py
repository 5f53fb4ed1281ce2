"""What other libraries read from an ordinary workbook is what the reader reads."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from tests.making import files
from tests.making.disorder import titled
from tests.making.returns import valid_return
from tests.unit.reading.asking import raw


@pytest.fixture(scope="module")
def grids():
    book = valid_return(commentaire="« Été » à l'école & <ailleurs>", etp_coordination=0.1)
    book.add_sheet(
        "Notes", [[1e15, -0.25, "x" * 1000], [], [None, None, True, datetime.datetime(2023, 10, 5, 14, 30)]]
    )
    return titled(book.grids(), 2)


def plain(value):
    """Days without their times, numbers as floats: what the reader keeps."""
    if isinstance(value, datetime.datetime):
        return value.date()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@pytest.mark.parametrize("container", ["xlsx", "ods"])
def test_calamine(grids, container):
    content = files.make(grids, container)
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        read = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    cells = {
        name: {
            f"{get_column_letter(column)}{number}": plain(value)
            for number, row in enumerate(rows, start=1)
            for column, value in enumerate(row, start=1)
            if value != ""
        }
        for name, rows in read.items()
    }
    assert raw(content) == cells


@pytest.mark.parametrize("date_1904", [False, True])
def test_openpyxl(grids, date_1904):
    content = files.xlsx(grids, date_1904=date_1904)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {
        sheet.title: {
            cell.coordinate: plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book
    }
    assert raw(content) == cells
