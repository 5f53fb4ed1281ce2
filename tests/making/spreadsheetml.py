"""Workbooks written element by element, for what no library writes: other suites' habits, damage, malice.

Belongs here: the package around hand-written sheet XML. Does not belong here: ordinary workbooks (`files.xlsx`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def workbook(
    sheets: Mapping[str, str],
    *,
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
    main_type: str = SHEET_TYPE,
    kinds: Mapping[str, str] | None = None,
    strict: bool = False,
    defaults: str = "",
    extra: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """An .xlsx whose sheets have this XML inside `worksheet` (`<sheetData>` and what may stand around it).

    `kinds` gives the relationship of sheets that are no worksheets; `properties` the attributes of `workbookPr`;
    `defaults` more elements of the content types; `extra` more members, or others in place of those made here.
    """
    space, links = (STRICT, _STRICT_LINKS) if strict else (TRANSITIONAL, _LINKS)
    names = {name: f"rId{number}" for number, name in enumerate(sheets, start=1)}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{key[3:]}" r:id="{key}"/>' for name, key in names.items()
    )
    related = [
        (key, f"{links}/{(kinds or {}).get(name, 'worksheet')}", f"worksheets/sheet{key[3:]}.xml")
        for name, key in names.items()
    ]
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(main_type, defaults),
        "_rels/.rels": relationships([("rId1", f"{links}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{space}" xmlns:r="{links}"><workbookPr {properties}/>'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for name, key in names.items():
        members[f"xl/worksheets/sheet{key[3:]}.xml"] = (
            f'{_XML}<worksheet xmlns="{space}">{sheets[name]}</worksheet>'
        )
    for part, root, inner in (("sharedStrings", "sst", strings), ("styles", "styleSheet", styles)):
        if inner is not None:
            members[f"xl/{part}.xml"] = f'{_XML}<{root} xmlns="{space}">{inner}</{root}>'
            related.append((f"rId{part}", f"{links}/{part}", f"{part}.xml"))
    members["xl/_rels/workbook.xml.rels"] = relationships(related)
    return archive({**members, **(extra or {})})


def relationships(related: list[tuple[str, str, str]]) -> str:
    """A part of relationships: (identifier, type, target)."""
    entries = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in related
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _types(main_type: str, defaults: str) -> str:
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'{defaults}<Override PartName="/xl/workbook.xml" ContentType="{main_type}"/></Types>'
    )


def archive(members: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def members_of(data: bytes) -> dict[str, bytes]:
    """The members of a zip, to be changed and put together again by `archive`."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def row(number: int, *cells: str) -> str:
    """One row element."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def data(*rows: str) -> str:
    """The sheet's data."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def cell(reference: str, value: str | None = None, kind: str | None = None, style: int | None = None) -> str:
    """One cell with a stored value; kind as in the attribute `t`."""
    attributes = (
        f'r="{reference}"' + (f' t="{kind}"' if kind else "") + (f' s="{style}"' if style is not None else "")
    )
    return f"<c {attributes}/>" if value is None else f"<c {attributes}><v>{value}</v></c>"


def text(reference: str, value: str) -> str:
    """One cell with an inline text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'


def formats(*codes: str) -> str:
    """Styles whose cell formats 1, 2 … have these number formats; 0 is General."""
    custom = "".join(
        f'<numFmt numFmtId="{164 + index}" formatCode={quoteattr(code)}/>' for index, code in enumerate(codes)
    )
    used = "".join(f'<xf numFmtId="{164 + index}"/>' for index in range(len(codes)))
    return f'<numFmts count="{len(codes)}">{custom}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs>'
