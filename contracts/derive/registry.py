"""Which modules derive files from the contract.

Belongs here: the list, and putting their answers together. A deriver is a module with
`files(contract) -> dict[path from the repository's root, text]`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from contracts.derive import dbt_yaml, reference_docs
from contracts.errors import ContractError
from contracts.model import Contract

Deriver = Callable[[Contract], dict[Path, str]]

DERIVERS: tuple[Deriver, ...] = (reference_docs.files, dbt_yaml.files)


def derived_files(contract: Contract) -> dict[Path, str]:
    """Every derived file, by path from the repository's root. Raises ContractError where two claim one."""
    every: dict[Path, str] = {}
    for deriver in DERIVERS:
        for path, text in deriver(contract).items():
            if path in every:
                raise ContractError(f"{path}: two derivers write this file; keep one")
            every[path] = text
    return every
