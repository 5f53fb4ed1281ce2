"""All that a person sees of a workbook beside its values: cells' looks, notes and links, and what belongs to the sheets.

Belongs here: describing a workbook so that two can be compared. Does not belong here: what may differ.
"""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Place = tuple[str, str]


def cells(workbook: Workbook) -> dict[Place, tuple[Any, ...]]:
    """Every cell that is stored, by sheet and address: value (a formula as its text), looks, note and link."""
    return {
        (page.title, cell.coordinate): _look(cell)
        for page in workbook.worksheets
        for row in page.iter_rows()
        for cell in row
    }


def _look(cell: Cell) -> tuple[Any, ...]:
    value = getattr(cell.value, "text", cell.value)
    style = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    note = cell.comment.text if cell.comment else None
    link = cell.hyperlink.location or cell.hyperlink.target if cell.hyperlink else None
    return value, cell.data_type, cell.number_format, *map(repr, style), note, link


def sheets(workbook: Workbook) -> dict[str, dict[str, Any]]:
    """What belongs to each sheet as a whole, and the names of the workbook."""
    names = {name: one.attr_text for name, one in workbook.defined_names.items()}
    return {"": {"names": names}} | {page.title: _sheet(page) for page in workbook.worksheets}


def _sheet(page: Worksheet) -> dict[str, Any]:
    checks = page.data_validations.dataValidation
    return {
        "merged": sorted(map(str, page.merged_cells.ranges)),
        "checks": sorted(
            (str(one.sqref), one.type, one.formula1, one.formula2, one.prompt) for one in checks
        ),
        "rules": sorted(str(one.sqref) for one in page.conditional_formatting),
        "widths": {name: (one.width, one.hidden) for name, one in page.column_dimensions.items()},
        "heights": {row: (one.height, one.hidden) for row, one in page.row_dimensions.items()},
        "view": (page.freeze_panes, page.sheet_state, page.sheet_view.showGridLines, page.auto_filter.ref),
        "print": (
            page.print_title_rows,
            page.print_area,
            page.page_setup.orientation,
            page.oddFooter.left.text,
        ),
    }
