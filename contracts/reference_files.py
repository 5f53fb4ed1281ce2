"""Read `cites.csv`, `qpv.csv` and `codelists.csv`.

Belongs here: the three reference files and what makes one of them unusable, told by file and line.
Does not belong here: judging a return by them.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from contracts.errors import ContractError
from contracts.keys import key
from contracts.model import Cite, Code, Reference
from contracts.quarters import parse_quarter

_CITE_COLUMNS = (
    "code_cite",
    "nom_cite",
    "departement_code",
    "departement",
    "departements",
    "region_code",
    "region",
    "vague",
    "premier_trimestre",
    "qpv_2024_depuis",
)
_QPV_FORM = re.compile(r"QN(\d{3}|02[AB])\d{2}[A-Z]", re.ASCII)

Line = tuple[int, dict[str, str]]


def read_reference(contents: Mapping[Path, bytes]) -> Reference:
    """The reference data from the bytes of the three files.

    Raises ContractError with file, line and remedy: a column or a value that is missing, a code given twice, a quarter
    or a QPV code that is none. A QPV of a cité that is not in `cites.csv` is left out.
    """
    by_name = {path.name: (path, content) for path, content in contents.items()}
    cites = _cites(*by_name["cites.csv"])
    qpv_by_cite, qpv_names = _qpv(*by_name["qpv.csv"], cites)
    return Reference(cites, qpv_by_cite, qpv_names, _codelists(*by_name["codelists.csv"]))


def _lines(
    path: Path, content: bytes, columns: tuple[str, ...], may_be_empty: tuple[str, ...] = ()
) -> Iterator[Line]:
    """The lines of a reference file with their numbers, trimmed; the columns named must exist and hold a value."""
    reader = csv.DictReader(_decoded(path, content).splitlines(), delimiter=";", restval="", strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise ContractError(
            f"{path}, line 1: no column {', '.join(missing)}; separate the columns by `;` and name them all"
        )
    try:
        for line in reader:
            values = {column: (line[column] or "").strip() for column in columns}
            empty = [column for column in columns if not values[column] and column not in may_be_empty]
            if empty:
                raise ContractError(
                    f"{path}, line {reader.line_num}: {', '.join(empty)} is empty; fill it in"
                )
            yield reader.line_num, values
    except csv.Error as error:
        raise ContractError(
            f"{path}, line {reader.line_num}: {error}; save it as CSV separated by `;`"
        ) from None


def _decoded(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ContractError(f"{path}, line {line}: not UTF-8; save the file as CSV UTF-8") from None


def _cites(path: Path, content: bytes) -> dict[str, Cite]:
    cites: dict[str, Cite] = {}
    seen: set[str] = set()
    for number, line in _lines(path, content, _CITE_COLUMNS):
        if key(line["code_cite"]) in seen:
            raise ContractError(f"{path}, line {number}: {line['code_cite']} is given twice; keep one line")
        seen.add(key(line["code_cite"]))
        cites[line["code_cite"]] = _cite(path, number, line)
    if not cites:
        raise ContractError(f"{path}, line 1: no cité below the header; list at least one")
    return cites


def _cite(path: Path, number: int, line: dict[str, str]) -> Cite:
    return Cite(
        code=line["code_cite"],
        name=line["nom_cite"],
        departement_code=line["departement_code"],
        departement=line["departement"],
        departements=tuple(part.strip() for part in line["departements"].split("|") if part.strip()),
        region_code=line["region_code"],
        region=line["region"],
        wave=line["vague"],
        first_quarter=_quarter(path, number, line, "premier_trimestre"),
        qpv_2024_from=_quarter(path, number, line, "qpv_2024_depuis"),
    )


def _quarter(path: Path, number: int, line: dict[str, str], column: str) -> str:
    quarter = parse_quarter(line[column])
    if quarter is None:
        raise ContractError(
            f"{path}, line {number}: {column} `{line[column]}` is no quarter; write it AAAA-Tn"
        )
    return quarter


def _qpv(
    path: Path, content: bytes, cites: Mapping[str, Cite]
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    by_cite: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for number, line in _lines(path, content, ("code_qpv", "nom_qpv", "code_cite")):
        code, cite = line["code_qpv"].replace(" ", "").upper(), line["code_cite"]
        if not _QPV_FORM.fullmatch(code):
            raise ContractError(
                f"{path}, line {number}: `{line['code_qpv']}` is no QPV of 2024; write it like QN00201M"
            )
        if code in by_cite[cite]:
            raise ContractError(f"{path}, line {number}: {code} is given twice for {cite}; keep one line")
        by_cite[cite].add(code)
        names.setdefault(code, line["nom_qpv"])
    return {cite: frozenset(by_cite[cite]) for cite in cites}, names


def _codelists(path: Path, content: bytes) -> dict[str, tuple[Code, ...]]:
    """The lists by name. A code or label may be written either way in a return, so no two may share a key."""
    lists: defaultdict[str, list[Code]] = defaultdict(list)
    owners: dict[tuple[str, str], str] = {}
    for number, line in _lines(path, content, ("liste", "code", "libelle")):
        entry = Code(line["code"], line["libelle"])
        for word in (entry.code, entry.label):
            if owners.setdefault((line["liste"], key(word)), entry.code) != entry.code:
                raise ContractError(
                    f"{path}, line {number}: `{word}` names two codes of {line['liste']}; change one"
                )
        if entry.code in (known.code for known in lists[line["liste"]]):
            raise ContractError(
                f"{path}, line {number}: {entry.code} is given twice in {line['liste']}; keep one line"
            )
        lists[line["liste"]].append(entry)
    return {name: tuple(codes) for name, codes in lists.items()}
