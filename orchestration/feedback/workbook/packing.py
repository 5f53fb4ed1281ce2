"""Write a workbook: the same content, the same bytes.

Belongs here: openpyxl's writer, stored values of formulas, the dates of the archive. Does not belong here: content.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from orchestration.feedback.workbook.drawings import add_drawings
from orchestration.feedback.workbook.stored_values import Values, filled
from orchestration.language import LANGUAGE

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def packed(
    workbook: Workbook, stored: Mapping[Worksheet, Values], drawings: Mapping[Worksheet, bytes]
) -> bytes:
    """The .xlsx file; behind the formulas of each sheet stand the values that were stored for them."""
    workbook.properties.language = LANGUAGE
    written = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED)).save()
    by_part = {page.path.lstrip("/"): values for page, values in stored.items()}
    with zipfile.ZipFile(written) as source:
        members = {name: filled(source.read(name), by_part.get(name, {})) for name in source.namelist()}
    add_drawings(members, {page.path.lstrip("/"): drawing for page, drawing in drawings.items()})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
