"""The Frictionless Data Package of a release: its CSV files with their schemas, licences and sources.

Belongs here: turning published tables of the contract into a data package descriptor.
Does not belong here: writing the CSV files (`orchestration.publication.formats`).
"""

from __future__ import annotations

import re
from typing import Any

from contracts.model import Contract, PublishedColumn, PublishedTable

_FIELD_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DATE": "date",
    "DOUBLE": "number",
}
_DECIMAL = re.compile(r"DECIMAL\(\d+, ?\d+\)")

_LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
_TITLE = "Cités de l'emploi : indicateurs publiés"
_DESCRIPTION = "Les indicateurs consolidés à partir des remontées trimestrielles : pays, territoires, cités."
_SOURCES = (
    {"title": "Remontées trimestrielles des cités de l'emploi"},
    {"title": "ANCT, programme Cités de l'emploi (Licence Ouverte 2.0)"},
    {"title": "ANCT, quartiers prioritaires de la ville, génération 2024 (Licence Ouverte 2.0)"},
    {"title": "INSEE, code officiel géographique, 2023 (Licence Ouverte 2.0)"},
)


def descriptor(contract: Contract) -> dict[str, Any]:
    """The content of `datapackage.json`; paths are relative to the release's folder."""
    return {
        "profile": "tabular-data-package",
        "name": "cites-emploi-indicateurs",
        "title": _TITLE,
        "description": _DESCRIPTION,
        "version": contract.version,
        "licenses": [dict(_LICENCE)],
        "sources": [dict(source) for source in _SOURCES],
        "resources": [_resource(table) for table in contract.released.values()],
    }


def _resource(table: PublishedTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.label,
        "description": f"{table.grain} {table.description}",
        "path": f"csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"delimiter": ";", "lineTerminator": "\r\n"},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.primary_key),
        },
    }


def _field(column: PublishedColumn) -> dict[str, Any]:
    kind = "number" if _DECIMAL.fullmatch(column.sql_type) else _FIELD_TYPES[column.sql_type]
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.label,
        "type": kind,
        "description": column.description,
    }
    if kind == "number":
        field["decimalChar"] = ","
    if column.unit:
        field["unit"] = column.unit
    constraints = _constraints(column)
    return {**field, "constraints": constraints} if constraints else field


def _constraints(column: PublishedColumn) -> dict[str, Any]:
    stated = {
        "required": column.required or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "enum": list(column.values) or None,
    }
    return {name: value for name, value in stated.items() if value is not None}
