"""Compare derived files with those that are there, and write those that differ.

Belongs here: reading, comparing and writing. Does not belong here: what the files say (`registry`).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

COMMAND = "make derive"


def drift(files: Mapping[Path, str], root: Path) -> dict[Path, str]:
    """A unified diff for every file under `root` that is not what the contract says, or not there."""
    found = {path: (_text(root / path), text) for path, text in files.items()}
    return {path: _difference(path, there, due) for path, (there, due) in found.items() if there != due}


def write(files: Mapping[Path, str], root: Path) -> list[Path]:
    """Write the files under `root` that differ; says which."""
    changed = [path for path, text in files.items() if _text(root / path) != text]
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(files[path], encoding="utf-8", newline="\n")
    return changed


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else None


def _difference(path: Path, there: str | None, due: str) -> str:
    lines = difflib.unified_diff(
        (there or "").splitlines(),
        due.splitlines(),
        fromfile=f"{path} (as it is)",
        tofile=f"{path} (as the contract says)",
        lineterm="",
    )
    return "\n".join(lines) or f"{path}: only line ends differ"
