"""Load the contract: every YAML file and reference CSV, once, into one frozen object.

Belongs here: finding the files, the digest, the cache. Does not belong here: what is in the files
(`contracts.return_files`, `contracts.published_files`, `contracts.reference_files`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from contracts.coherence import check
from contracts.errors import ContractError
from contracts.model import Contract
from contracts.odcs import Node, demand, parse
from contracts.published_files import read_tables
from contracts.reference_files import read_reference
from contracts.return_files import RETURN_FILE, read_submission

ROOT = Path(__file__).resolve().parent


@lru_cache(maxsize=8)
def load_contract(reference_dir: Path | None = None, *, root: Path | None = None) -> Contract:
    """The contract under `root` (the one that ships by default), read once a process and argument.

    `reference_dir` holds `cites.csv` and `qpv.csv` in place of the root's; code lists are always the root's.
    Raises ContractError, one line naming file and remedy, where a file is missing or the whole is incoherent.
    """
    root = root or ROOT
    submission_files = _contents(sorted((root / "submission").glob("*.odcs.yaml")))
    published_files = _contents(sorted((root / "published").glob("*.odcs.yaml")))
    reference_files = _contents(_reference_paths(root, reference_dir))
    submission_nodes = _parsed(submission_files)
    reference = read_reference(reference_files)
    tables = read_tables(_parsed(published_files), reference.codelists)
    contract = Contract(
        version=_version(submission_nodes),
        digest=_digest((submission_files, published_files, reference_files)),
        submission=read_submission(submission_nodes),
        published={name: table for name, table in tables.items() if table.consolidated},
        reference=reference,
        attached={name: table for name, table in tables.items() if not table.consolidated},
    )
    check(contract)
    return contract


def _reference_paths(root: Path, reference_dir: Path | None) -> list[Path]:
    shipped = root / "reference"
    folder = shipped if reference_dir is None else reference_dir
    return [folder / "cites.csv", folder / "qpv.csv", shipped / "codelists.csv"]


def _contents(paths: Iterable[Path]) -> dict[Path, bytes]:
    return {path: _bytes(path) for path in paths}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ContractError(f"{path}: {reason}; put a readable {path.name} into {path.parent}") from None


def _parsed(contents: Mapping[Path, bytes]) -> dict[Path, Node]:
    return {path: parse(content, path) for path, content in contents.items()}


def _version(nodes: Mapping[Path, Node]) -> str:
    """The version that `retour.odcs.yaml` bears: the contract's as a whole."""
    for path, node in nodes.items():
        if path.name == RETURN_FILE:
            return str(demand(node, "version", path, "the return"))
    raise ContractError(f"submission/{RETURN_FILE} is missing; restore it")


def _digest(groups: Iterable[Mapping[Path, bytes]]) -> str:
    """SHA-256 over names and bytes; folders do not count, so a copy elsewhere has the same digest."""
    total = hashlib.sha256()
    for group in groups:
        for path, content in sorted(group.items(), key=lambda item: item[0].name):
            total.update(f"{path.name}\0{len(content)}\0".encode())
            total.update(content)
    return total.hexdigest()
