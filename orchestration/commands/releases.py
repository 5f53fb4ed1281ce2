"""`cites pull`, `releases`, `rollback` and `warehouse`: what is published, and which of it is current."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from collections.abc import Iterator

from contracts.loading import load_contract
from orchestration.clock import now
from orchestration.commands.files import format_of, write_whole
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.errors import UsageError
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from orchestration.terminal import table

_TEXT = {"csv", "json"}


def opened_storage() -> Storage:
    """The storage; where it holds the demonstration, that is said beside the answer."""
    storage = open_storage(read_settings().storage)
    if is_demonstration(storage):
        print(NOTICE, file=sys.stderr)
    return storage


def _note_lost_pointer(storage: Storage) -> None:
    """Say why no release is marked as current, where the pointer is damaged."""
    from orchestration.publication.pointer import DamagedPointer, read_pointer

    try:
        read_pointer(storage)
    except DamagedPointer as error:
        print(f"note: {error}", file=sys.stderr)


def pull(arguments: argparse.Namespace) -> int:
    """Write one published table to a file, or (csv, json) to standard output."""
    from orchestration.publication.formats import NAMES
    from orchestration.publication.pull import pulled

    chosen = format_of(arguments.output, arguments.format, NAMES)
    if arguments.output is None and chosen not in _TEXT:
        raise UsageError(f"{chosen} is no text for a terminal: say where to write it with -o FILE")
    found = pulled(opened_storage(), arguments.table, arguments.release, chosen, _titles)
    if arguments.output is None:
        sys.stdout.buffer.write(found.data)
        return 0
    write_whole(arguments.output, found.data)
    rows = f"{found.rows} row{'s' * (found.rows != 1)}"
    print(f"{arguments.output}: {found.table} of {found.release}, {rows}, {chosen}", file=sys.stderr)
    return 0


def _titles() -> dict[str, tuple[str, ...]]:
    return {name: (table.label,) for name, table in load_contract(read_settings().reference).released.items()}


def releases(arguments: argparse.Namespace) -> int:
    """List the releases, newest first."""
    from orchestration.publication.catalogue import NothingPublished
    from orchestration.publication.catalogue import releases as found
    from orchestration.publication.pointer import standing

    storage = opened_storage()
    _note_lost_pointer(storage)
    pointer = standing(storage)
    since = pointer.depuis if pointer else None
    rows = [
        {
            "release": release.id,
            "courante": release.current,
            "cree_le": release.manifest["cree_le"],
            "courante_depuis": since if release.current else None,
            "empreinte_contenu": release.content_hash,
            "remontees": len(release.manifest["remontees"]),
            "contrat": release.manifest["contrat"]["version"],
            "code": release.manifest["code"],
            "demonstration": release.manifest["demonstration"],
        }
        for release in found(storage)
    ]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif not rows:
        print(NothingPublished(storage.url))
    else:
        lines = [
            (
                "→" if r["courante"] else "",
                r["release"],
                str(r["cree_le"])[:16].replace("T", " "),
                r["remontees"],
                str(r["empreinte_contenu"])[:12],
                r["code"],
            )
            for r in rows
        ]
        print(table(("", "release", "made at (UTC)", "returns", "content hash", "code"), lines, right=(3,)))
        if since:
            print(f"\nreaders have had the current release since {since[:19].replace('T', ' ')} (UTC)")
    return 0


def rollback(arguments: argparse.Namespace) -> int:
    """Make an earlier release current again."""
    from orchestration.publication.catalogue import resolve
    from orchestration.publication.catalogue import rollback as go_back
    from orchestration.run import open_run

    settings = read_settings()
    # before the lock, which would make the folder of a mistyped storage
    resolve(open_storage(settings.storage), arguments.release)
    with open_run(settings) as opened:
        pointer = go_back(opened.storage, arguments.release, arguments.reason, now(), opened.lease)
        print(
            f"{pointer.release} is the current release again, until a run has something new to publish.\n"
            "That release will hold all the returns in force, those that you went back from too: "
            "withdraw the ones that must not count (cites withdraw)"
        )
        opened.serve()
    return 0


def warehouse(arguments: argparse.Namespace) -> int:
    """Say how to connect to the current release."""
    from orchestration.publication.catalogue import warehouse as where

    place = where(opened_storage())
    print("\n".join(_duckdb(place)))
    if dsn := read_settings().postgres:
        print(_postgres(dsn))
    return 0


def _duckdb(place: str) -> Iterator[str]:
    """Where the file is, and a line for the shell that works whatever its path holds."""
    yield f"DuckDB file (read only): {place}"
    if place.startswith("s3://"):
        yield "  copy it to this machine first, then, beside it:"
        place = place.rsplit("/", 1)[1]
    yield f"  duckdb -readonly {shlex.quote(place)} \\"
    yield "    'from publication.indicateurs_nationaux'"
    yield "The path changes with each release: ask again, or read releases/current.json."


def _postgres(dsn: str) -> str:
    from orchestration.serving.address import ServingFailed, address
    from orchestration.serving.serve import served

    try:
        release = served(dsn) or "nothing yet"
    except ServingFailed as error:
        release = f"nothing now ({error})"
    return f"PostgreSQL, schema publication, serves {release}:\n  {address(dsn)}"
