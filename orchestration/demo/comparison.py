"""Put the demonstration's national indicators beside the figures that the programme has published.

Belongs here: picking, comparing, wording. Does not belong here: computing indicators (the warehouse does) or
printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from orchestration.demo.published_figures import LAST_QUARTER, PUBLISHED_FIGURES, SOURCE, PublishedFigure
from orchestration.publication.coverage import over

NOTICE = (
    "DONNÉES FICTIVES : ces remontées sont inventées pour la démonstration ; "
    "seuls les totaux rejoignent les chiffres publiés."
)

_WHY_DIFFERENT = (
    "",
    "Ce stockage contient d'autres remontées que celles de la démonstration, ou les a corrigées ou retirées :",
    "`cites diff` dit ce qui a changé. Dans un dossier vide (CITES_STORAGE), la démonstration retrouve les chiffres publiés.",
)


@dataclass(frozen=True)
class ComparedFigure:
    """One line of the comparison, in French. `obtenu` is None where the quarter is not published."""

    libelle: str
    publie: str
    obtenu: str | None
    egal: bool


def comparison(national_rows: Iterable[Mapping[str, Any]]) -> list[ComparedFigure]:
    """The published figures beside `indicateurs_nationaux`, read at the last quarter of the demonstration."""
    last = next((row for row in national_rows if row["trimestre"] == LAST_QUARTER), {})
    return [_compared(figure, last.get(figure.column)) for figure in PUBLISHED_FIGURES]


def comparison_lines(national_rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """The comparison as lines for a terminal: notice, header, one line a figure, source."""
    rows = list(national_rows)
    counted = [row for row in rows if row["trimestre"] <= LAST_QUARTER]
    coverage = over(counted).text if counted else "non publié"
    figures = comparison(rows)
    table = [("Indicateur national", "Publié", "Obtenu", "")]
    table += [
        (figure.libelle, figure.publie, figure.obtenu or "—", "égal" if figure.egal else "DIFFÉRENT")
        for figure in figures
    ]
    widths = [max(len(line[column]) for line in table) for column in range(3)]
    lines = [f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}".rstrip() for a, b, c, d in table]
    return [
        NOTICE,
        f"Cumul jusqu'à {LAST_QUARTER} ({coverage}),",
        f"à côté des chiffres publiés ({SOURCE}) :",
        "",
        *lines,
        *([] if all(figure.egal for figure in figures) else _WHY_DIFFERENT),
    ]


def _compared(figure: PublishedFigure, obtained: Any) -> ComparedFigure:
    published = f"plus de {_french(figure.value)}" if figure.at_least else _french(figure.value)
    if obtained is None:
        return ComparedFigure(figure.label, published, None, False)
    value = Decimal(str(obtained))
    return ComparedFigure(figure.label, published, _french(value), figure.agrees(value))


def _french(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    text = f"{int(value):,d}" if whole else f"{value:,f}"
    return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
