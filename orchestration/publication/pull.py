"""One published table of a release, as the bytes of a file.

Belongs here: choosing the release, the table and the format. Does not belong here: how a format is written
(`formats`).
"""

from __future__ import annotations

from orchestration.errors import UsageError
from orchestration.publication import formats
from orchestration.publication.assemble import table_path
from orchestration.publication.catalogue import resolve
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import read_file
from orchestration.storage.interface import Storage


def pull(storage: Storage, table: str, release: str | None, format_name: str) -> bytes:
    """The table as `csv`, `xlsx`, `parquet` or `json`, checked before it is given; None: the current release.

    Raises NothingPublished, UsageError (unknown table, release or format, with those that exist),
    DamagedRelease.
    """
    if format_name not in formats.NAMES:
        raise UsageError(f"no format is called {format_name!r}; there are: {', '.join(formats.NAMES)}")
    manifest = resolve(storage, release).manifest
    if table not in manifest["tables"]:
        raise UsageError(f"no table is called {table!r}; there are: {', '.join(manifest['tables'])}")
    if format_name in formats.STORED:
        return read_file(storage, manifest, table_path(format_name, table))
    rows = decode(read_file(storage, manifest, table_path("parquet", table)))
    return formats.encoder(format_name)(rows, table)
