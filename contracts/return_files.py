"""Read the contract of the return: `retour.odcs.yaml`, then one file a sheet.

Belongs here: what holds for every sheet, and the order of the sheets.
Does not belong here: one sheet (`sheet_files`), whether it all fits together (`coherence`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from contracts.cause_texts import read_causes
from contracts.errors import ContractError
from contracts.model import Limits, Rule, Sheet, Submission
from contracts.odcs import Node, custom, demand, reading, the_schema
from contracts.refusal_texts import read_refusals
from contracts.sheet_files import read_rules, read_sheet
from contracts.typography import typeset

RETURN_FILE = "retour.odcs.yaml"
_MIB = 1024 * 1024


def read_submission(documents: Mapping[Path, Node]) -> Submission:
    """The whole return from its parsed files. Raises ContractError where one lacks what it must say."""
    path = next((path for path in documents if path.name == RETURN_FILE), None)
    if path is None:
        raise ContractError(f"submission/{RETURN_FILE} is missing; restore it")
    with reading(path):
        longest = int(demand(custom(documents[path]), "longueur_texte", path, "the return"))
        sheets = _sheets({other: node for other, node in documents.items() if other != path}, longest)
        return _submission(documents[path], path, sheets)


def _sheets(documents: Mapping[Path, Node], longest: int) -> tuple[Sheet, ...]:
    """The sheets in the template's order."""
    numbered: list[tuple[int, str, Sheet]] = []
    for path, document in documents.items():
        with reading(path):
            order = int(demand(custom(the_schema(document, path)), "ordre", path, "the sheet"))
            numbered.append((order, path.name, read_sheet(document, path, longest)))
    return tuple(sheet for _, _, sheet in sorted(numbered, key=lambda entry: entry[:2]))


def _submission(document: Node, path: Path, sheets: tuple[Sheet, ...]) -> Submission:
    said, what = custom(document), "the return"
    limits = _limits(demand(said, "limites", path, what), path)
    rules = read_rules(the_schema(document, path), path)
    texts = demand(said, "motifs_refus", path, what)
    return Submission(
        template_versions=tuple(str(version) for version in demand(said, "versions_modele", path, what)),
        first_quarter=demand(said, "premier_trimestre", path, what),
        deadline_days=_deadline(document, path),
        sheets=sheets,
        rules=rules,
        limits=limits,
        missing_words=frozenset(str(word).lower() for word in demand(said, "mots_manquants", path, what)),
        type_labels=dict(demand(said, "types_lisibles", path, what)),
        personal_data=dict(demand(said, "donnees_personnelles", path, what)),
        suggestions={name: typeset(text) for name, text in demand(said, "propositions", path, what).items()},
        complements={name: typeset(text) for name, text in demand(said, "complements", path, what).items()},
        and_more=typeset(demand(said, "suite", path, what)),
        refusals=read_refusals(texts, _refusal_rule(rules, path), limits, path),
        causes=read_causes(demand(said, "causes", path, what), path),
    )


def _refusal_rule(rules: tuple[Rule, ...], path: Path) -> Rule:
    for rule in rules:
        if rule.id == "S01":
            return rule
    raise ContractError(f"{path.name}: rule S01 is missing; restore it")


def _deadline(document: Node, path: Path) -> int:
    promised = {entry["property"]: entry["value"] for entry in document.get("slaProperties", ())}
    return int(demand(promised, "delai_remontee", path, "`slaProperties`"))


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
