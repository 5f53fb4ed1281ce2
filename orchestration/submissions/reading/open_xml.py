"""An .xlsx as calamine reads it: the errors that newer versions of Excel show are written as one that it knows.

Belongs here: that one mending, which is needed seldom: calamine refuses a whole workbook for one cell with `#SPILL!`, and an
error is no value whatever its name. Does not belong here: reading (`workbook`).
"""

from __future__ import annotations

import io
import re
import zipfile

from orchestration.submissions.reading.archive import Archive

_KNOWN = rb"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)"
_NEWER = re.compile(rb"<v>(?!" + _KNOWN + rb"<)#[A-Z_/0-9]+[!?]?</v>")


def with_known_errors(archive: Archive) -> bytes:
    """The file's bytes, every error that calamine does not know written as `#N/A`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, info in archive.files:
            with archive.stream(info) as stream:
                content = stream.read()
            package.writestr(name, _NEWER.sub(b"<v>#N/A</v>", content) if name.endswith(".xml") else content)
    return buffer.getvalue()
