"""The Arrow schemas of what the warehouse reads: staged tables and the register.

Belongs here: column names, order and types of the Parquet files, derived from the contract.
Does not belong here: writing rows (`submissions.judging`) or handing them to dbt (`workdir`).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from contracts.model import CellType, Contract

FINDINGS = "constats"
"""The staged table of findings: it belongs to no sheet."""

STAGED_FILES = "fichiers_du_lot"
"""The key under which the first judgement of a batch bears the SHA-256 of every staged file of the batch, by key."""

REPORT_FILES = "rapports"
"""The key under which a judgement bears the SHA-256 of its report and of every file of its answer, by key."""

_TYPES: Mapping[CellType, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "siret": pa.string(),
    "qpv": pa.string(),
    "int": pa.int64(),
    "decimal": pa.decimal128(38, 12),
    "date": pa.date32(),
    "bool": pa.bool_(),
}

_PREFIX = (("empreinte", pa.string()), ("code_cite", pa.string()), ("ligne", pa.int64()))

_PARTITION = "trimestre"

_FINDINGS_SCHEMA = pa.schema(
    [
        ("empreinte", pa.string()),
        ("code_cite", pa.string()),
        ("regle", pa.string()),
        ("gravite", pa.string()),
        ("feuille", pa.string()),
        ("ligne", pa.int64()),
        ("colonne", pa.string()),
        ("cellule", pa.string()),
    ]
)

REGISTER_SCHEMA = pa.schema(
    [
        ("numero", pa.int64()),
        ("evenement", pa.string()),
        ("instant", pa.string()),
        ("empreinte", pa.string()),
        ("cle", pa.string()),
        ("taille", pa.int64()),
        ("recue_le", pa.string()),
        ("marque", pa.string()),
        ("code_cite", pa.string()),
        ("trimestre", pa.string()),
        ("trimestre_lu", pa.string()),
        ("verdict", pa.string()),
        ("date_remontee", pa.string()),
        ("bloquants", pa.int64()),
        ("alertes", pa.int64()),
        ("version_contrat", pa.string()),
        ("lot", pa.string()),
        ("par", pa.string()),
        ("motif", pa.string()),
    ]
)
"""`register.parquet`: one row per event, instants and days as ISO text, nested keys left out."""


def staged_tables(contract: Contract) -> tuple[str, ...]:
    """The staged tables: the sheets in the template's order, then `constats`."""
    return (*(sheet.name for sheet in contract.submission.sheets), FINDINGS)


def staged_schema(contract: Contract, table: str) -> pa.Schema:
    """The columns of one staged Parquet file; the quarter is its hive partition, so never a column.

    Raises KeyError where the table is neither a sheet nor `constats`.
    """
    if table == FINDINGS:
        return _FINDINGS_SCHEMA
    prefix_names = {name for name, _ in _PREFIX}
    columns = [
        (column.name, _TYPES[column.type])
        for column in contract.submission.by_name[table].columns
        if column.name not in prefix_names | {_PARTITION}
    ]
    return pa.schema([*_PREFIX, *columns])
