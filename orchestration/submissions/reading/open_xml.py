"""Which .xlsx calamine would misread: parts that are not where it looks for them, texts in CDATA, date formats that hang
on a condition, values so far apart that the rectangle around them would fill the memory.

Belongs here: looking, as cheaply as can be, at parts that have not been parsed.
Does not belong here: reading (`workbook`, `xlsx`).
"""

from __future__ import annotations

import html
import re

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.letters import column_of
from orchestration.submissions.reading.number_formats import depends_on_condition
from orchestration.submissions.reading.xlsx_package import Parts, parts_of

_USUAL = "xl/workbook.xml"
_SHARED = {"styles": "xl/styles.xml", "sharedStrings": "xl/sharedStrings.xml"}
_ODD = (b"<![CDATA[", b"<!--", b"NaN")
"""Texts in pieces, of which it takes the first; what is no number, of which it makes a day."""
_FORMAT = re.compile(rb"formatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ROW_NUMBER = re.compile(rb"<row\b[^>]*?\br=[\"']([0-9]{1,9})[\"']")
_FAR_ROW = re.compile(rb"r=[\"'][A-Za-z]{0,3}([0-9]{5,9})[\"']")
_FAR_COLUMN = re.compile(rb"r=[\"']([A-Za-z]{2,3})[0-9]")
_ROOMY = 1_000_000
"""Cells that a rectangle may have whatever they hold: some tens of mebibytes."""
_SPARSE = 4
"""From how many times as many cells as are written on a rectangle is filled in vain."""
_WIDEST = 16_384


def needs_care(archive: Archive) -> bool:
    """Whether the workbook is one that calamine would misread. Raises Refused, LookupError and XML errors."""
    parts = parts_of(archive)
    if not _is_usual(archive, parts):
        return True
    sheets = {path for kind, path in parts.related.values() if kind.endswith("/worksheet")}
    for name, info in archive.files:
        if name in sheets or name in _SHARED.values():
            with archive.stream(info) as stream:
                content = stream.read()
            if any(odd in content for odd in _ODD) or (name in sheets and _is_sparse(content)):
                return True
            if name == _SHARED["styles"] and _has_conditional_dates(content):
                return True
    return False


def _is_usual(archive: Archive, parts: Parts) -> bool:
    """Whether calamine finds the parts: it knows the names that Excel gives them, to the letter."""
    named = {name for name, _ in archive.files}
    shared = ((parts.of_kind(kind), usual) for kind, usual in _SHARED.items())
    return (
        parts.workbook == _USUAL
        and _USUAL in named
        and all(path is None or (path == usual and usual in named) for path, usual in shared)
    )


def _has_conditional_dates(styles: bytes) -> bool:
    codes = (quoted or single for quoted, single in _FORMAT.findall(styles) if b"[" in (quoted or single))
    return any(depends_on_condition(html.unescape(code.decode("utf-8", "replace"))) for code in codes)


def _is_sparse(sheet: bytes) -> bool:
    """Whether the rectangle around the cells is large, and most of it empty.

    Rows come in order, so that the last is the lowest; what does not keep to it is far off or does no harm.
    """
    start = sheet.rfind(b"<row ")
    number = _ROW_NUMBER.match(sheet, start) if start >= 0 else None
    lowest = max(int(number[1]) if number else 0, *map(int, _FAR_ROW.findall(sheet)), 0)
    if lowest * _WIDEST <= _ROOMY:
        return False
    found = (letters.upper() for letters in _FAR_COLUMN.findall(sheet))
    letters = max(found, key=lambda one: (len(one), one), default=b"Z")
    cells = lowest * (column_of(letters.decode("ascii")) + 1)
    return cells > _ROOMY and cells > _SPARSE * sheet.count(b"<c ")
