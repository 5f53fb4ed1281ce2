"""Word what several findings of a file come from: one cause, said once, with what to do.

Belongs here: which causes there are, what each may be filled with, reading their wordings. Does not belong here: finding a cause
(`orchestration.submissions.judging.diagnosis`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.errors import ContractError
from contracts.expressions import placeholders_in
from contracts.typography import typeset

_ROWS = frozenset({"feuille", "ou", "ligne", "lignes"})
_CELLS = frozenset({"feuille", "ou", "colonne"})
CAUSES: Mapping[str, frozenset[str]] = {
    "encodage": frozenset(),
    "encodage_classeur": frozenset(),
    "guillemet": _ROWS,
    "ligne_grise": frozenset({"feuille", "ligne", "codes"}),
    "au_dessus": _ROWS,
    "trimestre": frozenset({"trimestre", "autre", "code", "part"}),
    "formules": frozenset({"feuille"}),
    "erreurs": frozenset({"feuille", "erreurs"}),
    "titres_repetes": _ROWS,
    "totaux_exacts": _ROWS,
    "totaux": _ROWS,
    "remarque": _ROWS,
    "inversion": _ROWS | {"colonne", "autre"},
    "decalage": _ROWS | {"colonne", "sens", "contraire"},
    "valeur_de_trop": _ROWS | {"colonne"},
    "voisine": _ROWS | {"colonne", "autre"},
    "fusion": frozenset({"feuille", "plages"}),
    "format_date": _CELLS,
    "format_nombre": _CELLS,
    "siren": _CELLS,
    "exposant": _CELLS,
    "chiffres_perdus": _CELLS,
}
"""The causes in the order in which they are looked for and told, each with the words that its wording may use."""


@dataclass(frozen=True)
class CauseWording:
    """What is said of a cause. `heading` stands above its findings, `found` and `remedy` are told with the first of them,
    `follows` before each of the others; without it every finding tells the whole.
    """

    heading: str
    found: str
    remedy: str
    follows: str | None = None


def read_causes(said: Mapping[str, Mapping[str, Any]], path: Path) -> dict[str, CauseWording]:
    """The wordings by cause, in the order of `CAUSES`. Raises ContractError where one is missing, unknown or cannot be filled."""
    if odd := set(said) ^ set(CAUSES):
        raise ContractError(
            f"{path.name}: causes: word exactly {', '.join(CAUSES)}; see {', '.join(sorted(odd))}"
        )
    return {name: _wording(said[name], name, path) for name in CAUSES}


def _wording(parts: Mapping[str, Any], name: str, path: Path) -> CauseWording:
    where = f"{path.name}: cause {name}"
    if not {"titre", "constat", "remede"} <= set(parts) <= {"titre", "constat", "remede", "suite"}:
        raise ContractError(
            f"{where}: give `titre`, `constat`, `remede` and, for a cause of several cells, `suite`"
        )
    for text in parts.values():
        if unknown := placeholders_in(str(text), where) - CAUSES[name]:
            raise ContractError(f"{where}: unknown placeholder {{{', '.join(sorted(unknown))}}}; correct it")
    follows = typeset(parts["suite"]) if "suite" in parts else None
    return CauseWording(typeset(parts["titre"]), typeset(parts["constat"]), typeset(parts["remede"]), follows)
