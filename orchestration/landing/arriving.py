"""Whether a dropped file is still on its way: cut off so far, or under a name that programs give to what is unfinished.

Every file below landing/ gets its verdict, these too: Dagster only waits for them, `LONGEST_UPLOAD` after their last change
at most. Whoever types `cites run` wants all of them now.

Belongs here: telling it from a name, an age and the last bytes. Does not belong here: whether two looks found a file alike
(`schedule.settling`), reading returns.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from orchestration.storage.folder_reading import open_regular
from orchestration.storage.interface import Entry, MissingKey, Storage, UnreadableObject

LONGEST_UPLOAD = timedelta(minutes=10)
"""An upload that has stood still for so long has ended: its file is judged as it is."""

_UNFINISHED_STARTS = (".", "~$")
_UNFINISHED_ENDS = (".part", ".partial", ".filepart", ".crdownload", ".tmp")
_ARCHIVE, _NOT_YET_WRITTEN = b"PK\3\4", b"\0\0\0\0"
_END, _END_LENGTH = b"PK\5\6", 22
"""A zip, and so a workbook, ends with this record, behind which only a comment may stand."""
_LONGEST_COMMENT = 0xFFFF


def on_its_way(storage: Storage, entry: Entry, now: datetime) -> str | None:
    """Why a file is to be waited for, for a person; None where it is to be judged. `now` is aware."""
    # a clock that is ahead is believed as long as one that is late
    if abs(now - entry.modified) >= LONGEST_UPLOAD:
        return None
    name = PurePosixPath(entry.key).name.lower()
    if name.startswith(_UNFINISHED_STARTS) or name.endswith(_UNFINISHED_ENDS):
        return f"{entry.key}: the name of an unfinished upload, left for a later run"
    path = storage.local_path(entry.key)  # an object of a bucket is never half written
    if path is not None and _is_cut_off(path, entry):
        return f"{entry.key}: its end has not arrived yet, left for a later run"
    return None


def _is_cut_off(path: Path, entry: Entry) -> bool:
    if entry.size == 0:
        return True
    try:
        with open_regular(str(path), entry.key) as file:
            head = file.read(len(_ARCHIVE))
            if head not in (_ARCHIVE, _NOT_YET_WRITTEN):
                return False  # refused whatever comes behind it
            for length in (_END_LENGTH, _END_LENGTH + _LONGEST_COMMENT):
                file.seek(max(0, entry.size - length))
                if _has_an_end(file.read(length)):
                    return False
    except (MissingKey, UnreadableObject, OSError):
        return False  # the run says what is wrong with it
    return True


def _has_an_end(tail: bytes) -> bool:
    begin = tail.rfind(_END)
    comment = int.from_bytes(tail[begin + _END_LENGTH - 2 : begin + _END_LENGTH], "little")
    return begin >= 0 and len(tail) >= begin + _END_LENGTH + comment
