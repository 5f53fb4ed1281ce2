"""Write grids as an OpenDocument spreadsheet, by hand: a hundred files take a fraction of a second.

Belongs here: the few elements of OpenDocument that a plain table needs. Nothing about returns belongs here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from orchestration.demo.archive import pack
from orchestration.demo.dialect import Cell
from orchestration.demo.layout import Grid

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document-content xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0" '
    f'xmlns:text="{_OASIS}:text:1.0" xmlns:style="{_OASIS}:style:1.0" '
    f'xmlns:number="{_OASIS}:datastyle:1.0" office:version="1.3"><office:automatic-styles>'
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="jour" style:family="table-cell" style:data-style-name="N1"/>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def write_ods(grids: Mapping[str, Grid]) -> bytes:
    """One sheet a grid, in order."""
    body = "".join(_table(name, grid) for name, grid in grids.items())
    return pack(
        [
            ("mimetype", _MIMETYPE.encode()),
            ("META-INF/manifest.xml", _MANIFEST.encode()),
            ("content.xml", f"{_HEAD}{body}{_TAIL}".encode()),
        ],
        stored=("mimetype",),
    )


def _table(name: str, grid: Grid) -> str:
    return f"<table:table table:name={quoteattr(name)}>{''.join(_rows(grid))}</table:table>"


def _rows(grid: Grid) -> Iterator[str]:
    for row in grid:
        cells = "".join(map(_cell, row)) or "<table:table-cell/>"
        yield f"<table:table-row>{cells}</table:table-row>"


def _cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        kind, shown = f'"boolean" office:boolean-value="{str(cell).lower()}"', "VRAI" if cell else "FAUX"
    elif isinstance(cell, date):
        kind, shown = (
            f'"date" office:date-value="{cell.isoformat()}" table:style-name="jour"',
            f"{cell:%d/%m/%Y}",
        )
    elif isinstance(cell, str):
        kind, shown = '"string"', escape(cell)
    else:
        kind, shown = f'"float" office:value="{cell!r}"', repr(cell)
    return f"<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"
