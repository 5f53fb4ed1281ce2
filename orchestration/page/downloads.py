"""The release's other files, as links from the page.

Belongs here: which files there are, their size and what they are good for. The page lies one folder below them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contracts.model import Contract
from orchestration.page.words import size

_UP = "../"
_WHOLE = (
    ("indicateurs.xlsx", "Classeur Excel", "toutes les tables, une par feuille, avec un sommaire"),
    ("cites.duckdb", "Base DuckDB", "toutes les tables, pour l'analyse et les outils de BI"),
    ("datapackage.json", "Description des données", "Frictionless Data Package des fichiers CSV"),
    ("audit.html", "Audit", "les contrôles passés avant la publication, pour les techniciens, en anglais"),
    ("data-docs.html", "Data Docs", "les mêmes contrôles, dans les mots de Great Expectations, en anglais"),
    ("audit.json", "Audit", "les mêmes, pour les programmes"),
    ("requetes.json", "Requêtes", "le SQL qui a produit les tables"),
    (
        "docs/index.html",
        "Documentation des modèles",
        "comment chaque table est produite, pour les techniciens",
    ),
)
_FORMATS = {"csv": "CSV", "parquet": "Parquet", "json": "JSON"}


@dataclass(frozen=True, slots=True)
class Link:
    """A file: where it is seen from the page, its name, its size, what it is good for."""

    href: str
    name: str
    size: str
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class TableLinks:
    """A published table and its files, one a format."""

    label: str
    grain: str
    links: tuple[Link, ...]


def whole_files(folder: Path) -> list[Link]:
    """The files that hold the whole release, as far as they are there."""
    known = ((folder / name, title, purpose) for name, title, purpose in _WHOLE)
    return [
        Link(_UP + path.relative_to(folder).as_posix(), title, size(path.stat().st_size), purpose)
        for path, title, purpose in known
        if path.exists()
    ]


def table_files(folder: Path, contract: Contract) -> list[TableLinks]:
    """The files of each published table, in the contract's order."""
    return [
        TableLinks(table.label, table.grain, tuple(_formats(folder, table.name)))
        for table in contract.released.values()
    ]


def _formats(folder: Path, table: str) -> Iterable[Link]:
    for extension, name in _FORMATS.items():
        path = folder / extension / f"{table}.{extension}"
        if path.exists():
            yield Link(f"{_UP}{extension}/{path.name}", name, size(path.stat().st_size))
