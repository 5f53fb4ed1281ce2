"""Read the contract of the published tables: one ODCS file a table.

Belongs here: turning ODCS nodes into `PublishedTable` and `PublishedColumn`.
Does not belong here: computing the tables (`dbt_project`), what must be true of them (`contracts.coherence`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from contracts.cautions import with_caution
from contracts.errors import ContractError
from contracts.model import Code, PublishedColumn, PublishedTable
from contracts.odcs import Node, custom, demand, reading, the_schema

Lists = Mapping[str, tuple[Code, ...]]


def read_tables(documents: Mapping[Path, Node], codelists: Lists) -> dict[str, PublishedTable]:
    """The published tables by name, in the order that their files give. Raises ContractError."""
    numbered: list[tuple[int, str, PublishedTable]] = []
    for path, document in documents.items():
        with reading(path):
            numbered.append((_order(document, path), path.name, _table(document, path, codelists)))
    tables = [table for _, _, table in sorted(numbered, key=lambda entry: entry[:2])]
    if len({table.name for table in tables}) != len(tables):
        raise ContractError("published: two files describe the same table; keep one")
    return {table.name: table for table in tables}


def _order(document: Node, path: Path) -> int:
    return int(demand(custom(the_schema(document, path)), "ordre", path, "the table"))


def _table(document: Node, path: Path, codelists: Lists) -> PublishedTable:
    schema = the_schema(document, path)
    return PublishedTable(
        name=demand(schema, "name", path, "the table"),
        label=demand(schema, "businessName", path, "the table"),
        grain=demand(schema, "dataGranularityDescription", path, "the table"),
        description=demand(schema, "description", path, "the table"),
        columns=tuple(_column(node, path, codelists) for node in schema.get("properties", ())),
        consolidated=_is_consolidated(schema, path),
    )


def _is_consolidated(schema: Node, path: Path) -> bool:
    """From the returns (`remontees`, where nothing is said) or made at publication."""
    origin = custom(schema).get("origine", "remontees")
    if origin not in ("remontees", "publication"):
        raise ContractError(f"{path.name}: origine `{origin}` is unknown; use remontees or publication")
    return bool(origin == "remontees")


def _column(node: Node, path: Path, codelists: Lists) -> PublishedColumn:
    what = f"column {node.get('name')}"
    said = custom(node)
    options = node.get("logicalTypeOptions", {})
    return PublishedColumn(
        name=demand(node, "name", path, what),
        label=demand(node, "businessName", path, what),
        sql_type=demand(node, "physicalType", path, what),
        required=bool(node.get("required", False)),
        description=with_caution(demand(node, "description", path, what), said.get("unite")),
        unit=said.get("unite"),
        key_position=node.get("primaryKeyPosition"),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        values=_values(said, path, what, codelists),
        value_labels=_value_labels(said, path, what),
    )


def _values(said: Node, path: Path, what: str, codelists: Lists) -> tuple[str, ...]:
    """The closed list of a column: written out (`valeurs`), or the codes of a code list (`liste`)."""
    name = said.get("liste")
    if name is None:
        return tuple(said.get("valeurs", ()))
    if name not in codelists:
        raise ContractError(
            f"{path.name}: {what} names the code list `{name}`, which is not in codelists.csv"
        )
    return tuple(entry.code for entry in codelists[name])


def _value_labels(said: Node, path: Path, what: str) -> tuple[str, ...]:
    """How people read the `valeurs`, in the same order (`libelles`)."""
    labels = tuple(said.get("libelles", ()))
    if labels and len(labels) != len(said.get("valeurs", ())):
        raise ContractError(
            f"{path.name}: {what} has {len(labels)} libelles; give one for each of its valeurs"
        )
    return labels
