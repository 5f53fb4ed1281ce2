"""The sheet of explanations: what is counted, what the statuses mean, sources and licence.

Belongs here: these words and their layout. Does not belong here: what one column means (its heading says it).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from contracts.cautions import CORRECTIONS, COUNTED_TWICE
from contracts.derive.data_package import descriptor
from contracts.model import Contract
from contracts.typography import typeset
from orchestration.publication.workbook.facts import FICTITIOUS, Facts
from orchestration.publication.workbook.styles import FILLED, Styles

NOTES = "Notes"

_WIDTH, _LINE_POINTS, _A4 = 88, 15, 9

Section = tuple[str, Sequence[str]]


def add_notes(
    workbook: xlsxwriter.Workbook, styles: Styles, contract: Contract, facts: Facts, contents: str
) -> None:
    """Add the sheet `Notes`."""
    sheet = workbook.add_worksheet(NOTES)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 1)
    sheet.write_string(0, 0, "Notes", styles["title"])
    sheet.write_string(1, 0, facts.line(), styles["quiet"])
    if facts.fictitious:
        sheet.write_string(2, 0, FICTITIOUS, styles["alarm"])
    sheet.write_url(3, 0, f"internal:'{contents}'!A1", styles["link"], "Retour au sommaire")
    row = 5
    for title, paragraphs in sections(contract):
        row = _write_section(sheet, styles, row, title, paragraphs) + 1


def _write_section(sheet: Any, styles: Styles, row: int, title: str, paragraphs: Sequence[str]) -> int:
    sheet.write_string(row, 0, title, styles["section"])
    for line, text in enumerate(paragraphs, start=row + 1):
        sheet.write_string(line, 0, text, styles["text"])
        sheet.set_row(line, _LINE_POINTS * len(textwrap.wrap(text, int(_WIDTH * FILLED))) + 3)
    return row + 1 + len(paragraphs)


def sections(contract: Contract) -> Iterator[Section]:
    """Title and paragraphs of each section, in French, with its spaces that do not break."""
    for title, paragraphs in (*_METHOD, *_from_the_contract(contract)):
        yield typeset(title), [typeset(paragraph) for paragraph in paragraphs]


def _from_the_contract(contract: Contract) -> Iterator[Section]:
    package, days = descriptor(contract), contract.submission.deadline_days
    yield (
        "Délai",
        [
            f"Une remontée est attendue {days} jours au plus tard après le dernier jour du trimestre. "
            "Le retard se compte ensuite."
        ],
    )
    yield "Sources", [source["title"] + "." for source in package["sources"]]
    licence = package["licenses"][0]
    yield "Licence", [f"{licence['title']} : réutilisation libre, en citant la source. {licence['path']}"]


_METHOD: Sequence[Section] = (
    (
        "Ce qui est compté",
        (
            "Seules comptent les remontées en vigueur : pour chaque cité et chaque trimestre, la dernière remontée acceptée. "
            "Une remontée rejetée ou retirée ne compte pas.",
            "Une cité qui n'a pas répondu n'est pas comptée pour zéro : ses mesures restent vides, et les sommes ne portent "
            "que sur les cités répondantes.",
            "Les partenaires sont ceux qui sont actifs au dernier jour du trimestre. Les autres mesures sont celles du "
            "trimestre ; les cumuls vont du premier trimestre publié jusqu'à celui de la ligne.",
            COUNTED_TWICE,
            "Les ventilations ne listent que ce qui existe : une catégorie absente d'un trimestre n'a pas de ligne.",
        ),
    ),
    (
        "Statut d'un trimestre",
        (
            "complet : toutes les cités attendues ont une remontée en vigueur.",
            CORRECTIONS,
            "provisoire : au moins 80 % des cités attendues ; les chiffres peuvent encore changer.",
            "partiel : moins de 80 % des cités attendues ; les chiffres ne disent pas encore ce qu'a été le trimestre.",
            "Un total se lit toujours avec ce statut et le nombre de cités répondantes : où la table ne les donne pas, des "
            "colonnes grises les rappellent à droite. Le statut d'un territoire se calcule sur ses propres cités.",
            "Un cumul porte sur les remontées de tous les trimestres publiés jusqu'à celui de sa ligne : des colonnes grises "
            "disent combien sont en vigueur, combien étaient attendues, et le statut du trimestre le moins sûr.",
        ),
    ),
    (
        "Statut d'une remontée",
        (
            "acceptée : une remontée est en vigueur.",
            "rejetée : aucune n'est en vigueur, et le dernier fichier jugé a été rejeté.",
            "manquante : aucune n'est en vigueur ; le plus souvent, rien n'a été reçu.",
        ),
    ),
    (
        "Se servir de ce classeur",
        (
            "Cliquez sur l'en-tête d'une colonne pour lire ce qu'elle veut dire et son nom technique. Les filtres sont posés.",
            "Les taux sont des parts de 0 à 100 %. Une cellule vide veut dire « pas de valeur », jamais zéro.",
            "Le classeur ne contient aucune formule. Les mêmes tables existent en CSV, en Parquet et dans une base DuckDB.",
        ),
    ),
)
