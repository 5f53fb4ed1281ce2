"""One published table of a release, as the bytes of a file.

Belongs here: choosing the release, the table and the format. Does not belong here: how a format is written
(`formats`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from orchestration.errors import UsageError
from orchestration.meant import Choices, the_one_meant
from orchestration.publication import formats
from orchestration.publication.assemble import table_path
from orchestration.publication.catalogue import resolve
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import read_file
from orchestration.storage.interface import Storage


class Pulled(NamedTuple):
    """The bytes of a file, the release and the table that they are of, and how many rows they hold."""

    data: bytes
    release: str
    table: str
    rows: int


def pull(storage: Storage, table: str, release: str | None, format_name: str) -> bytes:
    """The bytes alone of what `pulled` gives."""
    return pulled(storage, table, release, format_name).data


def pulled(
    storage: Storage,
    table: str,
    release: str | None,
    format_name: str,
    titles: Callable[[], Choices] = dict,
) -> Pulled:
    """The table as `csv`, `xlsx`, `parquet` or `json`, checked before it is given; None: the current release.

    `titles`: by which other words people know the tables; asked only for one that has no such name.
    Raises NothingPublished, UsageError (unknown table, release or format, with those that exist),
    DamagedRelease.
    """
    if format_name not in formats.NAMES:
        raise UsageError(f"no format is called {format_name!r}; there are: {', '.join(formats.NAMES)}")
    found = resolve(storage, release)
    manifest = found.manifest
    if table not in manifest["tables"]:
        known = titles()
        choices = {name: tuple(known.get(name, ())) for name in manifest["tables"]}
        table = the_one_meant(table, choices, f"no table is called {table!r}")
    if format_name in formats.STORED:
        data = read_file(storage, manifest, table_path(format_name, table))
    else:
        rows = decode(read_file(storage, manifest, table_path("parquet", table)))
        data = formats.encoder(format_name)(rows, table)
    return Pulled(data, found.id, table, manifest["tables"][table]["lignes"])
