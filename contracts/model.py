"""The contract as frozen objects: sheets, columns, rules, published tables.

Belongs here: the shape of the contract and the questions that its readers ask of it.
Does not belong here: reading YAML (`contracts.loading`) and deriving anything from it (`contracts.derive`).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from contracts.cause_texts import CauseWording
from contracts.published_model import PublishedColumn as PublishedColumn
from contracts.published_model import PublishedTable as PublishedTable
from contracts.reference_model import Cite as Cite
from contracts.reference_model import Code as Code
from contracts.reference_model import Reference as Reference

CellType = Literal["text", "int", "decimal", "date", "bool", "code", "siret", "qpv"]
Layout = Literal["champs", "lignes", "indicateurs"]
Severity = Literal["bloquant", "alerte"]
_EXAMPLE = ", par exemple "
Stage = Literal["structure", "identity", "type", "row", "total", "history", "plausibility"]


@dataclass(frozen=True)
class Column:
    """One column of a sheet, or one field of Identification, or one indicator of Synthèse.

    `minimum` and `maximum` bound numbers; `max_length` counts the characters of a trimmed text. `free_text`: what
    people write as they like, and may not write personal data into (S09). `example`: a value as a person writes it,
    where that of its type would not do. `hint`: what people who fill it in must know besides what it is. `when_empty`: what an
    empty cell of a column that is not required says, « si … ».
    """

    name: str
    label: str
    type: CellType
    required: bool
    description: str
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    codelist: str | None = None
    free_text: bool = False
    example: str | None = None
    hint: str | None = None
    when_empty: str | None = None

    @property
    def explained(self) -> str:
        """What the column is, and what an empty cell of it says."""
        return f"{self.description} Vide {self.when_empty}." if self.when_empty else self.description


@dataclass(frozen=True)
class Rule:
    """One rule of verdict, or one of its halves: several entries may share an id.

    `holds` is a Python expression over the row's columns and the context of its stage (listed in
    `docs/reference/rule-context.md`); it is evaluated only where none of the names it uses is null, so a cell
    that failed an earlier stage silences it by itself. Rules without `holds` are raised by the reader.
    `expected` gives the value that `{attendu}` and `{ecart}` of the message are made from.
    `case` tells the wordings of one rule apart (C07: `absent`, `double`, `inconnu`).
    `cause` is what several findings have in common, in a few words: « 12 lignes : <cause> ».
    `source` names what `tells` (else `expected`) computes, where numbers of a row are set side by side: « femmes + hommes ».
    `variants` are the same rule in other words, by the situation in which they are said: `en_doute` (the expected value
    contradicts something else), `porteuse` (the partner leads an action), `precedent_en_doute` (what the return is set beside may
    be another cité's).
    """

    id: str
    severity: Severity
    stage: Stage
    description: str
    message: str
    remedy: str
    anchor: str | None = None
    holds: str | None = None
    expected: str | None = None
    case: str | None = None
    cause: str | None = None
    doubts_identity: bool = False
    """Where the rule stands, the file may be another cité's or another quarter's: nothing of it goes to a cité."""
    source: str | None = None
    tells: str | None = None
    variants: Mapping[str, Rule] = field(default_factory=dict, hash=False)

    @cached_property
    def inputs(self) -> frozenset[str]:
        """The names that `holds` reads: columns of the sheet and values of the context."""
        if self.holds is None:
            return frozenset()
        return frozenset(
            node.id for node in ast.walk(ast.parse(self.holds, mode="eval")) if isinstance(node, ast.Name)
        )


@dataclass(frozen=True)
class Sheet:
    """One sheet of the return. `name` is its code (`aller_vers`), `label` what a person reads (`Aller-vers`).

    layout `lignes`: one row per thing, the columns side by side. Layouts `champs` and `indicateurs`: two
    columns, `key_column` (naming one of `columns`) and `value_column`; one return gives one record.
    """

    name: str
    label: str
    layout: Layout
    description: str
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...]
    key_column: str | None = None
    value_column: str | None = None

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def header(self) -> tuple[tuple[str, bool], ...]:
        """The physical columns of the header row, in the template's order: (name, required)."""
        if self.key_column and self.value_column:
            return ((self.key_column, True), (self.value_column, True))
        return tuple((column.name, column.required) for column in self.columns)

    def rules_of(self, *stages: Stage) -> tuple[Rule, ...]:
        """The rules of these stages, in the contract's order."""
        return tuple(rule for rule in self.rules if rule.stage in stages)


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost (sizes in bytes, time in seconds)."""

    file_bytes: int
    unpacked_bytes: int
    ratio: int
    ratio_from_bytes: int
    rows: int
    columns: int
    memory_bytes: int
    seconds: int
    header_rows: int


@dataclass(frozen=True)
class Submission:
    """The whole return: its sheets in the template's order and what holds for every sheet."""

    template_versions: tuple[str, ...]
    first_quarter: str
    deadline_days: int
    sheets: tuple[Sheet, ...]
    rules: tuple[Rule, ...]
    limits: Limits
    missing_words: frozenset[str]
    type_labels: Mapping[str, str]
    personal_data: Mapping[str, str]
    """The kinds of personal data that free text may not hold (S09), as a person says them: `une adresse …`."""
    suggestions: Mapping[str, str]
    """What a finding may ask at its end: `proche`, `precise` (the nearest word), `present` (what was written instead)."""
    complements: Mapping[str, str]
    """What a remedy says where it is true: `si_vide` (the cell may stay empty, of `{vide}`: `vide` where its column does not say
    what that means), `si_zero` (0 may be meant)."""
    and_more: str
    """What the last finding of a rule in a column says where there are too many to be told one by one: of `{lignes}` more."""
    refusals: Mapping[str, Rule] = field(default_factory=dict)
    """S01 by reason (`contenu`, `chiffre` …), each with its own message and remedy, ready to show."""
    causes: Mapping[str, CauseWording] = field(default_factory=dict)
    """What several findings may come from, by `contracts.cause_texts.CAUSES`."""

    @cached_property
    def by_name(self) -> Mapping[str, Sheet]:
        """The sheets by code."""
        return {sheet.name: sheet for sheet in self.sheets}

    def type_label(self, column: Column, example: str | None = None) -> str:
        """What a cell of the column holds, as one says it: its type, with the example given, else the column's own."""
        label, better = self.type_labels[column.type], example or column.example
        return f"{label.partition(_EXAMPLE)[0]}{_EXAMPLE}{better}" if better else label

    def when_empty(self, column: Column) -> str | None:
        """What an empty cell of the column says, « si … »; None where it may not be empty."""
        return None if column.required else column.when_empty or self.complements["vide"]

    def example(self, column: Column) -> str:
        """What a cell of the column may hold, whichever the return; nothing where its type has no example."""
        return column.example or self.type_labels[column.type].partition(_EXAMPLE)[2]

    def refusal(self, reason: str) -> Rule:
        """S01 as worded for a reason; an unknown reason is worded as `illisible`."""
        return self.refusals.get(reason, self.refusals["illisible"])

    def rule(self, rule_id: str, sheet: str | None = None, case: str | None = None) -> Rule:
        """The first entry of a rule, looked for in the sheet, then among the rules of the whole return.

        With a `case`, the entry worded for it. Raises KeyError where there is none.
        """
        places = (self.by_name[sheet].rules if sheet else ()) + self.rules
        for rule in (*places, *(rule for other in self.sheets for rule in other.rules)):
            if rule.id == rule_id and case in (None, rule.case):
                return rule
        raise KeyError(rule_id)

    @cached_property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules of the whole return, then those of each sheet."""
        return (*self.rules, *(rule for sheet in self.sheets for rule in sheet.rules))

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """Every rule's severity by id."""
        return {rule.id: rule.severity for rule in self.every_rule}

    @cached_property
    def doubting(self) -> frozenset[str]:
        """The ids of the rules that leave the cité or the quarter of a file in doubt."""
        return frozenset(rule.id for rule in self.every_rule if rule.doubts_identity)


@dataclass(frozen=True)
class Contract:
    """Everything: the return, the published tables and the reference. `version` and `digest` identify it.

    `published`: the tables that are consolidated from the returns; `attached`: those made at publication.
    """

    version: str
    digest: str
    submission: Submission
    published: Mapping[str, PublishedTable]
    reference: Reference
    attached: Mapping[str, PublishedTable] = field(default_factory=dict)

    @property
    def released(self) -> Mapping[str, PublishedTable]:
        """Every table that a release holds, those made at publication last."""
        return {**self.published, **self.attached}
