"""A copy of the contract, to be spoiled or extended by the one edit that matters."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from contracts.loading import ROOT, load_contract
from contracts.model import Contract


@dataclass(frozen=True)
class Copy:
    """A contract root of its own: `submission/`, `published/`, `reference/`."""

    root: Path

    def edit(self, file: str, old: str, new: str) -> "Copy":
        """Replace a text that stands in the file exactly once."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} × {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def append(self, file: str, text: str) -> "Copy":
        """Add lines at the end of a file."""
        with (self.root / file).open("a", encoding="utf-8") as stream:
            stream.write(text)
        return self

    def load(self) -> Contract:
        return load_contract(root=self.root)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    root = tmp_path / "contracts"
    for folder in ("submission", "published", "reference"):
        shutil.copytree(ROOT / folder, root / folder)
    return Copy(root)


@pytest.fixture(scope="session")
def contract() -> Contract:
    return load_contract()
