"""A local folder that shows the objects of a storage below a prefix.

Belongs here: links to what is on this machine, copies of what is not, and which copies are still good.
Does not belong here: what the objects are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from orchestration.storage.interface import Storage

_MARKS = ".marks.json"


def mirror(storage: Storage, prefix: str, folder: Path) -> None:
    """Make `folder` hold exactly the objects of the storage whose key starts with `prefix`, under their keys.

    Copies made before are kept where the object has not changed since. Raises StorageError.
    """
    marks = {entry.key: entry.mark for entry in storage.entries(prefix)}
    copied = _copied(folder)
    kept = {key for key, mark in marks.items() if copied.get(key) == mark and _is_copy(folder / key)}
    _forget(folder, prefix, kept)
    fetched = _link(storage, folder, marks.keys() - kept)
    for key, data in storage.read_many(sorted(fetched)):
        _place(folder, key).write_bytes(data)
    _remember(folder, {key: marks[key] for key in kept | fetched})


def _link(storage: Storage, folder: Path, keys: set[str]) -> set[str]:
    """Link to the objects that are files of this machine; says which are not."""
    local = {key: path for key in keys if (path := storage.local_path(key)) is not None}
    for key, path in local.items():
        _place(folder, key).symlink_to(path.resolve())
    return keys - local.keys()


def _place(folder: Path, key: str) -> Path:
    path = folder / key
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _is_copy(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _forget(folder: Path, prefix: str, kept: set[str]) -> None:
    for path in (folder / prefix).rglob("*"):
        if not path.is_dir() and path.relative_to(folder).as_posix() not in kept:
            path.unlink()


def _copied(folder: Path) -> Mapping[str, str]:
    """The copies' marks; none where they were not written to the end."""
    try:
        marks = json.loads((folder / _MARKS).read_bytes())
    except (OSError, ValueError):
        return {}
    return marks if isinstance(marks, dict) else {}


def _remember(folder: Path, marks: Mapping[str, str]) -> None:
    (folder / _MARKS).write_text(json.dumps(marks), encoding="utf-8")
