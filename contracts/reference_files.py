"""Read `cites.csv`, `qpv.csv` and `codelists.csv`.

Belongs here: what the three reference files say, and what makes one of them unusable, told by file and line.
Does not belong here: reading CSV (`contracts.reference_lines`), judging a return.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from contracts.keys import key
from contracts.model import Cite, Code, Reference
from contracts.quarters import parse_quarter
from contracts.reference_lines import Line, lines

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


def read_reference(contents: Mapping[Path, bytes]) -> Reference:
    """The reference data from the bytes of the three files.

    Raises ContractError with file, line and remedy: a column or a value that is missing, a code given
    twice, a quarter or a QPV code that is none. A QPV of a cité that is not in `cites.csv` is left out.
    """
    by_name = {path.name: (path, content) for path, content in contents.items()}
    cites = _cites(*by_name["cites.csv"])
    qpv_by_cite, qpv_names = _qpv(*by_name["qpv.csv"], cites)
    return Reference(cites, qpv_by_cite, qpv_names, _codelists(*by_name["codelists.csv"]))


def _cites(path: Path, content: bytes) -> dict[str, Cite]:
    cites: dict[str, Cite] = {}
    owners: dict[str, str] = {}
    territories: dict[tuple[str, str], str] = {}
    for line in lines(path, content, _CITE_COLUMNS):
        if key(line["code_cite"]) in owners:
            raise line.error(f"{line['code_cite']} is given twice; keep one line")
        owners[key(line["code_cite"])] = line["code_cite"]
        for level in ("departement", "region"):
            code, name = line["departement_code" if level == "departement" else "region_code"], line[level]
            if territories.setdefault((level, code), name) != name:
                raise line.error(
                    f"{level} {code} is `{name}` here and `{territories[level, code]}` above; agree"
                )
        cites[line["code_cite"]] = _cite(line)
    return cites


def _cite(line: Line) -> Cite:
    return Cite(
        code=line["code_cite"],
        name=line["nom_cite"],
        departement_code=line["departement_code"],
        departement=line["departement"],
        departements=tuple(part.strip() for part in line["departements"].split("|") if part.strip()),
        region_code=line["region_code"],
        region=line["region"],
        wave=line["vague"],
        first_quarter=_quarter(line, "premier_trimestre"),
        qpv_2024_from=_quarter(line, "qpv_2024_depuis"),
    )


def _quarter(line: Line, column: str) -> str:
    quarter = parse_quarter(line[column])
    if quarter is None:
        raise line.error(f"{column} `{line[column]}` is no quarter; write it AAAA-Tn")
    return quarter


def _qpv(
    path: Path, content: bytes, cites: Mapping[str, Cite]
) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    by_cite: defaultdict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for line in lines(path, content, ("code_qpv", "nom_qpv", "code_cite")):
        code, cite = line["code_qpv"], line["code_cite"]
        if not _QPV_FORM.fullmatch(code):
            raise line.error(f"`{code}` is no QPV code of 2024; write it like QN00201M")
        if code in by_cite[cite]:
            raise line.error(f"{code} is given twice for {cite}; keep one line")
        by_cite[cite].add(code)
        names.setdefault(code, line["nom_qpv"])
    return {cite: frozenset(by_cite[cite]) for cite in cites}, names


def _codelists(path: Path, content: bytes) -> dict[str, tuple[Code, ...]]:
    """The lists by name. A return may give a code or its label, so within a list no two may share a key."""
    lists: defaultdict[str, dict[str, Code]] = defaultdict(dict)
    owners: dict[tuple[str, str], str] = {}
    for line in lines(path, content, ("liste", "code", "libelle")):
        entry, name = Code(line["code"], line["libelle"]), line["liste"]
        if entry.code in lists[name]:
            raise line.error(f"{entry.code} is given twice in {name}; keep one line")
        for word in (entry.code, entry.label):
            if owners.setdefault((name, key(word)), entry.code) != entry.code:
                raise line.error(f"`{word}` would name two codes of {name}; change one")
        lists[name][entry.code] = entry
    return {name: tuple(codes.values()) for name, codes in lists.items()}
