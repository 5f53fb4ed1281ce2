"""Pages to print: self-contained HTML, everything in it escaped.

Belongs here: rendering. Does not belong here: the words of the corrections (`corrections`); those of the frame
stand in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from orchestration.feedback.document import Document
from orchestration.feedback.job import Form
from orchestration.terminal import safe


def corrections_page(document: Document, *, form: Form | None, has_proposals: bool) -> bytes:
    """« À corriger » as UTF-8 HTML; it names the workbooks that come with it, and says what the annotated one is.

    `form` is None where there is none.
    """
    return _rendered("a-corriger.html.j2", document=document, form=form, has_proposals=has_proposals)


def receipt_page(receipt: Mapping[str, Any]) -> bytes:
    """The receipt of an accepted return as UTF-8 HTML."""
    return _rendered("recu.html.j2", **receipt)


def _rendered(template: str, **values: Any) -> bytes:
    return _environment().get_template(template).render(**values).encode()


def _shown(value: Any) -> Any:
    """A text as it may be shown: what would turn the direction of the words after it becomes a dot."""
    return safe(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("orchestration.feedback", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
