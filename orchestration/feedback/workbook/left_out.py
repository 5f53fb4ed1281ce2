"""Say in French what a copy does not take over from the submitted file.

Belongs here: one sentence a kind of loss. Does not belong here: leaving out (`package`, `extensions`, `outside`).
"""

from __future__ import annotations

from collections.abc import Mapping

from contracts.typography import typeset

_KINDS = {
    "images, graphiques ou dessins": {
        "drawing",
        "image",
        "chart",
        "chartsheet",
        "diagramData",
        "legacyDrawingHF",
    },
    "tableaux croisés dynamiques (leurs valeurs restent)": {
        "pivotTable",
        "pivotCacheDefinition",
        "slicer",
        "timeline",
    },
    "mini-graphiques dans les cellules": {"sparklineGroup"},
    "mises en forme conditionnelles récentes (barres de données, icônes)": {"conditionalFormatting"},
    "fils de discussion (leur texte reste en note)": {"threadedComment"},
    "objets incorporés ou boutons": {"oleObject", "package", "control", "ctrlProp"},
    "liens vers d'autres fichiers": {"externalLink", "externalLinkPath", "connections", "queryTable"},
}
_NO_MORE_COMPUTED = "les totaux de la Synthèse ne s'y recalculent plus."
CONVERTED = {
    "ods": typeset(
        "Ce classeur reprend les valeurs de votre fichier, cellule par cellule. Ses couleurs, ses formules et ses listes de "
        f"choix n'y sont pas : {_NO_MORE_COMPUTED}"
    ),
    "csv": typeset(
        "Ce classeur reprend les valeurs de vos fichiers CSV : une feuille pour chacun, à chaque ligne le même numéro."
    ),
}
"""By the kind of the container."""
LOOKS = typeset(
    "La présentation et les formules de votre fichier n'ont pas pu être reprises. Seules les valeurs sont dans ce classeur : "
    f"{_NO_MORE_COMPUTED}"
)
_CUT = typeset(
    "Par sécurité, les liens et les formules qui vont chercher une donnée hors du fichier sont retirés de cette copie ; "
    "leurs valeurs restent."
)


def notices(left_out: Mapping[str, int], cut: int) -> tuple[str, ...]:
    """What to tell, nothing where nothing was lost."""
    lost = [name for name, kinds in _KINDS.items() if kinds & left_out.keys()]
    told = (
        [typeset(f"Cette copie ne reprend pas : {', '.join(lost)}. Votre fichier, lui, n'a pas changé.")]
        if lost
        else []
    )
    return tuple(told + ([_CUT] if cut else []))
