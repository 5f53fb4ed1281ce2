"""`datapackage.json` of one release: the contract's description, with what only this release knows.

Belongs here: its id, its day, who answers for it, whether it is fictitious, and the references that its rows keep. Does not
belong here: the description of the tables (`contracts.derive.data_package`).
"""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr
from typing import Any

import pyarrow as pa

from contracts.derive.data_package import descriptor
from orchestration.publication.edition import Edition
from orchestration.publication.references import is_kept, reference_of

_PUBLISHER = "Programme Cités de l'emploi"
_FICTITIOUS = "DONNÉES FICTIVES : démonstration, aucun de ces chiffres n'est réel."


def described(edition: Edition) -> dict[str, Any]:
    """The content of the file. Keys: Frictionless Data Package 1 (`id`, `created`, `contributors`, `foreignKeys`)."""
    base, tables = descriptor(edition.contract), edition.every_table
    fictitious = edition.demo
    return {
        **base,
        "id": edition.release,
        "created": edition.origin["cree_le"],
        "title": f"{base['title']} (données fictives)" if fictitious else base["title"],
        "description": f"{_FICTITIOUS} {base['description']}" if fictitious else base["description"],
        "contributors": [_contributor(edition.contact)],
        "fictitious": fictitious,
        "resources": [_with_references(resource, tables) for resource in base["resources"]],
    }


def _contributor(contact: str | None) -> dict[str, str]:
    """Who answers for the data: `Name <address>`, a name or an address alone; else the programme, without an address."""
    name, address = parseaddr(contact or "")
    if "@" not in address:
        name, address = contact or _PUBLISHER, ""
    told = {"title": name or _PUBLISHER, "role": "publisher"}
    return {**told, "email": address} if address else told


def _with_references(resource: Mapping[str, Any], tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """The resource with the foreign key that its rows keep, as the databases declare it."""
    rows = tables[resource["name"]]
    reference = reference_of(resource["name"], rows.column_names, tables)
    if reference is None or not is_kept(reference, rows, tables[reference.table]):
        return dict(resource)
    columns = list(reference.columns)
    key = {"fields": columns, "reference": {"resource": reference.table, "fields": columns}}
    return {**resource, "schema": {**resource["schema"], "foreignKeys": [key]}}
