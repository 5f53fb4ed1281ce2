"""What a worker is asked to make: one workbook, from plain texts and the original's bytes; and what it answers.

Belongs here: the request and its JSON form, the answer. Does not belong here: any wording; it is all in the request already.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from orchestration.feedback.document import Block, Document, Row, Section

NOTE_TITLES = {"bloquant": "À CORRIGER", "alerte": "À VÉRIFIER", "": "CORRECTION PROPOSÉE"}
"""How a note of ours begins, by severity; a proposal has none. It is by this that they are known again."""

OUR_SHEETS = {"À corriger": "Votre remontée est à corriger", "Corrections proposées": "Corrections proposées"}
"""The sheets that we add, with the title that stands on them: those of an earlier copy are known by both."""


Form = Literal["copy", "values", "list"]
"""What a workbook is: the cité's own file, marked; a new one with its values; the list of findings alone."""
_FORMS: dict[bytes, Form] = {b"c": "copy", b"v": "values", b"l": "list"}
_WORKBOOK = b"PK"


@dataclass(frozen=True, slots=True)
class Made:
    """A workbook that a worker made."""

    form: Form
    data: bytes

    def dumps(self) -> bytes:
        """As a worker answers it."""
        return next(letter for letter, form in _FORMS.items() if form == self.form) + self.data


def made(answer: bytes) -> Made | None:
    """What a worker answered; None where it made no workbook."""
    form, data = _FORMS.get(answer[:1]), answer[1:]
    return Made(form, data) if form and data.startswith(_WORKBOOK) else None


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell, as its finding names it, and the note that it gets. `is_withheld`: its value is taken out of the copy.

    Without `cellule` and `ligne` there is nothing to mark; the place is only linked to, where there is one.
    """

    feuille: str | None
    ligne: int | None
    colonne: str | None
    cellule: str | None
    gravite: str
    note: str
    is_withheld: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value for the cell of the mark of this number: text, number, or a day in ISO form with `is_day`.

    `of_formula` is what is said beside it where the cell held a formula.
    """

    mark: int
    value: str | int | float
    is_day: bool = False
    of_formula: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """`original` is a path, None where the file cannot be read: then the workbook has its front sheet alone."""

    original: str | None
    document: Document
    marks: tuple[Mark, ...] = ()
    edits: tuple[Edit, ...] = ()


def dumps(job: Job) -> bytes:
    """The job as JSON."""
    return json.dumps(asdict(job), ensure_ascii=False).encode("utf-8", "replace")


def loads(data: bytes) -> Job:
    """The job that `dumps` wrote."""
    plain = json.loads(data)
    return Job(
        original=plain["original"],
        document=_document(plain["document"]),
        marks=tuple(Mark(**mark) for mark in plain["marks"]),
        edits=tuple(Edit(**edit) for edit in plain["edits"]),
    )


def _document(plain: dict[str, Any]) -> Document:
    lists = {name: tuple(plain[name]) for name in ("notices", "steps", "remarks", "steps_of_values")}
    sections = tuple(map(_section, plain["sections"]))
    return Document(**{**plain, **lists, "sections": sections})


def _section(plain: dict[str, Any]) -> Section:
    blocks = tuple(map(_block, plain["blocks"]))
    return Section(plain["title"], plain["severity"], tuple(plain["columns"]), blocks)


def _block(plain: dict[str, Any]) -> Block:
    rows = tuple(Row(one["place"], tuple(one["cells"]), one["mark"]) for one in plain["rows"])
    return Block(plain["heading"], plain["remedy"], rows, plain["more"], plain["found"])
