"""Is this file one of the three containers, by its content, and can it be read without danger?

Belongs here: telling containers apart; the order in which the refusals of rule S01 are looked for.
Does not belong here: the archive itself (`archive`), and anything about sheets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from xml.parsers.expat import ParserCreate
from zipfile import ZipInfo

from contracts.model import Limits
from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.entities import refuse_declaration, refuse_entities
from orchestration.submissions.reading.refusals import Reason, Refused, damage_refused

__all__ = ["Container", "Refused", "open_container"]

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT_TYPES = "[Content_Types].xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods", ".ots", ".fods")
_MACROS = "application/vnd.ms-office.vbaproject"
_REFUSED_TYPES: dict[str, Reason] = {
    "application/vnd.ms-excel.sheet.binary.macroenabled.main": "binaire",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": "macros",
    "application/vnd.ms-excel.template.macroenabled.main+xml": "macros",
    "application/vnd.ms-excel.addin.macroenabled.main+xml": "macros",
    _MACROS: "macros",
    "application/vnd.ms-excel.macrosheet+xml": "macros",
    "application/vnd.ms-excel.intlmacrosheet+xml": "macros",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "modele",
}


@dataclass(frozen=True, slots=True)
class Container:
    """A file that may be read. `csv` lists the CSV members (path, entry) of a zip."""

    kind: Literal["xlsx", "ods", "csv"]
    archive: Archive
    csv: tuple[tuple[str, ZipInfo], ...] = ()


def open_container(data: bytes, limits: Limits) -> Container:
    """Look a file over and say what it is.

    Raises Refused; nothing of its content is parsed but prologs and types.
    """
    if len(data) > limits.file_bytes:
        raise Refused("taille", octets=len(data))
    if data.startswith(_COMPOUND_FILE):
        raise Refused(_compound_reason(data))
    if not data.startswith(_ZIP):
        raise Refused("contenu")
    archive = Archive(data, limits)
    container = _sniffed(archive)
    refuse_entities(archive)
    return container


def _compound_reason(data: bytes) -> Reason:
    """Encrypted workbooks and old ones share one envelope: the streams' names, in UTF-16, tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "chiffre"
    is_excel = any(f"{stream}\0".encode("utf-16-le") in data for stream in ("Workbook", "Book"))
    return "excel_ancien" if is_excel else "contenu"


def _sniffed(archive: Archive) -> Container:
    if "mimetype" in archive:
        _check_open_document(archive)
        return Container("ods", archive)
    if _CONTENT_TYPES in archive:
        _check_open_xml(archive)
        return Container("xlsx", archive)
    members = tuple(member for member in archive.files if _is_csv(member[0]))
    if not members:
        raise Refused(_reason_without_csv([name for name, _ in archive.files if not _is_hidden(name)]))
    return Container("csv", archive, members)


def _reason_without_csv(names: Iterable[str]) -> Reason:
    """What an archive without CSV is instead: a workbook of Numbers is an archive too, and a workbook may be packed in one."""
    lowered = [name.lower() for name in names]
    if any(name.endswith((".iwa", ".numbers")) or ".numbers/" in name for name in lowered):
        return "numbers"
    if any(name in ("index.zip", "index.apxl", "index.xml.gz") for name in lowered):
        return "numbers"
    return "classeur_archive" if any(name.endswith(_WORKBOOKS) for name in lowered) else "sans_csv"


def _check_open_document(archive: Archive) -> None:
    with damage_refused("illisible"), archive.open("mimetype") as stream:
        mimetype = stream.read(256).decode("ascii", "replace").strip()
    if mimetype == f"{_ODS}-template":
        raise Refused("modele")
    if mimetype != _ODS:
        raise Refused("contenu")
    if "encrypted-package" in archive or _is_encrypted(archive):
        raise Refused("chiffre")


def _is_encrypted(archive: Archive) -> bool:
    if "META-INF/manifest.xml" not in archive:
        return False
    with damage_refused("illisible"), archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read()


def _check_open_xml(archive: Archive) -> None:
    types = _content_types(archive)
    for content_type, reason in _REFUSED_TYPES.items():
        if content_type in types:
            raise Refused(reason)
    if _XLSX not in types:
        raise Refused("contenu")
    if any(name.lower().endswith("vbaproject.bin") for name, _ in archive.files):
        raise Refused("macros")


def _content_types(archive: Archive) -> set[str]:
    """The types of the parts, in lower case. A default for macros is none yet: only a part of that type counts."""
    types: set[str] = set()

    def note(_: str, attributes: dict[str, Any]) -> None:
        content_type = attributes.get("ContentType", "").lower()
        if content_type != _MACROS or "PartName" in attributes:
            types.add(content_type)

    parser = ParserCreate()
    parser.EntityDeclHandler = refuse_declaration
    parser.StartElementHandler = note
    with damage_refused("illisible", membre=_CONTENT_TYPES), archive.open(_CONTENT_TYPES) as stream:
        parser.Parse(stream.read(), True)
    return types


def _is_csv(path: str) -> bool:
    """Not what systems add beside the files."""
    return path.lower().endswith(".csv") and not _is_hidden(path)


def _is_hidden(path: str) -> bool:
    """`__MACOSX/`, names that start with a dot."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)
