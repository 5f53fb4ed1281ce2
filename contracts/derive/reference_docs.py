"""The reference pages that are generated: the rules, the return, the published tables.

Belongs here: which page goes where. Does not belong here: what a page says (`rules_page`, `return_page`,
`tables_page`), pages written by hand.
"""

from __future__ import annotations

from pathlib import Path

from contracts.derive.return_page import return_page
from contracts.derive.rules_page import rules_page
from contracts.derive.tables_page import tables_page
from contracts.model import Contract

FOLDER = Path("docs/reference")


def files(contract: Contract) -> dict[Path, str]:
    """The generated pages by their path from the repository's root."""
    return {
        FOLDER / "rules.md": rules_page(contract.submission),
        FOLDER / "return.md": return_page(contract),
        FOLDER / "published-tables.md": tables_page(contract),
    }
