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

from orchestration.feedback.workbook.stored_values import Values, filled

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def packed(workbook: Workbook, stored: Mapping[Worksheet, Values]) -> bytes:
    """The .xlsx file; behind the formulas of each sheet stand the values that were stored for them."""
    written = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED)).save()
    by_part = {page.path.lstrip("/"): values for page, values in stored.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = filled(source.read(name), by_part.get(name, {}))
            target.writestr(zipfile.ZipInfo(name, _NO_DATE), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
