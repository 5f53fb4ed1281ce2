"""Great Expectations' Data Docs as one page that asks nobody for anything: what each of its checks expected and saw.

Its own site loads styles and scripts from other hosts; here the sections that it renders stand in a page without either.

Belongs here: rendering validation results. Does not belong here: validating (`expecting`), our own words on an audit (`page`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from orchestration.audit.page import template

_IDS = re.compile(r'\sid="[^"]*"')
"""They are numbered anew in every section: on one page they would stand many times."""
_BLANKS = re.compile(r"\s*\n\s*")
"""The templates of the library leave more of them than words."""


class DataDocs:
    """What was validated, in order; rendered only when a release keeps it."""

    def __init__(self) -> None:
        self._validations: list[tuple[str, Any]] = []

    def add(self, title: str, validation: Any) -> None:
        """Remember a `great_expectations` validation result under what it speaks of."""
        self._validations.append((title, validation))

    def render(self, release: str) -> bytes:
        """The page, as UTF-8 HTML. The same results give the same bytes."""
        parts = [
            (title, bool(validation.success), list(_sections(validation)))
            for title, validation in self._validations
        ]
        return template("data_docs.html.j2").render(release=release, parts=parts).encode()


def _sections(validation: Any) -> Iterator[str]:
    """The sections that Great Expectations makes of a result, but the first: it tells the hour, and settings of the library."""
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
    from great_expectations.render.view.view import DefaultJinjaSectionView

    view: Any = DefaultJinjaSectionView()
    sections: Sequence[Any] = ValidationResultsPageRenderer().render(validation).sections
    for section in sections[1:]:
        rendered = view.render({"section": section.to_json_dict(), "section_loop": {"index": 1}})
        yield _BLANKS.sub("\n", _IDS.sub("", rendered))
