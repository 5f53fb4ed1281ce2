"""Editions of the small programme: what a test changes is what it names.

Four cités, three quarters. 2022-T1: 3 of 3, final. 2022-T2: 4 of 4, final; it leads. 2022-T3: 3 of 4 (Grenoble is silent),
partial: it has only begun.
Newcomers: 55, 55, 74. The rest: `tests.unit.audit.small_world`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa

from orchestration.page.page import render
from orchestration.page.quarters import Quarters
from orchestration.publication.edition import Edition, PreviousRelease
from orchestration.publication.revisions.table import schema
from tests.unit.audit.small_world import QUARTERS, Tables, as_arrow, register, small_contract, tables
from tests.unit.publication.publishing import FakeAudit

RELEASE = "r0002-0123abcd"
CREATED = "2023-02-01T12:00:00+00:00"

Row = dict[str, Any]


def edition(
    rows: Tables | None = None,
    *,
    demo: bool = False,
    previous: str | None = None,
    before: Tables | None = None,
    revisions: Iterable[Row] = (),
    created: str = CREATED,
) -> Edition:
    """The small programme's edition; `rows` in place of its tables, `previous` is the release before it, with its tables."""
    contract, events = small_contract(), register()
    published = {name: as_arrow(contract, name, some) for name, some in (rows or tables()).items()}
    earlier = {name: as_arrow(contract, name, some) for name, some in before.items()} if before else published
    in_force = [
        {"code_cite": c, "trimestre": q, "empreinte": e["empreinte"]}
        for (c, q), e in events.in_force().items()
    ]
    origin = {
        "cree_le": created,
        "demonstration": demo,
        "contrat": {"version": contract.version},
        "code": "1.0.0+abc",
        "remontees": in_force,
    }
    replaced = PreviousRelease({"release": previous}, earlier) if previous else None
    changed = pa.Table.from_pylist(list(revisions), schema=schema(contract))
    return Edition(RELEASE, published, contract, FakeAudit("x"), events, origin, replaced, revisions=changed)


def quarters(rows: Tables | None = None, **changed: Any) -> Quarters:
    """The same, read for the page."""
    return Quarters(edition(rows, **changed))


def changed(table: str, change: Callable[[Row], Row], **only: Any) -> Tables:
    """The tables with the rows of one table changed; only those that have these values."""
    rows = tables()
    rows[table] = [
        {**row, **change(row)} if all(row[name] == value for name, value in only.items()) else row
        for row in rows[table]
    ]
    return rows


def without(table: str, **only: Any) -> Tables:
    """The tables without the rows of one table that have these values; without any, none is left."""
    rows = tables()
    rows[table] = [row for row in rows[table] if any(row[name] != value for name, value in only.items())]
    return rows


def up_to(quarter: str) -> Tables:
    """The tables as they were when this quarter was the last."""
    return tables(quarters=QUARTERS[: QUARTERS.index(quarter) + 1])


def only(quarter: str) -> Tables:
    """The tables as if this quarter were the only one: it leads, whatever it is."""
    return tables(quarters=(quarter,))


def page(rows: Tables | None = None, *, folder: Path | None = None, **changed: Any) -> str:
    """The page's HTML; it links to what lies in the folder."""
    return render(folder or Path("/nowhere"), edition(rows, **changed)).decode()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._silent = self._silent or tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._silent = self._silent and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def text(html: str) -> str:
    """What a person reads: no tags, every white space one ordinary space."""
    reader = _Text()
    reader.feed(html)
    return plain(" ".join(reader.parts))


def plain(words: str) -> str:
    """A text with ordinary spaces only."""
    return re.sub(r"\s+", " ", words).strip()


def section(html: str, name: str) -> str:
    """One section of the page, as HTML."""
    return html.split(f'<section id="{name}"', 1)[1].split("</section>", 1)[0]
