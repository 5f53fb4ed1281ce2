"""A return as the key strokes of a French person: which cell, which text.

Belongs here: addresses in the template, and how a value is typed. Does not belong here: the values (`tests.making`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from contracts.model import Contract
from orchestration.template.places import FIRST_ROW, letter
from tests.integration.template.office import Typed
from tests.making.returns import Book
from tests.making.shape import FIELDS, HEADERS, LABELS, LEDGERS


def typed(book: Book, contract: Contract) -> Iterator[Typed]:
    """Everything that a coordinator types into the empty template; nothing in Synthèse."""
    labels = {code.code: code.label for codes in contract.reference.codelists.values() for code in codes}
    for sheet in LEDGERS:
        for row, values in enumerate(book.rows[sheet], start=FIRST_ROW + 1):
            for column, name in enumerate(HEADERS[sheet]):
                if values[name] is not None:
                    yield LABELS[sheet], f"{letter(column)}{row}", _text(values[name], labels)
    signed = book.record("identification")
    for name in ("date_remontee", "etp_coordination", "validee_etat", "validee_collectivite"):
        address = f"B{FIRST_ROW + 1 + FIELDS.index(name)}"
        yield LABELS["identification"], address, _text(signed[name], labels)


def _text(value: Any, labels: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return labels.get(value, value) if isinstance(value, str) else str(value)
