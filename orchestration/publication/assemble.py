"""All the files of a release, made in a local folder.

Belongs here: which files a release holds. Does not belong here: how each is written (`formats`,
`duckdb_file`) or how they reach the storage (`release`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.audit.page import render as audit_page
from orchestration.publication import formats
from orchestration.publication.data_package import described
from orchestration.publication.duckdb_file import FreshProcess, UnbuiltFile
from orchestration.publication.edition import Edition
from orchestration.publication.fingerprint import content_hash, read_tables
from orchestration.publication.workbook.book import encode_release

DUCKDB = "cites.duckdb"
WORKBOOK = "indicateurs.xlsx"
DATA_PACKAGE = "datapackage.json"
AUDIT = "audit.json"
AUDIT_PAGE = "audit.html"
DATA_DOCS = "data-docs.html"
QUERIES = "requetes.json"
DOCUMENTATION = "docs/index.html"


def assemble(folder: Path, edition: Edition) -> None:
    """Write every file of a release but its manifest. Raises UnbuiltFile."""
    from orchestration.page.page import write_page  # draws charts: nobody else needs what that loads

    tables, contract = edition.every_table, edition.contract
    _write_tables(folder, tables, "parquet")
    database = FreshProcess(folder / "parquet", contract, folder / DUCKDB)
    try:
        for name in formats.STORED:
            if name != "parquet":
                _write_tables(folder, tables, name)
        (folder / WORKBOOK).write_bytes(encode_release(edition))
        (folder / DATA_PACKAGE).write_bytes(_json(described(edition)))
        (folder / AUDIT).write_bytes(_json(edition.audit.as_dict()))
        (folder / AUDIT_PAGE).write_bytes(audit_page(edition.audit.as_dict(), edition.release))
        if edition.audit.data_docs:
            (folder / DATA_DOCS).write_bytes(edition.audit.data_docs(edition.release))
        if edition.queries:
            (folder / QUERIES).write_bytes(edition.queries)
        if edition.documentation:
            (folder / DOCUMENTATION).parent.mkdir()
            (folder / DOCUMENTATION).write_bytes(edition.documentation())
    finally:
        database.finish()
    if content_hash(read_tables(folder / DUCKDB, contract)) != content_hash(edition.tables):
        raise UnbuiltFile("the published DuckDB file does not hold the tables that were audited; run again")
    # last: it tells the size of all the others
    write_page(folder, edition)


def table_path(name: str, table: str) -> str:
    """Where a release keeps a table in one of the stored formats."""
    return f"{name}/{table}.{name}"


def _write_tables(folder: Path, tables: Mapping[str, pa.Table], name: str) -> None:
    (folder / name).mkdir()
    encode = formats.encoder(name)
    for table, rows in tables.items():
        (folder / table_path(name, table)).write_bytes(encode(rows, table))


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
