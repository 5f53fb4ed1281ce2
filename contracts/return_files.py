"""Read the contract of the return: `retour.odcs.yaml` and one file a sheet.

Belongs here: turning ODCS nodes into `Submission`, `Sheet`, `Column`, `Rule`, `Limits`.
Does not belong here: whether they fit together (`contracts.coherence`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contracts.errors import ContractError
from contracts.model import Column, Limits, Rule, Sheet, Submission
from contracts.odcs import Node, custom, demand, the_schema
from contracts.typography import typeset

RETURN_FILE = "retour.odcs.yaml"
_TYPES = {"string": "text", "integer": "int", "number": "decimal", "date": "date", "boolean": "bool"}
_MIB = 1024 * 1024
_LIMIT_WORDS = {
    "fichier": "file_bytes",
    "decompresse": "unpacked_bytes",
    "ratio": "ratio",
    "lignes": "rows",
    "colonnes": "columns",
    "memoire": "memory_bytes",
    "secondes": "seconds",
}


def read_submission(documents: Mapping[Path, Node]) -> Submission:
    """The whole return from its parsed files. Raises ContractError where one lacks what it must say."""
    general = {path: document for path, document in documents.items() if path.name == RETURN_FILE}
    if not general:
        raise ContractError(f"submission/{RETURN_FILE} is missing; restore it")
    ((path, document),) = general.items()
    return _submission(document, path, [item for item in documents.items() if item[0] != path])


def _submission(document: Node, path: Path, others: Iterable[tuple[Path, Node]]) -> Submission:
    said = custom(document)
    what = "the return"
    limits = _limits(demand(said, "limites", path, what), path)
    rules = _rules(the_schema(document, path), path)
    longest = int(demand(said, "longueur_texte", path, what))
    sheets = sorted(
        ((_order(node, where), _sheet(node, where, longest)) for where, node in others), key=_first
    )
    return Submission(
        template_versions=tuple(str(version) for version in demand(said, "versions_modele", path, what)),
        first_quarter=demand(said, "premier_trimestre", path, what),
        deadline_days=_deadline(document, path),
        sheets=tuple(sheet for _, sheet in sheets),
        rules=rules,
        limits=limits,
        missing_words=frozenset(str(word).lower() for word in demand(said, "mots_manquants", path, what)),
        type_labels=dict(demand(said, "types_lisibles", path, what)),
        refusals=_refusals(demand(said, "motifs_refus", path, what), rules, limits, path),
    )


def _deadline(document: Node, path: Path) -> int:
    promised = {entry["property"]: entry["value"] for entry in document.get("slaProperties", ())}
    return int(demand(promised, "delai_remontee", path, "`slaProperties`"))


def _first(pair: tuple[int, Sheet]) -> int:
    return pair[0]


def _order(document: Node, path: Path) -> int:
    return int(demand(custom(the_schema(document, path)), "ordre", path, "the sheet"))


def _limits(said: Node, path: Path) -> Limits:
    def number(name: str) -> int:
        return int(demand(said, name, path, "`limites`"))

    return Limits(
        file_bytes=number("fichier_mio") * _MIB,
        unpacked_bytes=number("decompresse_mio") * _MIB,
        ratio=number("ratio"),
        ratio_from_bytes=number("ratio_a_partir_de_mio") * _MIB,
        rows=number("lignes"),
        columns=number("colonnes"),
        memory_bytes=number("memoire_mio") * _MIB,
        seconds=number("secondes"),
        header_rows=number("lignes_de_titre"),
    )


def _refusals(said: Mapping[str, Any], rules: Iterable[Rule], limits: Limits, path: Path) -> dict[str, Rule]:
    """The S01 rule once per reason, its limits written as a person reads them (`20 Mo`, `100 000`)."""
    general = next((rule for rule in rules if rule.id == "S01"), None)
    if general is None:
        raise ContractError(f"{path.name}: rule S01 is missing; restore it")
    words = {word: _readable(getattr(limits, name), name) for word, name in _LIMIT_WORDS.items()}
    try:
        return {
            reason: replace(
                general,
                message=typeset(demand(texts, "constat", path, f"reason {reason}").format(**words)),
                remedy=typeset(demand(texts, "remede", path, f"reason {reason}").format(**words)),
            )
            for reason, texts in said.items()
        }
    except KeyError as error:
        raise ContractError(
            f"{path.name}: unknown placeholder {{{error.args[0]}}} in `motifs_refus`"
        ) from None


def _readable(value: int, name: str) -> str:
    return f"{value // _MIB} Mo" if name.endswith("_bytes") else f"{value:,}".replace(",", "\u202f")


def _sheet(document: Node, path: Path, longest: int) -> Sheet:
    schema = the_schema(document, path)
    said = custom(schema)
    return Sheet(
        name=demand(schema, "name", path, "the sheet"),
        label=demand(schema, "businessName", path, "the sheet"),
        layout=demand(said, "disposition", path, "the sheet"),
        description=demand(schema, "description", path, "the sheet"),
        columns=tuple(_column(node, path, longest) for node in schema.get("properties", ())),
        rules=_rules(schema, path),
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
        type=cell_type,
        required=bool(node.get("required", False)),
        description=demand(node, "description", path, what),
        unit=said.get("unite"),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        max_length=options.get("maxLength", longest) if cell_type == "text" else None,
        codelist=said.get("liste"),
    )


def _rules(schema: Node, path: Path) -> tuple[Rule, ...]:
    return tuple(_rule(node, path) for node in schema.get("quality", ()))


def _rule(node: Node, path: Path) -> Rule:
    what = f"rule {node.get('name')}"
    texts = demand(node, "implementation", path, what)
    return Rule(
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
    )


def _text(texts: Node, name: str) -> str | None:
    """A text that YAML may have taken for a number (`attendu: 3`)."""
    value = texts.get(name)
    return None if value is None else str(value)
