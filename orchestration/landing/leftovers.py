"""What systems leave about in a folder: no file that was dropped.

Belongs here: telling it from a name. Does not belong here: files on their way (`arriving`).
"""

from __future__ import annotations

from pathlib import PurePosixPath

_NAMES = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_STARTS = ("~$", ".~lock.", "._")
"""Of an open document in Microsoft Office and in LibreOffice; of a file that macOS copies to another file system."""


def is_left_about(key: str) -> bool:
    """Whether a program made this object for itself (folder views, locks of open documents), whatever its folder."""
    name = PurePosixPath(key).name.lower()
    return name in _NAMES or name.startswith(_STARTS)
