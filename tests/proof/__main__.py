"""Run the proofs and write what came of them, misses included, into `docs/reference/proof.md`.

python -m tests.proof                    all of them: about an hour on two calm cores
python -m tests.proof --quick            a few points of each, printed only
python -m tests.proof --only tampering   one of them, printed only
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from orchestration.version import code_version
from tests.proof.cut_off import Trial, disk_errors, full_disks, kills, prepare
from tests.proof.lines import Line, table
from tests.proof.readers import readers
from tests.proof.tampering import tampering
from tests.proof.world import make_world, prepare_imports

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "proof.md"
_HEAD = """# Proofs: runs cut off, full disks, altered files

What `make proof` found; the command writes this page, misses included. Each trial starts from a storage with one release, after
which four files were dropped (a correction, a first return, a rejected one, no workbook), and does what the row says for real:
processes are killed, file systems are small, files are altered. What DuckDB writes by itself while a candidate is built is not
among the changes that are counted; the full disks hit it too. Charts and Data Docs are left blank, to save time.
"""
Found = tuple[Line, list[str]]


def _proofs(place: Path, quick: bool) -> dict[str, Callable[[Path, Trial], Found]]:
    few, at_once = (4 if quick else 60), _at_once()
    return {
        "kills": lambda world, trial: (
            kills(trial, every=max(1, len(trial.changes) // few) if quick else 1),
            [],
        ),
        "eio": lambda world, trial: (disk_errors(trial, few), []),
        "enospc": lambda world, trial: (full_disks(trial, few), []),
        "readers": lambda world, trial: (readers(place / "readers", 5 if quick else 100), []),
        "tampering": lambda world, trial: tampering(world, place / "tampering", at_once),
    }


def _at_once() -> int:
    """One more than there are cores: a run waits now and then."""
    return (os.cpu_count() or 1) + 1


def found(place: Path, quick: bool, only: str | None) -> Iterator[Found]:
    """Each proof's line, and what stands below the table, as soon as it is there."""
    prepare_imports()
    world = make_world(place)
    trial = prepare(world, place, _at_once())
    for name, proof in _proofs(place, quick).items():
        if only in (None, name):
            yield proof(world, trial)


def page(lines: list[Line], below: list[str]) -> str:
    """The page: the table, the misses, who tells of altered files."""
    told = ["", "## Who tells of what was altered", "", *below] if below else []
    return "\n".join([_HEAD, *table(lines), *told, "", f"Code: {code_version()}.", ""])


def main() -> int:
    """0 where everything held, else 1."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a few points of each proof")
    parser.add_argument(
        "--only", choices=["kills", "eio", "enospc", "readers", "tampering"], help="one proof"
    )
    arguments = parser.parse_args()
    lines: list[Line] = []
    below: list[str] = []
    with tempfile.TemporaryDirectory(prefix="cites-proof-") as folder:
        for line, more in found(Path(folder), arguments.quick, arguments.only):
            lines.append(line)
            below += more
            print(f"{line.what}: {line.held} of {line.points} held", file=sys.stderr, flush=True)
    text = page(lines, below)
    print(text)
    if not (arguments.quick or arguments.only):
        PAGE.write_text(text, encoding="utf-8")
    return int(any(line.misses for line in lines))


if __name__ == "__main__":
    sys.exit(main())
