"""Text boxes and shapes: openpyxl drops them, and the guide of the template is made of nothing else.

Belongs here: which drawings may go along as they are, and putting them into the copy. Does not belong here: images, charts
and controls; those stay out, with all that leads to another part.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from orchestration.feedback.workbook.outside import reaches_outside

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_ID = "rIdShapes"
_AFTER_DRAWING = (b"<legacyDrawing", b"<tableParts", b"</worksheet>")
"""What may follow a drawing in a worksheet as openpyxl writes it."""


def is_plain(drawing: bytes) -> bool:
    """Whether a drawing needs no other part, runs no macro and shows nothing from outside. Raises ParseError."""
    return all(
        not any(space in name for space in (_LINKS, _STRICT_LINKS))
        and not (name == "macro" and value)
        and not (name == "textlink" and reaches_outside(value))
        for element in ElementTree.fromstring(drawing).iter()
        for name, value in element.attrib.items()
    )


def add_drawings(members: dict[str, bytes], drawings: Mapping[str, bytes]) -> None:
    """Put drawings back into a package that openpyxl wrote: by the part of their worksheet, which has none yet."""
    for number, (page, drawing) in enumerate(drawings.items(), start=1):
        part = f"xl/drawings/shapes{number}.xml"
        members[part] = drawing
        _add_type(members, part)
        _add_relationship(members, page, part)
        link = f'<drawing xmlns:r="{_LINKS}" r:id="{_ID}"/>'.encode()
        xml = members[page]
        place = min(xml.index(end) for end in _AFTER_DRAWING if end in xml)
        members[page] = xml[:place] + link + xml[place:]


def _add_type(members: dict[str, bytes], part: str) -> None:
    entry = f'<Override PartName="/{part}" ContentType="{_TYPE}"/></Types>'.encode()
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", entry)


def _add_relationship(members: dict[str, bytes], page: str, part: str) -> None:
    folder, _, name = page.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    empty = f'<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
    entry = f'<Relationship Id="{_ID}" Type="{_LINKS}/drawing" Target="/{part}"/></Relationships>'.encode()
    members[rels] = members.get(rels, empty).replace(b"</Relationships>", entry)
