"""The reference data of one run as Parquet files: what the models join to.

Belongs here: turning the loaded contract into typed rows, codes always text (`01` keeps its zero).
Does not belong here: reading CSV or YAML (`contracts.loading`), placing the other files (`workdir`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from contracts.derive import dictionary
from contracts.model import Contract

Row = tuple[str | None, ...]

_CITES = (
    "code_cite",
    "nom_cite",
    "departement_code",
    "departement",
    "region_code",
    "region",
    "vague",
    "premier_trimestre",
)


def write_reference(contract: Contract, folder: Path) -> None:
    """Write `cites`, `qpv`, `codes`, `regles` and `dictionnaire`, as Parquet files whose columns are text."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "cites.parquet", _CITES, _cites(contract))
    _write(folder / "qpv.parquet", ("code_qpv", "nom_qpv", "code_cite"), _qpv(contract))
    _write(folder / "codes.parquet", ("liste", "code", "libelle"), _codes(contract))
    _write(folder / "regles.parquet", ("regle", "gravite"), contract.submission.severities.items())
    columns = tuple(column.name for column in contract.published["dictionnaire"].columns)
    _write(
        folder / "dictionnaire.parquet", columns, (tuple(row.values()) for row in dictionary.rows(contract))
    )


def _write(path: Path, names: tuple[str, ...], rows: Iterable[Row]) -> None:
    schema = pa.schema([(name, pa.string()) for name in names])
    pq.write_table(
        pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows], schema=schema), path
    )


def _cites(contract: Contract) -> Iterator[Row]:
    for cite in contract.reference.cites.values():
        yield (
            cite.code,
            cite.name,
            cite.departement_code,
            cite.departement,
            cite.region_code,
            cite.region,
            cite.wave,
            cite.first_quarter,
        )


def _qpv(contract: Contract) -> Iterator[Row]:
    names = contract.reference.qpv_names
    for cite, codes in contract.reference.qpv_by_cite.items():
        for code in sorted(codes):
            yield (code, names.get(code), cite)


def _codes(contract: Contract) -> Iterator[Row]:
    for codelist, codes in contract.reference.codelists.items():
        for code in codes:
            yield (codelist, code.code, code.label)
