"""Explain one published figure: from the release down to the cells of the files received, and whether they make it.

Belongs here: the order of the steps, and what an explanation says. Does not belong here: any step, or showing it (`commands`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from contracts.model import Contract
from contracts.quarters import deadline
from orchestration.explanation.addresses import look_up
from orchestration.explanation.contributions import Contribution, contributions
from orchestration.explanation.formulas import computed
from orchestration.explanation.measures import MEASURES, Formula, measure
from orchestration.explanation.release_state import opened
from orchestration.explanation.rows import the_row
from orchestration.explanation.spellings import labels, titles
from orchestration.explanation.trail import traced
from orchestration.meant import the_one_meant
from orchestration.publication.assemble import table_path
from orchestration.publication.catalogue import Release, resolve, tables_of
from orchestration.publication.continuity import open_register
from orchestration.publication.coverage import Coverage
from orchestration.publication.denominators import NEEDED, Denominators
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.manifest import read_file
from orchestration.publication.revisions.disclosure import is_told_by_cite
from orchestration.storage.interface import Storage


@dataclass(frozen=True)
class Explanation:
    """One figure, what it is made of, and what that makes.

    `files`: name and time of receipt by fingerprint. `coverage`: what the figure stands for; None where no return of its
    quarter is in force. `deadline`: of the row's quarter, where the figure is counted from it.
    """

    release: Release
    table: str
    key: Mapping[str, str]
    column: str
    value: Any
    formula: Formula
    found: Any
    contributions: Sequence[Contribution]
    files: Mapping[str, Mapping[str, Any]]
    unit: str | None = None
    coverage: Coverage | None = None
    deadline: date | None = None
    told_by_cite: bool = True
    """Whether the measure is published cité by cité: else a list of cités says what no table does."""

    @property
    def equal(self) -> bool:
        """Whether what is listed makes the published figure, exactly."""
        return bool(self.found == self.value)


def explain(
    storage: Storage,
    contract: Contract,
    table: str,
    wanted: Mapping[str, str],
    column: str,
    release: str | None,
) -> Explanation:
    """The explanation of a column of the one row with these values (None: the current release); cells without addresses yet.

    Raises UsageError with what exists, NothingPublished, DamagedRelease, ReplayFailed, StorageError.
    """
    chosen = resolve(storage, release)
    table, column = _named(contract, chosen, table, column)
    row = _published(storage, contract, chosen, table, wanted)
    key = {name: row[name] for name in chosen.manifest["tables"][table]["cle"]}
    made = measure(table, column, key)
    register = open_register(storage)
    with opened(storage, register, contract, chosen) as connection:
        given = contributions(connection, table, key, made)
    due = deadline(key["trimestre"], contract.submission.deadline_days)
    # silence is not zero
    silent = table == "indicateurs_cites" and not made.to_date and not given
    return Explanation(
        chosen,
        table,
        key,
        column,
        row[column],
        made.formula,
        None if silent else computed(made.formula, given, due),
        given,
        {event["empreinte"]: event for event in register.of_kind("recue")},
        unit=next(each.unit for each in contract.published[table].columns if each.name == column),
        coverage=Denominators(tables_of(storage, chosen, NEEDED)).of(key, column),
        deadline=due if made.formula == "retard" else None,
        told_by_cite=is_told_by_cite(contract, table, traced(column)) or made.kind == "cites",
    )


def with_addresses(storage: Storage, explanation: Explanation, shown: Sequence[Contribution]) -> None:
    """Look up the cells of the contributions that are shown. Raises OriginalMissing, StorageError, ReaderUnusable."""
    made = measure(explanation.table, explanation.column, explanation.key)
    if made.kind in ("lignes", "identification"):  # findings remember their cell themselves
        names = {sha: PurePosixPath(event["cle"]).name for sha, event in explanation.files.items()}
        look_up(storage, shown, names)


def _named(contract: Contract, release: Release, table: str, column: str) -> tuple[str, str]:
    """Table and column as the contract calls them: both may be given by their titles."""
    tables = {
        name: (contract.released[name].label,) for name in MEASURES if name in release.manifest["tables"]
    }
    named = the_one_meant(table, tables, f"{table!r} is not explained")
    columns = titles(contract, named, MEASURES[named])
    return named, the_one_meant(column, columns, f"{column!r} of {named} is not explained")


def _published(
    storage: Storage, contract: Contract, release: Release, table: str, wanted: Mapping[str, str]
) -> Mapping[str, Any]:
    stated = release.manifest["tables"][table]
    rows = decode(read_file(storage, release.manifest, table_path("parquet", table))).to_pylist()
    columns = [*stated["cle"], *(name for name in stated["colonnes"] if name not in stated["cle"])]
    return the_row(table, rows, titles(contract, table, columns), wanted, labels(contract, table, rows))
