"""Read one Open Data Contract Standard file into plain values.

Belongs here: YAML, custom properties, errors that name the file.
Does not belong here: what the values mean to us (`return_files`, `sheet_files`, `published_files`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from contracts.errors import ContractError

Node = Mapping[str, Any]


def parse(content: bytes, path: Path) -> Node:
    """The document of one contract file. Raises ContractError, with the line, where it is no YAML mapping."""
    try:
        document = yaml.load(content, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not valid YAML"
        raise ContractError(f"{path.name}{line}: {problem}; correct the YAML") from None
    if not isinstance(document, dict) or document.get("kind") != "DataContract":
        raise ContractError(f"{path.name}: not a data contract; give it `kind: DataContract`")
    return document


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Raise ContractError, naming the file, where an entry is not of the shape that the standard gives."""
    try:
        yield
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise ContractError(
            f"{path.name}: an entry is not of the standard's shape ({problem}); correct it"
        ) from None


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
