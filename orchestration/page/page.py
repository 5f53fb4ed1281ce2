"""`page/index.html`: the page of a release, laid out.

Belongs here: gathering the parts and rendering the templates, everything escaped but our own drawings.
Does not belong here: what each part says (its own module), or how charts look (`drawing`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from contracts import cautions
from contracts.typography import typeset
from orchestration.page import downloads, drawing, national_map, words
from orchestration.page.board import board
from orchestration.page.breakdowns import breakdowns
from orchestration.page.figures import headline, since
from orchestration.page.france.ground import ground
from orchestration.page.place import PAGE
from orchestration.page.profiles import profiles
from orchestration.page.quality import quality
from orchestration.page.quarters import Quarters, between
from orchestration.page.revisions import revisions
from orchestration.page.territories import labels, places, regions, sums
from orchestration.page.trends import statuses_of, trends
from orchestration.plurals import agreed, counted
from orchestration.publication import coverage
from orchestration.publication.edition import Edition


def write_page(folder: Path, edition: Edition) -> None:
    """Write the page of a release into its folder, beside the files that it links to, which are there already.

    The same edition and files give the same bytes. Nothing is asked of any address, then or later.
    """
    path = folder / PAGE
    path.parent.mkdir()
    path.write_bytes(render(folder, edition))


def render(folder: Path, edition: Edition) -> bytes:
    """The page as UTF-8 HTML; one without any published quarter says so."""
    quarters = Quarters(edition)
    parts = _parts(quarters) if quarters.national else {}
    template = _environment().get_template("index.html.j2" if quarters.national else "empty.html.j2")
    return template.render(
        edition=edition,
        quarters=quarters,
        created=words.day_of(edition.origin["cree_le"]),
        whole_files=downloads.whole_files(folder),
        table_files=downloads.table_files(folder, edition.contract),
        **parts,
    ).encode()


def _parts(quarters: Quarters) -> dict[str, Any]:
    here = places(quarters)
    return {
        "cautions": cautions,
        "lead": quarters.coverage(),
        "figures": headline(quarters),
        "trends": trends(quarters),
        "statuses": statuses_of([coverage.of_row(row) for row in quarters.national]),
        "begun": [(row["trimestre"], coverage.of_row(row)) for row in quarters.begun],
        "since": since(quarters),
        "unpublished": drawing.UNPUBLISHED,
        "bars_are_counted": len(between(quarters.names[0], quarters.names[-1])) <= drawing.FEW,
        "breakdowns": breakdowns(quarters),
        "profiles": profiles(quarters),
        "measures": labels(quarters),
        "regions": regions(quarters),
        "places": here,
        "sums": sums(quarters),
        "map": national_map.drawn(here, quarters.coverage(), ground()),
        "ground": ground(),
        "board": board(quarters),
        "quality": quality(quarters),
        "revisions": revisions(quarters),
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("orchestration.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": words.number,
        "quarter": words.quarter_name,
        "quarter_short": words.quarter_short,
        "day": words.day,
        "percent": words.percent,
        "counted": counted,
        "agreed": agreed,
        "first_upper": lambda text: text[:1].upper() + text[1:],
        "typeset": lambda text: Markup(typeset(text)),
        "trend": lambda course: Markup(drawing.trend(course)),
        "bars": lambda breakdown: Markup(drawing.bars(breakdown)),
    }
    return environment
