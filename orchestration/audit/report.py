"""What the audit found: one result a check, the verdict, and the content hash that it holds for.

Belongs here: the report's shape, its JSON, its words for a person. Does not belong here: checking (`audit`,
`controls`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from orchestration.errors import AuditFailed

_SHOWN = 5
"""How many failed checks the error tells; the report has them all."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: the sentence that must be true, its table (None for several), and what was seen.

    `observed` is a count in words; `message` says key, expected and found of the first problems, None where
    there is none.
    """

    sentence: str
    table: str | None
    success: bool
    observed: str
    message: str | None = None

    def line(self) -> str:
        """The failure on one line."""
        return f"{self.table or 'all tables'}: {self.sentence}: {self.message}"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The audit of one candidate; `content_hash` is empty where its tables are not the contract's."""

    content_hash: str
    results: tuple[CheckResult, ...]
    data_docs: Callable[[str], bytes] | None = field(default=None, compare=False)
    """Makes the page of what Great Expectations saw, for a release's id; None where it saw nothing."""

    @property
    def success(self) -> bool:
        """Whether there were checks and every one passed."""
        return bool(self.results) and all(result.success for result in self.results)

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that did not pass."""
        return tuple(result for result in self.results if not result.success)

    def as_dict(self) -> dict[str, Any]:
        """The content of `audit.json`."""
        return {
            "empreinte_contenu": self.content_hash,
            "reussi": self.success,
            "controles": len(self.results),
            "resultats": [asdict(result) for result in self.results],
        }

    def write(self, path: Path) -> None:
        """Write `audit.json`."""
        path.write_text(json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def demand_success(self) -> None:
        """Raise AuditFailed, a line for each of the first failures, where a check did not pass."""
        if not self.success:
            raise AuditFailed(told(self.failures))


def told(failures: Sequence[CheckResult]) -> str:
    """The failures in a few lines, the first ones in full."""
    shown = [f"  {failure.line()}" for failure in failures[:_SHOWN]]
    more = [f"  … and {len(failures) - _SHOWN} more in audit.json"] if len(failures) > _SHOWN else []
    return "\n".join([f"the audit failed, nothing was published ({len(failures)} checks):", *shown, *more])
