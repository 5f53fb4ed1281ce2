"""Cells are found in the bytes that were kept, wherever the storage is."""

import hashlib
import io

import openpyxl
import pytest

from orchestration.explanation.addresses import OriginalMissing, look_up
from orchestration.explanation.contributions import Cell, Contribution
from orchestration.landing.intake import returns_key
from orchestration.storage.folder import Folder
from tests.making.files import make
from tests.making.returns import valid_return
from tests.unit.publication.memory import Memory


@pytest.fixture(params=["folder", "elsewhere"])
def storage(request, tmp_path):
    return Folder(tmp_path / "storage") if request.param == "folder" else Memory()


def kept(storage, data):
    sha = hashlib.sha256(data).hexdigest()
    storage.write(returns_key(sha), data)
    return sha


def contribution(sha, *cells):
    return Contribution("cde-001", "2023-T4", sha, 0, list(cells))


def test_a_cell_gets_its_address_and_what_is_written_in_it(storage):
    data = make(valid_return("cde-001"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = Cell("aller_vers", 2, "nouveaux_beneficiaires", 0)
    look_up(storage, [contribution(kept(storage, data), cell)], {})
    assert str(book["Aller-vers"][cell.address].value) == cell.text


def test_a_cell_of_identification_is_that_of_its_value(storage):
    data = make(valid_return("cde-001"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cell = Cell("identification", None, "code_cite", None)
    look_up(storage, [contribution(kept(storage, data), cell)], {})
    assert (book["Identification"][cell.address].value, cell.text) == ("cde-001", "cde-001")


def test_a_csv_has_lines_and_no_addresses(storage):
    cell = Cell("aller_vers", 2, "nouveaux_beneficiaires", 0)
    look_up(storage, [contribution(kept(storage, make(valid_return("cde-001"), "zip")), cell)], {})
    assert (cell.row, cell.address) == (2, None)
    assert cell.text is not None


@pytest.mark.parametrize(
    "cell",
    [
        Cell("aller_vers", 99, "nouveaux_beneficiaires", 5),
        Cell("aller_vers", 2, "une_colonne_disparue", 5),
        Cell("une_feuille_disparue", 2, "nouveaux_beneficiaires", 5),
        Cell(None, None, None, 5),
    ],
)
def test_what_can_no_longer_be_found_keeps_its_row(storage, cell):
    row = cell.row
    look_up(storage, [contribution(kept(storage, make(valid_return("cde-001"))), cell)], {})
    assert (cell.row, cell.address, cell.text, cell.value) == (row, None, None, 5)


def test_a_cite_without_a_return_has_nothing_to_be_looked_up(storage):
    look_up(storage, [Contribution("cde-001", "2023-T4", None, 0)], {})


def test_an_original_that_is_gone_is_named_with_what_puts_it_back(storage):
    cell = Cell("aller_vers", 2, "nouveaux_beneficiaires", 0)
    with pytest.raises(OriginalMissing) as told:
        look_up(storage, [contribution("ab" * 32, cell)], {"ab" * 32: "retour.xlsx"})
    place = storage.location(returns_key("ab" * 32))
    assert str(told.value) == (
        f"the original of retour.xlsx (cde-001, 2023-T4) is missing, and with it the cells to show: {place}; put that file "
        "back from a backup, or drop the same bytes under a new name below landing/ and run again"
    )
