"""The shell blocks of a guide, section by section, those that say « # not tried » aside.

Belongs here: finding them. Does not belong here: running them (`machine`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
NOT_TRIED = "# not tried"

_PARTS = re.compile(
    r"^(?P<heading>##+ [^\n]+)$|^```(?P<kind>\w*)\n(?P<block>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    """A block of shell commands and the section that it stands in."""

    section: str
    text: str

    @property
    def is_tried(self) -> bool:
        return not self.text.startswith(NOT_TRIED)


def blocks(name: str) -> list[Block]:
    """The shell blocks of `docs/how-to/<name>.md`, in order."""
    text = (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    section, found = "", []
    for part in _PARTS.finditer(text):
        if part["heading"]:
            section = part["heading"].lstrip("# ")
        elif part["kind"] == "sh":
            found.append(Block(section, part["block"]))
    return found
