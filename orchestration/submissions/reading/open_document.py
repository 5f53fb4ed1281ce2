"""An .ods as calamine reads it rightly: what it takes for a cell's text or for a sheet, and is none, is taken out.

Belongs here: tabs and line breaks, which it drops, so that words would be glued together; cells under a merged one, which are
empty for a person; texts without a type; XML laid out on lines; drawings anchored to a cell; tracked changes; the caches of other
documents. And which documents calamine would misread all the same: errors shown beside a number, times, values far apart.
Does not belong here: reading (`workbook`, `ods`).
"""

from __future__ import annotations

import io
import re
import zipfile

from orchestration.submissions.reading.archive import Archive

_CONTENT = "content.xml"
_BLANKS = re.compile(rb"<text:(?:tab|line-break)\b[^>]*/>")
_ATTRIBUTES = rb"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
_COVERED = re.compile(
    rb"<table:covered-table-cell" + _ATTRIBUTES + rb"(?:/>|>.*?</table:covered-table-cell>)", re.DOTALL
)
_STORED = re.compile(rb"\s(?:office|calcext):[a-z-]+=(?:\"[^\"]*\"|'[^']*')")
_DRAWINGS = re.compile(rb"<(draw:[\w-]+)\b[^>]*?(?:/>|>(?:(?!<draw:).)*?</\1>)", re.DOTALL)
_CHANGES = re.compile(rb"<table:tracked-changes\b.*?</table:tracked-changes>", re.DOTALL)
_LAID_OUT = re.compile(rb"<table:table-row\b[^>]*>\s+<")
_BETWEEN_LINES = re.compile(rb">\s*\n\s*<")
_TEXT_CELL = re.compile(rb"<table:table-cell" + _ATTRIBUTES + rb">(?=<text:p)")
_CACHES = re.compile(rb"<table:table\b[^>]*>\s*<table:table-source\b.*?</table:table>", re.DOTALL)
_ODD = tuple(b"<!--|&#|<![CDATA[|\"time\"|'time'|\"error\"|'error'".split(b"|"))
"""Texts that only a parser of XML reads; times and durations; errors."""
_ERRORS = re.compile(rb">[^<>\w#]*(?:#|[Ee][Rr][Rr])")
"""What is shown as an error, or might be, whatever white space or invisible character stands before it."""
_REPEATED = re.compile(rb"number-(row|column)s-repeated\s*=\s*[\"'][0-9]{4,}[\"']")
_ENDS = {b"row": b"</table:table>", b"column": b"</table:table-row>"}
_VALUE = re.compile(rb"office:value-type|<text:")


def content_of(archive: Archive) -> bytes:
    """The document itself. Raises KeyError where there is none."""
    with archive.open(_CONTENT) as stream:
        return stream.read()


def needs_care(content: bytes) -> bool:
    """Whether the document is one that calamine would misread."""
    odd = b"<table:table" not in content or any(mark in content for mark in _ODD)
    return odd or _ERRORS.search(content) is not None or _is_sparse(content)


def _is_sparse(content: bytes) -> bool:
    """Whether values come after, or in, what is repeated a thousand times; padding at the end of rows and sheets is usual."""
    for repeated in _REPEATED.finditer(content):
        end = content.find(_ENDS[repeated[1]], repeated.end())
        if _VALUE.search(content, repeated.end(), end if end >= 0 else len(content)):
            return True
    return False


def mended(archive: Archive, content: bytes) -> bytes:
    """The file's bytes, with `content.xml` mended where there is something to mend."""
    better = _BLANKS.sub(b" ", content)
    if _LAID_OUT.search(better):
        better = _BETWEEN_LINES.sub(b"><", better)
    better = _TEXT_CELL.sub(_typed, better)
    if b"<table:covered-table-cell" in better:
        better = _COVERED.sub(
            lambda cell: b"<table:covered-table-cell" + _STORED.sub(b"", cell[1]) + b"/>", better
        )
    for marker, pattern in ((b"<table:tracked-changes", _CHANGES), (b"<table:table-source", _CACHES)):
        if marker in better:
            better = pattern.sub(b"", better)
    while b"<draw:" in better and (undrawn := _DRAWINGS.sub(b"", better)) != better:
        better = undrawn  # from the innermost outwards: groups hold drawings
    return archive.data if better == content else _with_content(archive, better)


def _typed(cell: re.Match[bytes]) -> bytes:
    """A cell that shows a text and says no type holds that text; calamine takes it for empty."""
    if b"office:value-type" in cell[1] or b"table:formula" in cell[1]:
        return cell[0]
    return b'<table:table-cell%s office:value-type="string">' % cell[1]


def _with_content(archive: Archive, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, info in archive.files:
            with archive.stream(info) as stream:
                package.writestr(name, content if name == _CONTENT else stream.read())
    return buffer.getvalue()
