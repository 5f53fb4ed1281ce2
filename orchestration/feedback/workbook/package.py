"""What of a submitted package may come near openpyxl: sheets, texts, styles, notes, tables. The rest is left out.

Belongs here: the parts and relationships that are let through. Does not belong here: what is in a part
(`outside`).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree

from orchestration.feedback.workbook.drawings import is_plain
from orchestration.submissions.reading.archive import Archive

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_ALWAYS = ("[Content_Types].xml",)
_KEPT = frozenset(
    {
        "officeDocument",
        "worksheet",
        "styles",
        "sharedStrings",
        "theme",
        "comments",
        "table",
        "core-properties",
    }
)
_NAMED_ONLY = frozenset({"chartsheet", "dialogsheet", "hyperlink"})
"""Relationships that other parts ask for by name; what they lead to stays out."""


@dataclass(frozen=True, slots=True)
class Package:
    """The bytes that are let through, the plain drawings by their worksheet's part (openpyxl does not carry them), and
    how many relationships of each kind were left out.
    """

    data: bytes
    drawings: dict[str, bytes]
    left_out: Counter[str]


def let_through(archive: Archive) -> Package:
    """The package without drawings, charts, images, pivot tables, links, connections, embedded objects and code."""
    kept: dict[str, bytes] = {name: _read(archive, name) for name in _ALWAYS}
    left_out: Counter[str] = Counter()
    drawings: dict[str, bytes] = {}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        rels = _rels_of(part)
        if rels not in archive:
            continue
        root = ElementTree.fromstring(_read(archive, rels))
        for related in list(root):
            kind = related.get("Type", "").rpartition("/")[2]
            target = _target(part, related.get("Target", ""))
            external = related.get("TargetMode") == "External"
            if kind in _KEPT and not external:
                if target in archive and target not in kept:
                    kept[target] = _read(archive, target)
                    waiting.append(target)
            elif kind not in _NAMED_ONLY or (external and kind != "hyperlink"):
                root.remove(related)
                if kind == "drawing" and not external and _goes_along(archive, target):
                    drawings[part] = _read(archive, target)
                else:
                    left_out[kind] += 1
        ElementTree.register_namespace("", _RELATIONSHIPS)
        kept[rels] = ElementTree.tostring(root)
    return Package(_zipped(kept), drawings, left_out)


def _goes_along(archive: Archive, drawing: str) -> bool:
    return drawing in archive and _rels_of(drawing) not in archive and is_plain(_read(archive, drawing))


def _read(archive: Archive, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read()


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, target: str) -> str:
    path = posixpath.join("/", posixpath.dirname(part), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()
