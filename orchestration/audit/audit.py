"""Audit one candidate: its structure, its contract, its figures. A failed check is a result, no exception.

Belongs here: the order of the checks. Does not belong here: the checks (`controls`, `breakdowns`, `history`,
`contracts.derive`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from contracts.derive.expectations import suite
from contracts.model import Contract
from orchestration.audit import breakdowns, controls, history, rates
from orchestration.audit.comparison import Control, Tables
from orchestration.audit.expecting import Expecter
from orchestration.audit.history import Previous
from orchestration.audit.recount import recount
from orchestration.audit.report import AuditReport, CheckResult
from orchestration.publication.fingerprint import SCHEMA, content_hash


class Register(Protocol):
    """The register, as far as it is read here."""

    @property
    def head(self) -> tuple[int, str]:
        """The last segment's number and SHA-256."""

    @property
    def events(self) -> Iterable[Mapping[str, Any]]:
        """Every event, in order of number."""


def audit(
    workdir: Path, candidate: Path, register: Register, contract: Contract, previous: Previous | None
) -> AuditReport:
    """Check the candidate; the report holds for its content hash only.

    Where the tables themselves are not the contract's, nothing further is checked and the hash is empty.
    """
    described, tables = _read(candidate)
    expecter = Expecter()
    structure = _checked(expecter, controls.structure(described, contract))
    if not structure.success:
        return AuditReport("", (structure,))
    results = [structure, *_contractual(expecter, tables, contract)]
    for control in figures(workdir, tables, register, contract, previous):
        results.append(_checked(expecter, control))
    return AuditReport(content_hash(tables), tuple(results), expecter.docs.render)


def figures(
    workdir: Path, tables: Tables, register: Register, contract: Contract, previous: Previous | None
) -> list[Control]:
    """Every control of the figures; those against the current release only where there is one."""
    counted = recount(workdir, register.events, contract)
    every = [
        controls.expected_rows(tables, counted),
        controls.second_count(tables, counted),
        controls.declared_totals(tables, counted),
        controls.findings(tables, counted),
        controls.statuses(tables, counted),
        controls.sums(tables),
        rates.rates(tables, counted, contract),
        controls.no_negative(tables, contract),
        breakdowns.breakdowns(tables),
        breakdowns.exits_two_ways(tables),
        history.never_falling(tables),
    ]
    if previous is not None:
        every.append(history.explained_by_the_register(tables, counted, previous))
        every.append(history.nothing_vanishes(tables, counted, previous))
        every.append(history.register_goes_on(register.head, previous))
    return every


def _read(candidate: Path) -> tuple[dict[str, str], dict[str, pa.Table]]:
    """What the candidate's published schema holds, as it is: no column chosen, no type changed."""
    with duckdb.connect(str(candidate), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name, column_index, data_type from duckdb_columns()"
            " where schema_name = ? order by all",
            [SCHEMA],
        ).fetchall()
        described = {f"{table}.{column}": f"{position} {kind}" for table, column, position, kind in columns}
        names = sorted({column[0] for column in columns})
        return described, {name: connection.sql(f'from {SCHEMA}."{name}"').to_arrow_table() for name in names}


def _contractual(expecter: Expecter, tables: Tables, contract: Contract) -> Iterable[CheckResult]:
    for name, table in contract.published.items():
        yield from expecter.validate(_frame(tables[name]), suite(table), name)


def _frame(table: pa.Table) -> pd.DataFrame:
    # whole numbers stay whole where some are null
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    return frame


def _checked(expecter: Expecter, control: Control) -> CheckResult:
    return control.told(expecter.validate(control.frame(), [control.expected], None)[0])
