"""Entity declarations: small XML that unfolds without end, or that reads other files.

Belongs here: looking for them in the prolog of every XML member, whether it will be parsed or not.
Does not belong here: parsing content.
"""

from __future__ import annotations

import re
import zipfile
from typing import Any
from xml.parsers.expat import ParserCreate

from orchestration.submissions.reading.archive import Archive
from orchestration.submissions.reading.refusals import Refused, damage_refused

_XML_NAMES = (".xml", ".rels", ".vml", ".rdf")
_HEAD = 512
_CHUNK = 65_536
_ROOT_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>\s*)?<[A-Za-z_]")
"""A root element straight after the XML declaration: no document type is there to declare anything."""


_DECLARES = re.compile(
    rb"^[\xef\xbb\xbf\xff\xfe\s]*<[?!].*?<!ENTITY|^[\xef\xbb\xbf\xff\xfe\s]*<!DOCTYPE[^>]*<!ENTITY", re.DOTALL
)
"""The head of a part under another name that declares an entity; null bytes (UTF-16) are taken out before."""


class _RootReached(Exception):
    """The prolog is over."""


def refuse_entities(archive: Archive) -> None:
    """Raise Refused where an XML member declares an entity; encodings are told apart as XML parsers do."""
    for name, info in archive.files:
        head = archive.head(info, _HEAD)
        if _ROOT_FIRST.match(head):
            continue
        if name.lower().endswith(_XML_NAMES):
            _read_prolog(archive, info)
        elif _DECLARES.search(head.replace(b"\0", b"")):
            # a part may bear any name: what declares a document type is XML, whatever it is called
            refuse_declaration()


def refuse_declaration(*_: Any) -> None:
    """The handler of entity declarations for every parser of this room."""
    raise Refused("entites")


def _read_prolog(archive: Archive, info: zipfile.ZipInfo) -> None:
    parser = ParserCreate()
    parser.EntityDeclHandler = refuse_declaration
    parser.StartElementHandler = _stop
    try:
        with damage_refused("illisible", membre=info.filename), archive.stream(info) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
    except _RootReached:
        return


def _stop(*_: Any) -> None:
    raise _RootReached
