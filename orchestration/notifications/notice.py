"""What is told: a title and lines of plain French text.

Belongs here: the shape, and its two forms. Does not belong here: the sentences (`wording`), the ways (`by_mail`, `by_webhook`).
"""

from __future__ import annotations

from dataclasses import dataclass

_STEERING = {code: " " for code in (*range(32), *range(127, 160), 0x2028, 0x2029) if chr(code) != "\n"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One message: a title of one line, and lines. Characters that steer a terminal or a header become spaces."""

    title: str
    lines: tuple[str, ...]

    @property
    def subject(self) -> str:
        """The title as the subject of an e-mail: one line, whatever stands in it."""
        return self.title.replace("\n", " ").translate(_STEERING)

    @property
    def text(self) -> str:
        """The lines, as the body of an e-mail."""
        return "\n".join(self.lines).translate(_STEERING) + "\n"

    @property
    def chat(self) -> str:
        """All of it, as a chat shows it: nobody is called by name, nothing is taken for a command."""
        whole = f"{self.subject}\n\n{self.text}".rstrip("\n")
        return whole.replace("@", "@\u200b").replace("<", "‹").replace(">", "›").replace("`", "'")
