"""`python -m contracts.derive [--check]`: write what follows from the contract, or say where it drifted.

Belongs here: the command line of the derivation. Does not belong here: comparing files (`drift`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from contracts.derive.drift import COMMAND, drift, write
from contracts.derive.registry import derived_files
from contracts.errors import ContractError
from contracts.loading import load_contract

REPOSITORY = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None, target: Path = REPOSITORY) -> int:
    """Derive under `target`; with `--check`, print the differences and answer 1 where there is one."""
    parser = argparse.ArgumentParser(
        prog="python -m contracts.derive", description="Derive files from the contract."
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail where a file is not as derived"
    )
    parser.add_argument(
        "--contract", type=Path, help="another folder with submission/, published/ and reference/"
    )
    options = parser.parse_args(arguments)
    try:
        files = derived_files(load_contract(root=options.contract))
    except ContractError as error:
        print(f"contract: {error}", file=sys.stderr)
        return 1
    return _check(files, target) if options.check else _write(files, target)


def _check(files: dict[Path, str], target: Path) -> int:
    differences = drift(files, target)
    for difference in differences.values():
        print(difference)
    if differences:
        print(f"\n{len(differences)} derived file(s) do not follow from the contract; run `{COMMAND}`")
    return 1 if differences else 0


def _write(files: dict[Path, str], target: Path) -> int:
    for path in write(files, target):
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
