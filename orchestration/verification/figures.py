"""The figures of a release against its name: what a forged file with a forged checksum does not get past.

Belongs here: the content hash, computed again from the Parquet files, and whether the DuckDB file holds the same tables.
Does not belong here: checksums (`releases`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from orchestration.errors import StorageError
from orchestration.publication.assemble import DUCKDB, table_path
from orchestration.publication.catalogue import consolidated
from orchestration.publication.fingerprint import SCHEMA, canonical_lines, content_hash
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import Manifest, key_of
from orchestration.scratch import scratch
from orchestration.storage.interface import Storage
from orchestration.verification.problem import Problem

_REMEDY = "put the release back from a backup, or make another one current with `cites rollback`"


def verify_figures(storage: Storage, manifest: Manifest) -> Iterator[Problem]:
    """One problem where the Parquet tables are not those of the release's name, one a table that DuckDB shows differently."""
    release = manifest["release"]
    try:
        tables = {name: _parquet(storage, release, name) for name in manifest["tables"]}
        if (
            content_hash({name: tables[name] for name in consolidated(manifest)})
            != manifest["empreinte_contenu"]
        ):
            what = f"the Parquet tables of {release} are not those that its name and its manifest tell of"
            yield Problem(key_of(release, "parquet/"), what, _REMEDY)
        with scratch() as folder:
            yield from _unlike(_local(storage, release, folder), release, tables)
    except (StorageError, pa.ArrowException, duckdb.Error, KeyError) as error:
        reason = str(error).splitlines()[0]
        yield Problem(
            key_of(release, ""), f"the figures of {release} cannot be computed again ({reason})", _REMEDY
        )


def _parquet(storage: Storage, release: str, name: str) -> pa.Table:
    return decode(storage.read(key_of(release, table_path("parquet", name))))


def _local(storage: Storage, release: str, folder: Path) -> Path:
    key = key_of(release, DUCKDB)
    if (path := storage.local_path(key)) is not None:
        return path
    storage.download(key, folder / DUCKDB)
    return folder / DUCKDB


def _unlike(database: Path, release: str, tables: dict[str, pa.Table]) -> Iterator[Problem]:
    with duckdb.connect(str(database), read_only=True) as connection:
        for name, expected in tables.items():
            columns = ", ".join(f'"{column}"' for column in expected.column_names)
            found = connection.sql(f'select {columns} from {SCHEMA}."{name}"').to_arrow_table()
            if list(canonical_lines(name, found)) != list(canonical_lines(name, expected)):
                key = key_of(release, DUCKDB)
                yield Problem(key, f"{key} does not hold the {name} of the release's other files", _REMEDY)
