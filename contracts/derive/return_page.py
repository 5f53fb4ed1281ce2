"""The page of the return: its limits, its sheets and columns, its code lists.

Belongs here: laying the form out as tables. Does not belong here: their wording (`contracts/submission`).
"""

from __future__ import annotations

from collections.abc import Iterator

from contracts.derive.markdown import page, table
from contracts.model import Column, Contract, Sheet, Submission
from contracts.typography import grouped, typeset

_MIB = 1024 * 1024
_LAYOUTS = {
    "champs": "Deux colonnes, `{key}` et `{value}` : une ligne par champ.",
    "lignes": "",
    "indicateurs": "Deux colonnes, `{key}` et `{value}` : une ligne par indicateur.",
}
_NAMED = {"champs": "Champ", "lignes": "Colonne", "indicateurs": "Indicateur"}


def return_page(contract: Contract) -> str:
    """The page: what holds for the whole file, then one section a sheet, then one a code list."""
    parts = [_whole(contract.submission)]
    for sheet in contract.submission.sheets:
        parts += list(_sheet(sheet, contract.submission))
    for name, codes in contract.reference.codelists.items():
        parts += [f"## Liste `{name}`", table(("Code", "Libellé"), ((f"`{e.code}`", e.label) for e in codes))]
    return page("La remontée trimestrielle", parts)


def _whole(submission: Submission) -> str:
    limits = submission.limits
    words = " ".join(f"`{word}`" for word in sorted(submission.missing_words))
    rows = [
        ("Versions du modèle acceptées", ", ".join(submission.template_versions)),
        ("Premier trimestre", submission.first_quarter),
        ("Échéance", f"{submission.deadline_days} jours après le dernier jour du trimestre"),
        ("Taille du fichier", f"{limits.file_bytes // _MIB} Mo au plus"),
        ("Taille décompressée", f"{limits.unpacked_bytes // _MIB} Mo au plus"),
        ("Taille d'une feuille", f"{grouped(limits.rows)} lignes et {limits.columns} colonnes au plus"),
        ("Ligne de titres", f"parmi les {limits.header_rows} premières lignes de la feuille"),
        ("Mots qui valent une cellule vide", words),
    ]
    return table(("Ce qui vaut pour tout le fichier", ""), rows)


def _sheet(sheet: Sheet, submission: Submission) -> Iterator[str]:
    yield f"## {sheet.label}"
    layout = _LAYOUTS[sheet.layout].format(key=sheet.key_column, value=sheet.value_column)
    yield typeset(f"{sheet.description} {layout}".strip())
    titles = (_NAMED[sheet.layout], "Libellé", "Obligatoire", "Valeur", "Ce que c'est")
    yield table(titles, (_column(column, submission) for column in sheet.columns))


def _column(column: Column, submission: Submission) -> tuple[str, ...]:
    required = "oui" if column.required else "non"
    parts = (column.explained, column.hint, f"Unité : {column.unit}." if column.unit else None)
    meaning = " ".join(part for part in parts if part)
    return f"`{column.name}`", column.label, required, typeset(_value(column, submission)), typeset(meaning)


def _value(column: Column, submission: Submission) -> str:
    label = submission.type_label(column)
    if column.codelist:
        return f"{label} : liste `{column.codelist}`"
    if column.max_length:
        limits = f"{grouped(column.max_length)} caractères au plus"
        return f"{label}, {limits}{', sans donnée personnelle' if column.free_text else ''}"
    if column.minimum is not None and column.maximum is not None:
        return f"{label}, de {grouped(column.minimum)} à {grouped(column.maximum)}"
    return label
