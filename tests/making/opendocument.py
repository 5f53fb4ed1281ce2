"""A minimal OpenDocument spreadsheet writer, some fifty times faster than a full library.

Belongs here: `content.xml`, the manifest and the package.
Does not belong here: the other containers (`files`).
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.3"'
    f' xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" xmlns:text="{_NAMES}:text:1.0"'
    f' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:calcext="{_CALC}">'
    "<office:body><office:spreadsheet>"
)
_CLOSE = "</office:spreadsheet></office:body></office:document-content>"


def package(grids: Mapping[str, list[list[Any]]]) -> bytes:
    """An .ods file of these sheets."""
    return package_of(_OPEN + "".join(_table(name, grid) for name, grid in grids.items()) + _CLOSE)


def document(tables: str) -> str:
    """A whole `content.xml` around hand-written `<table:table>` elements."""
    return _OPEN + tables + _CLOSE


def package_of(content: str, *, mimetype: str = MIMETYPE, manifest_extra: str = "") -> bytes:
    """An .ods file with this `content.xml`; `manifest_extra` goes inside the entry of `content.xml`."""
    space = f'xmlns:manifest="{_NAMES}:manifest:1.0"'
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {space} manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        f"{manifest_extra}</manifest:file-entry></manifest:manifest>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def _table(name: str, grid: list[list[Any]]) -> str:
    rows = "".join(
        f"<table:table-row>{''.join(map(_cell, row)) or _cell(None)}</table:table-row>" for row in grid
    )
    return f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"


def _cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        return _typed("boolean", "boolean-value", str(value).lower(), "VRAI" if value else "FAUX")
    if isinstance(value, datetime.date):
        return _typed("date", "date-value", value.isoformat(), value.strftime("%d/%m/%Y"))
    if isinstance(value, int | float):
        return _typed("float", "value", repr(value), str(value).replace(".", ","))
    shown = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string">{shown}</table:table-cell>'


def _typed(kind: str, attribute: str, value: str, shown: str) -> str:
    opening = f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
    return f"{opening}<text:p>{shown}</text:p></table:table-cell>"
