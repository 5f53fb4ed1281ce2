"""A real Chromium, and releases in folders of their own for it to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page

from orchestration.page.place import PAGE
from orchestration.publication.assemble import assemble
from tests.unit.audit.small_world import ANGERS, MEASURES, QUARTERS, Return, Tables, tables
from tests.unit.page.editions import changed, edition
from tests.unit.page.test_revisions import BEFORE, part

WIDTHS = (1280, 375)


def forty_quarters() -> Tables:
    """Two cités, forty quarters, every third of them partial."""
    names = tuple(f"{2022 + n // 4}-T{n % 4 + 1}" for n in range(40))
    returns = [Return(ANGERS, name, 3 + n % 5) for n, name in enumerate(names)]
    return tables(returns, names)


def long_and_hostile() -> Tables:
    """Names as long as no name is, and one that would be a script."""
    rows = changed("indicateurs_cites", lambda row: {"nom_cite": "Communauté-d'agglomération-" * 12})
    for row in rows["actions_innovantes_freins"]:
        row["libelle"] = "<script>document.title = 'hostile'</script>" * 3
    rows["actions_innovantes_publics"] = []
    return rows


def crowded() -> Tables:
    """Ninety cités with names of two lines: tables that go over several pages."""
    rows = tables()
    for table in ("indicateurs_cites", "suivi_remontees"):
        rows[table] = [
            {**row, "code_cite": f"cde-{n:03d}", **_named(row, n)}
            for n in range(90)
            for row in rows[table]
            if row["code_cite"] == ANGERS
        ]
    return rows


def _named(row: dict[str, object], n: int) -> dict[str, str]:
    return (
        {"nom_cite": f"Communauté d'agglomération de la vallée numéro {n:03d}"} if "nom_cite" in row else {}
    )


def first_quarter() -> Tables:
    return tables(quarters=("2022-T1",))


def many_revisions() -> list[dict[str, object]]:
    """Every measure of the first two quarters, each with more causes than the page tells."""
    return [
        part(colonne=column, trimestre=quarter, cle=f"trimestre={quarter}", rang=rank)
        for quarter in QUARTERS[:2]
        for column in MEASURES
        for rank in range(1, 9)
    ]


EDITIONS = {
    "ordinary": lambda: edition(demo=True, previous=BEFORE, revisions=[part()]),
    "first_quarter": lambda: edition(first_quarter()),
    "forty_quarters": lambda: edition(forty_quarters()),
    "long_and_hostile": lambda: edition(long_and_hostile()),
    "crowded": lambda: edition(crowded(), previous=BEFORE, revisions=many_revisions()),
    "nothing": lambda: edition({**{name: [] for name in tables()}}),
}


@pytest.fixture(scope="session")
def release(tmp_path_factory) -> Callable[[str], Path]:
    """The folder of a release, made once a session."""
    made: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in made:
            made[name] = tmp_path_factory.mktemp(name)
            assemble(made[name], EDITIONS[name]())
        return made[name]

    return folder


@dataclass
class Opened:
    """A page as a person has it before them, and what the browser had to say."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser, release) -> Iterator[Callable[..., Opened]]:
    """Opens a release's page from its folder."""
    contexts = []

    def open_page(name: str, width: int = WIDTHS[0], *, scripts: bool = True) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda message: seen.complaints.append(message.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.goto((release(name) / PAGE).as_uri())
        return seen

    yield open_page
    for context in contexts:
        context.close()
