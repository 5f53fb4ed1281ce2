"""Read the contract of one sheet: its columns and its rules.

Belongs here: turning ODCS nodes into `Sheet`, `Column` and `Rule`.
Does not belong here: what holds for every sheet (`return_files`), whether it all fits together (`coherence`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from contracts.errors import ContractError
from contracts.model import CellType, Column, Rule, Sheet
from contracts.odcs import Node, custom, demand, the_schema
from contracts.typography import typeset

_TYPES = {"string": "text", "integer": "int", "number": "decimal", "date": "date", "boolean": "bool"}


def read_sheet(document: Node, path: Path, longest: int) -> Sheet:
    """The sheet of one file; `longest` holds for texts whose column says no length. Raises ContractError."""
    schema = the_schema(document, path)
    said = custom(schema)
    return Sheet(
        name=demand(schema, "name", path, "the sheet"),
        label=demand(schema, "businessName", path, "the sheet"),
        layout=demand(said, "disposition", path, "the sheet"),
        description=demand(schema, "description", path, "the sheet"),
        columns=tuple(_column(node, path, longest) for node in schema.get("properties", ())),
        rules=read_rules(schema, path),
        key_column=said.get("colonne_cle"),
        value_column=said.get("colonne_valeur"),
    )


def _column(node: Node, path: Path, longest: int) -> Column:
    what = f"column {node.get('name')}"
    said = custom(node)
    options = node.get("logicalTypeOptions", {})
    logical = demand(node, "logicalType", path, what)
    cell_type = said.get("type") or _TYPES.get(logical)
    if cell_type is None:
        raise ContractError(f"{path.name}: {what} has the type `{logical}`; use one of {', '.join(_TYPES)}")
    return Column(
        name=demand(node, "name", path, what),
        label=demand(node, "businessName", path, what),
        type=cast(CellType, cell_type),
        required=bool(node.get("required", False)),
        description=demand(node, "description", path, what),
        unit=said.get("unite"),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        max_length=options.get("maxLength", longest) if cell_type == "text" else None,
        codelist=said.get("liste"),
        free_text=bool(said.get("texte_libre", False)),
        example=_text(said, "exemple"),
        hint=_text(said, "aide"),
        when_empty=_text(said, "vide"),
    )


def read_rules(schema: Node, path: Path) -> tuple[Rule, ...]:
    """The rules under `quality` of a schema object, in the file's order. Raises ContractError."""
    return tuple(_rule(node, path) for node in schema.get("quality", ()))


def _rule(node: Node, path: Path) -> Rule:
    what = f"rule {node.get('name')}"
    texts = demand(node, "implementation", path, what)
    rule = Rule(
        id=demand(node, "name", path, what),
        severity=demand(node, "severity", path, what),
        stage=demand(texts, "etape", path, what),
        description=demand(node, "description", path, what),
        message=typeset(demand(texts, "constat", path, what)),
        remedy=typeset(demand(texts, "remede", path, what)),
        anchor=_text(texts, "ancre"),
        holds=_text(texts, "respecte"),
        expected=_text(texts, "attendu"),
        case=_text(texts, "cas"),
        cause=typeset(texts["cause"]) if texts.get("cause") else None,
        doubts_identity=bool(texts.get("doute", False)),
        source=_text(texts, "source"),
        tells=_text(texts, "source_valeur"),
    )
    variants = texts.get("variantes", {})
    return replace(rule, variants={case: _variant(rule, case, worded) for case, worded in variants.items()})


def _variant(rule: Rule, case: str, texts: Mapping[str, Any]) -> Rule:
    """The rule as it is worded in one situation; what is not worded anew stays as it is."""
    message, remedy = texts.get("constat"), texts.get("remede")
    return replace(
        rule,
        case=case,
        message=typeset(message) if message else rule.message,
        remedy=typeset(remedy) if remedy else rule.remedy,
    )


def _text(texts: Node, name: str) -> str | None:
    """A text that YAML may have taken for a number (`attendu: 3`)."""
    value = texts.get(name)
    return None if value is None else str(value)
