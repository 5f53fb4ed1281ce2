"""A small programme to build the warehouse from: three cités, what they sent, and what became of it.

Belongs here: histories written straight as register events and staged rows. Does not belong here: reading or
judging files; what is staged is taken as accepted.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from contracts.loading import load_contract
from contracts.model import Contract, Reference
from contracts.quarters import first_day, last_day
from orchestration.storage.folder import Folder
from orchestration.warehouse.schemas import staged_schema
from orchestration.warehouse.workdir import prepare

ANGERS, BELFORT, NANTES = "cde-001", "cde-003", "cde-013"
AGES = ("moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus")

Row = dict[str, Any]


@cache
def three_cites() -> Contract:
    """The contract with three cités; Nantes begins in the second quarter of 2022."""
    whole = load_contract()
    cites = {code: whole.reference.cites[code] for code in (ANGERS, BELFORT, NANTES)}
    cites[NANTES] = replace(cites[NANTES], first_quarter="2022-T2")
    reference = Reference(
        cites, whole.reference.qpv_by_cite, whole.reference.qpv_names, whole.reference.codelists
    )
    return replace(whole, reference=reference)


def people(total: int, column: str) -> Row:
    """All women, all young: the profile that a test can follow in its head."""
    return {column: total, "femmes": total, "hommes": 0, "moins_26_ans": total, AGES[1]: 0, AGES[2]: 0}


@dataclass
class History:
    """What happened, in order. Every method returns the SHA-256 of the file that it is about."""

    events: list[Row] = field(default_factory=list)
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def accepted(
        self,
        cite: str,
        quarter: str,
        *,
        signed: date | None = None,
        received: str = "2026-01-01",
        **content: Any,
    ) -> str:
        """An accepted return: how many `partners`, `committees` and `warnings`; beneficiaries by action."""
        sha = self._judged("acceptee", cite, quarter, received, content.pop("warnings", 0))
        self._stage(sha, cite, quarter, signed or last_day(quarter), **content)
        return sha

    def rejected(
        self, cite: str | None, quarter: str | None, rules: Sequence[str], read: str | None = None
    ) -> str:
        """A rejected file with a finding per rule; `read` is its quarter where that is not known."""
        sha = self._judged("rejetee", cite, quarter, "2026-01-01", 0, len(rules), read or quarter)
        partition = read or quarter or "inconnu"
        for rule in rules:
            finding = {"empreinte": sha, "code_cite": cite, "regle": rule, "gravite": "bloquant"}
            self.rows["constats", partition].append(finding)
        return sha

    def withdrawn(self, sha: str) -> str:
        """The withdrawal of an accepted return."""
        self._event("retiree", sha)
        return sha

    def _event(self, kind: str, sha: str, **more: Any) -> None:
        number = len(self.events) + 1
        instant = "2026-02-01T00:00:00.000000Z"
        self.events.append(
            {"numero": number, "evenement": kind, "instant": instant, "empreinte": sha, **more}
        )

    def _judged(
        self,
        verdict: str,
        cite: str | None,
        quarter: str | None,
        received: str,
        warnings: int,
        blocking: int = 0,
        read: str | None = None,
    ) -> str:
        sha = hashlib.sha256(str(len(self.events)).encode()).hexdigest()
        self._event(
            "jugee",
            sha,
            code_cite=cite,
            trimestre=quarter,
            trimestre_lu=read or quarter,
            verdict=verdict,
            recue_le=f"{received}T00:00:00.000000Z",
            bloquants=blocking,
            alertes=warnings,
            synthese={"partenaires": 0},
        )
        return sha

    def _stage(
        self,
        sha: str,
        cite: str,
        quarter: str,
        signed: date,
        partners: int = 0,
        committees: int = 0,
        outreach: Sequence[int] = (),
        innovative: Sequence[int] = (),
    ) -> None:
        start = first_day(quarter)
        sheets: dict[str, list[Row]] = {
            "identification": [{"modele": "1", "date_remontee": signed}],
            "partenaires": [
                {"siret": f"{n:014d}", "categorie": "plie", "date_entree": start} for n in range(partners)
            ],
            "gouvernance": [{"instance": "comite_pilotage", "date": start} for _ in range(committees)],
            "aller_vers": [
                {
                    "id_action": f"A{n}",
                    "modalite": "forum",
                    "code_qpv": "QP049001",
                    "personnes_rencontrees": 2 * total,
                    **people(total, "nouveaux_beneficiaires"),
                }
                for n, total in enumerate(outreach)
            ],
            "actions_innovantes": [
                {
                    "id_action": f"I{n}",
                    "frein": "mobilite",
                    "public": "jeunes",
                    "cout_total": Decimal("10.005"),
                    "part_cite": Decimal("0.1"),
                    "sorties_emploi": 1,
                    "sorties_formation": 0,
                    **people(total, "beneficiaires"),
                }
                for n, total in enumerate(innovative)
            ],
            "synthese": [
                {
                    "partenaires": partners,
                    "comites_pilotage": committees,
                    "actions_aller_vers": len(outreach),
                    "nouveaux_beneficiaires": sum(outreach),
                    "actions_innovantes": len(innovative),
                    "beneficiaires_accompagnes": sum(innovative),
                }
            ],
        }
        for sheet, rows in sheets.items():
            for line, row in enumerate(rows, start=2):
                self.rows[sheet, quarter].append({"empreinte": sha, "code_cite": cite, "ligne": line, **row})

    def store(self, root: Path, contract: Contract, batch: str = "00000001") -> Folder:
        """Write the staged rows as a batch of a storage below `root`."""
        for (table, quarter), rows in self.rows.items():
            path = root / "staged" / table / f"trimestre={quarter}" / f"{batch}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(rows, schema=staged_schema(contract, table)), path)
        return Folder(root)

    def prepare(self, folder: Path, contract: Contract | None = None) -> Path:
        """A workdir below `folder`, ready for dbt."""
        contract = contract or three_cites()
        prepare(self.store(folder / "storage", contract), self, contract, folder / "work")
        return folder / "work"


def rows_of(candidate: Path, query: str) -> list[tuple[Any, ...]]:
    """What a query on the candidate gives."""
    import duckdb

    with duckdb.connect(str(candidate), read_only=True) as connection:
        return connection.execute(query).fetchall()


def as_dicts(candidate: Path, table: str, **where: str) -> list[Mapping[str, Any]]:
    """The published rows that have these values, as dictionaries."""
    import duckdb

    with duckdb.connect(str(candidate), read_only=True) as connection:
        found = connection.execute(f"select * from publication.{table} order by all")
        names = [column[0] for column in found.description]
        every = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [row for row in every if all(row[name] == value for name, value in where.items())]
