"""Read one Open Data Contract Standard file into plain values.

Belongs here: YAML, custom properties, errors that name the file. Does not belong here: what the values mean to us
(`contracts.return_files`, `contracts.published_files`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from contracts.errors import ContractError

Node = Mapping[str, Any]


def parse(content: bytes, path: Path) -> Node:
    """The document of one contract file. Raises ContractError, naming file and line, where it is no YAML mapping."""
    try:
        document = yaml.load(content, Loader=yaml.CSafeLoader)  # noqa: S506  the safe loader, in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ContractError(f"{path.name}{line}: {problem}; correct the YAML") from None
    if not isinstance(document, dict) or document.get("kind") != "DataContract":
        raise ContractError(f"{path.name}: not a data contract; give it `kind: DataContract`")
    return document


def the_schema(document: Node, path: Path) -> Node:
    """The file's only schema object."""
    schema = document.get("schema")
    if not isinstance(schema, list) or len(schema) != 1:
        raise ContractError(f"{path.name}: give it exactly one entry under `schema`")
    return dict(schema[0])


def custom(node: Node) -> dict[str, Any]:
    """The custom properties of a document, schema or property, by name."""
    return {entry["property"]: entry["value"] for entry in node.get("customProperties", ())}


def demand(node: Node, name: str, path: Path, what: str) -> Any:
    """A value that must be there. Raises ContractError saying which entry of which file lacks it."""
    value = node.get(name)
    if value is None or value == "":
        raise ContractError(f"{path.name}: {what} lacks `{name}`; add it")
    return value
