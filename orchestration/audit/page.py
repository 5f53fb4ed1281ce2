"""The audit as a page for a person: what was checked, what failed, on one file that asks nobody for anything.

Belongs here: laying out a report. Does not belong here: the report (`report`), checking (`audit`), the words of Great
Expectations (`data_docs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template


def render(audit: Mapping[str, Any], release: str | None = None) -> bytes:
    """The page of the content of `audit.json`, as UTF-8 HTML; failures first. The same audit gives the same bytes."""
    results = audit["resultats"]
    return (
        template("audit.html.j2")
        .render(
            audit=audit,
            release=release,
            failures=[result for result in results if not result["success"]],
            groups=_by_table(results),
        )
        .encode()
    )


def _by_table(results: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """What concerns all tables first, then table by table in the order of the audit."""
    groups: dict[str, list[Mapping[str, Any]]] = {"all tables together": []}
    for result in results:
        groups.setdefault(result["table"] or "all tables together", []).append(result)
    return {name: group for name, group in groups.items() if group}


@cache
def template(name: str) -> Template:
    """A page of this room, without its content."""
    loader = PackageLoader("orchestration.audit", "pages")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)
