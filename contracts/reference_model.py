"""The reference data as frozen objects: cités, quartiers, code lists.

Belongs here: their shape. Does not belong here: reading the files (`contracts.reference_files`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Cite:
    """One line of `cites.csv`; quarters as `AAAA-Tn`, `departements` where its QPV may lie."""

    code: str
    name: str
    departement_code: str
    departement: str
    departements: tuple[str, ...]
    region_code: str
    region: str
    wave: str
    first_quarter: str
    qpv_2024_from: str


@dataclass(frozen=True)
class Code:
    """One entry of a closed list."""

    code: str
    label: str


@dataclass(frozen=True)
class Reference:
    """The reference data: cités by code, QPV codes by cité, QPV names, code lists by name."""

    cites: Mapping[str, Cite]
    qpv_by_cite: Mapping[str, frozenset[str]]
    qpv_names: Mapping[str, str]
    codelists: Mapping[str, tuple[Code, ...]]
