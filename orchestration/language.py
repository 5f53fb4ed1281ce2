"""Tell that a workbook is in French, so that a screen reader speaks it as such.

Belongs here: the property that xlsxwriter does not write. Does not belong here: the language of a text
box, which its font says (`guide`).
"""

from __future__ import annotations

import io
import zipfile

LANGUAGE = "fr-FR"

_PROPERTIES = "docProps/core.xml"
_END = b"</cp:coreProperties>"


def in_french(book: bytes) -> bytes:
    """The same .xlsx whose document properties name its language; the same bytes for the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(buffer, "w") as after:
        for part in before.infolist():
            content = before.read(part)
            if part.filename == _PROPERTIES:
                content = content.replace(_END, f"<dc:language>{LANGUAGE}</dc:language>".encode() + _END)
            after.writestr(part, content)
    return buffer.getvalue()
