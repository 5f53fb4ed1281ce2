"""A programme of four cités and three quarters: returns, register, staged rows, and the tables they give.

The tables are made here in plain Python, straight from the returns, so that a test can spoil one value and
know which control must see it. Nantes joins in the second quarter; Grenoble stays silent in the third; Angers
had its first return corrected.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from contracts.loading import load_contract
from contracts.model import Contract, Reference
from contracts.quarters import first_day, last_day
from orchestration.publication.fingerprint import arrow_type
from orchestration.warehouse.schemas import staged_schema

ANGERS, BELFORT, NANTES, GRENOBLE = "cde-001", "cde-003", "cde-013", "cde-026"
QUARTERS = ("2022-T1", "2022-T2", "2022-T3")
FLOWS = (
    "comites_pilotage",
    "actions_aller_vers",
    "nouveaux_beneficiaires",
    "actions_innovantes",
    "beneficiaires_accompagnes",
)
MEASURES = ("partenaires", *FLOWS)
AGES = ("moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus")

Row = dict[str, Any]
Tables = dict[str, list[Row]]


@cache
def small_contract() -> Contract:
    """The contract, with four cités; Nantes begins in the second quarter."""
    whole = load_contract()
    cites = {code: whole.reference.cites[code] for code in (ANGERS, BELFORT, NANTES, GRENOBLE)}
    cites[NANTES] = replace(cites[NANTES], first_quarter="2022-T2")
    reference = Reference(
        cites, whole.reference.qpv_by_cite, whole.reference.qpv_names, whole.reference.codelists
    )
    return replace(whole, reference=reference)


@dataclass(frozen=True)
class Return:
    """One return. `size` decides how much there is in it; `version` tells corrections apart."""

    cite: str
    quarter: str
    size: int
    version: int = 1

    @property
    def sha(self) -> str:
        return hashlib.sha256(f"{self.cite} {self.quarter} {self.version}".encode()).hexdigest()

    @property
    def partners(self) -> list[Row]:
        """`size` + 1 active ones (one of them entered on the last day) and one who left on the last day."""
        start, end = first_day(self.quarter), last_day(self.quarter)
        kinds = ("mission_locale", "ccas", "plie")
        active = [
            {"categorie": kinds[i % 3], "date_entree": start, "date_sortie": None} for i in range(self.size)
        ]
        late = {"categorie": "apec", "date_entree": end, "date_sortie": end + timedelta(days=1)}
        gone = {"categorie": "apec", "date_entree": start, "date_sortie": end}
        return [*active, late, gone]

    @property
    def meetings(self) -> list[Row]:
        return [
            {"instance": name}
            for name in ("comite_pilotage", "comite_technique", "comite_pilotage")[: self.size % 4]
        ]

    @property
    def outreach(self) -> list[Row]:
        modes = ("bus_emploi", "forum")
        return [
            {
                "modalite": modes[i % 2],
                "code_qpv": f"QP{i:06d}",
                "personnes_rencontrees": 50,
                **people(i + 3, "nouveaux_beneficiaires"),
            }
            for i in range(self.size)
        ]

    @property
    def actions(self) -> list[Row]:
        freins, publics = ("mobilite", "langue"), ("jeunes", "seniors", "tous")
        return [
            {
                "frein": freins[i % 2],
                "public": publics[i % 3],
                "code_qpv": None if i % 2 else f"QP{i:06d}",
                "cout_total": Decimal("100.50"),
                "part_cite": Decimal("40.25"),
                "sorties_emploi": 1,
                "sorties_formation": i % 2,
                **people(i + 2, "beneficiaires"),
            }
            for i in range(self.size - 1)
        ]

    def measures(self) -> dict[str, int]:
        outreach, actions = self.outreach, self.actions
        counts = (
            self.size + 1,
            sum(meeting["instance"] == "comite_pilotage" for meeting in self.meetings),
            len(outreach),
            sum(row["nouveaux_beneficiaires"] for row in outreach),
            len(actions),
            sum(row["beneficiaires"] for row in actions),
        )
        return dict(zip(MEASURES, counts, strict=True))


def people(total: int, column: str) -> Row:
    """A number of persons, by sex and by age."""
    women, young = total // 2, total // 3
    ages = dict(zip(AGES, (young, young, total - 2 * young), strict=True))
    return {column: total, "femmes": women, "hommes": total - women, **ages}


CORRECTED = Return(ANGERS, "2022-T1", 9, version=0)
RETURNS = (
    Return(ANGERS, "2022-T1", 4),
    Return(BELFORT, "2022-T1", 3),
    Return(GRENOBLE, "2022-T1", 5),
    Return(ANGERS, "2022-T2", 2),
    Return(BELFORT, "2022-T2", 6),
    Return(NANTES, "2022-T2", 3),
    Return(GRENOBLE, "2022-T2", 1),
    Return(ANGERS, "2022-T3", 5),
    Return(BELFORT, "2022-T3", 2),
    Return(NANTES, "2022-T3", 7),
)


@dataclass
class FakeRegister:
    """The register, as publication and audit read it: events, and the returns in force."""

    events: list[Row] = field(default_factory=list)

    def judged(self, sent: Return, verdict: str = "acceptee") -> FakeRegister:
        facts = {
            "empreinte": sent.sha,
            "code_cite": sent.cite,
            "trimestre": sent.quarter,
            "trimestre_lu": sent.quarter,
            "verdict": verdict,
            "bloquants": 0,
            # the two findings of qualite_regles
            "alertes": 2 if (sent.cite, sent.quarter) == (GRENOBLE, "2022-T1") else 0,
            "synthese": sent.measures(),
        }
        return self._and(
            {
                "evenement": "jugee",
                **facts,
                "recue_le": f"2023-01-{len(self.events) + 1:02d}T08:00:00.000000+00:00",
            }
        )

    def withdrawn(self, sent: Return, reason: str = "erreur de saisie") -> FakeRegister:
        return self._and(
            {
                "evenement": "retiree",
                "empreinte": sent.sha,
                "code_cite": sent.cite,
                "trimestre": sent.quarter,
                "motif": reason,
            }
        )

    @property
    def head(self) -> tuple[int, str]:
        """One segment an event."""
        return len(self.events), hashlib.sha256(repr(self.events).encode()).hexdigest() if self.events else ""

    def until(self, segment: int) -> list[Row]:
        return self.events[:segment]

    def in_force(self) -> dict[tuple[str, str], Row]:
        gone = {event["empreinte"] for event in self.events if event["evenement"] == "retiree"}
        accepted = [e for e in self.events if e["evenement"] == "jugee" and e["verdict"] == "acceptee"]
        return {(e["code_cite"], e["trimestre"]): e for e in accepted if e["empreinte"] not in gone}

    def seen_again(self, sent: Return) -> FakeRegister:
        return self._and({"evenement": "reconnue", "empreinte": sent.sha, "cle": "landing/again.xlsx"})

    def _and(self, event: Row) -> FakeRegister:
        return FakeRegister(
            [*self.events, {"numero": len(self.events) + 1, "instant": "2023-02-01T00:00:00+00:00", **event}]
        )


def register(returns: Iterable[Return] = (CORRECTED, *RETURNS)) -> FakeRegister:
    """All of them accepted, received in this order."""
    built = FakeRegister()
    for sent in returns:
        built = built.judged(sent)
    return built


def write_staged(workdir: Path, returns: Iterable[Return] = (CORRECTED, *RETURNS)) -> Path:
    """The staged Parquet files of these returns, one batch a quarter; the columns that nobody counts are null."""
    by_quarter: defaultdict[str, list[Return]] = defaultdict(list)
    for sent in returns:
        by_quarter[sent.quarter].append(sent)
    for quarter, batch in by_quarter.items():
        rows: Tables = {
            "partenaires": [
                {"empreinte": r.sha, "code_cite": r.cite, **row} for r in batch for row in r.partners
            ],
            "gouvernance": [
                {"empreinte": r.sha, "code_cite": r.cite, **row} for r in batch for row in r.meetings
            ],
            "aller_vers": [
                {"empreinte": r.sha, "code_cite": r.cite, **row} for r in batch for row in r.outreach
            ],
            "actions_innovantes": [
                {"empreinte": r.sha, "code_cite": r.cite, **row} for r in batch for row in r.actions
            ],
            "synthese": [{"empreinte": r.sha, "code_cite": r.cite, **r.measures()} for r in batch],
        }
        for table, lines in rows.items():
            _write_staged(workdir / "staged" / table / f"trimestre={quarter}" / "0001.parquet", table, lines)
    return workdir


def _write_staged(path: Path, table: str, rows: Sequence[Row]) -> None:
    schema = staged_schema(small_contract(), table)
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema),
        path,
    )


def tables(returns: Iterable[Return] = RETURNS, quarters: Sequence[str] = QUARTERS) -> Tables:
    """The twelve published tables, as lists of rows, these returns being in force."""
    contract, sent = small_contract(), {(r.cite, r.quarter): r for r in returns}
    cites = [row for code in contract.reference.cites for row in _cite(contract, code, quarters, sent)]
    in_force = [r for r in sent.values() if r.quarter in quarters]
    outreach = [{"code_cite": r.cite, "trimestre": r.quarter, **row} for r in in_force for row in r.outreach]
    actions = [{"code_cite": r.cite, "trimestre": r.quarter, **row} for r in in_force for row in r.actions]
    partners = [
        {"code_cite": r.cite, "trimestre": r.quarter, **row} for r in in_force for row in r.partners[:-1]
    ]
    levels = {"region": "region_code", "departement": "departement_code", "vague": "vague"}
    return {
        "indicateurs_nationaux": [
            {**_territory(rows), "statut": _status(rows)} for rows in _grouped(cites, "trimestre").values()
        ],
        "indicateurs_territoriaux": [
            {"niveau": level, "code": key[0], "libelle": key[0], **_territory(rows)}
            for level, column in levels.items()
            for key, rows in _grouped(cites, column, "trimestre").items()
        ],
        "indicateurs_cites": cites,
        "indicateurs_qpv": _by_qpv(outreach, actions),
        "partenaires_categories": [
            {
                "trimestre": q,
                "categorie": kind,
                "libelle": kind,
                "partenaires": len(rows),
                "cites": len({r["code_cite"] for r in rows}),
            }
            for (q, kind), rows in _grouped(partners, "trimestre", "categorie").items()
        ],
        "aller_vers_modalites": [
            {
                "trimestre": q,
                "modalite": mode,
                "libelle": mode,
                "actions": len(rows),
                **_added(rows, "personnes_rencontrees", "nouveaux_beneficiaires"),
            }
            for (q, mode), rows in _grouped(outreach, "trimestre", "modalite").items()
        ],
        "actions_innovantes_freins": _by(actions, "frein"),
        "actions_innovantes_publics": _by(actions, "public"),
        "beneficiaires_profils": [
            *_profiles("aller_vers", outreach),
            *_profiles("actions_innovantes", actions),
        ],
        "suivi_remontees": [_followed(row) for row in cites],
        "qualite_regles": [
            {
                "trimestre": quarters[0],
                "regle": "R15",
                "gravite": "alerte",
                "constats": 2,
                "fichiers": 1,
                "cites": 1,
            }
        ],
        "dictionnaire": [
            {
                "nom_table": table.name,
                "colonne": column.name,
                "type": column.sql_type,
                "description": column.description,
                "unite": column.unit,
            }
            for table in contract.published.values()
            for column in table.columns
        ],
    }


def _cite(
    contract: Contract, code: str, quarters: Sequence[str], sent: Mapping[tuple[str, str], Return]
) -> Iterable[Row]:
    cite, totals = contract.reference.cites[code], Counter[str]()
    for quarter in quarters:
        if quarter < cite.first_quarter:
            continue
        found = sent.get((code, quarter))
        measures: dict[str, int | None] = dict(found.measures()) if found else dict.fromkeys(MEASURES)
        totals.update({flow: measures[flow] or 0 for flow in FLOWS})
        place = {
            "code_cite": code,
            "nom_cite": cite.name,
            "departement_code": cite.departement_code,
            "region_code": cite.region_code,
            "vague": cite.wave,
        }
        yield {
            **place,
            "trimestre": quarter,
            "statut_remontee": "acceptee" if found else "manquante",
            **measures,
            **{f"cumul_{flow}": totals[flow] for flow in FLOWS},
        }


def _territory(rows: Sequence[Row]) -> Row:
    there = sorted(row["partenaires"] for row in rows if row["partenaires"] is not None)
    middle = there[(len(there) - 1) // 2 : len(there) // 2 + 1]
    return {
        "trimestre": rows[0]["trimestre"],
        "cites_attendues": len(rows),
        "cites_repondantes": len(there),
        "taux_remontee": _rounded(len(there), len(rows), 4),
        "partenaires_par_cite": _rounded(sum(there), len(there), 2) if there else None,
        "partenaires_mediane": _rounded(sum(middle), len(middle), 1) if there else None,
        **_added(
            [{name: value or 0 for name, value in row.items()} for row in rows],
            *MEASURES,
            *(f"cumul_{flow}" for flow in FLOWS),
        ),
    }


def _rounded(dividend: int, divisor: int, decimals: int) -> Decimal:
    return (Decimal(dividend) / divisor + Decimal(10) ** -12).quantize(Decimal(10) ** -decimals)


def _status(rows: Sequence[Row]) -> str:
    there = sum(row["partenaires"] is not None for row in rows)
    return "complet" if there == len(rows) else "provisoire" if there * 10 >= len(rows) * 8 else "partiel"


def _by_qpv(outreach: Sequence[Row], actions: Sequence[Row]) -> list[Row]:
    key = ("code_qpv", "code_cite", "trimestre")
    reached, helped = _grouped(outreach, *key), _grouped([row for row in actions if row["code_qpv"]], *key)
    return [
        {
            **dict(zip(key, place, strict=True)),
            "nom_qpv": None,
            "actions_aller_vers": len(reached.get(place, ())),
            "actions_innovantes": len(helped.get(place, ())),
            **_added(reached.get(place, ()), "nouveaux_beneficiaires"),
            "beneficiaires_accompagnes": sum(row["beneficiaires"] for row in helped.get(place, ())),
        }
        for place in sorted(reached.keys() | helped.keys())
    ]


def _by(actions: Sequence[Row], column: str) -> list[Row]:
    summed = ("beneficiaires", "sorties_emploi", "sorties_formation", "cout_total", "part_cite")
    return [
        {"trimestre": quarter, column: code, "libelle": code, "actions": len(rows), **_added(rows, *summed)}
        for (quarter, code), rows in _grouped(actions, "trimestre", column).items()
    ]


def _profiles(scheme: str, rows: Sequence[Row]) -> Iterable[Row]:
    for (quarter,), some in _grouped(rows, "trimestre").items():
        for criterion, modalities in (("sexe", ("femmes", "hommes")), ("age", AGES)):
            for modality in modalities:
                count = sum(row[modality] for row in some)
                yield {
                    "trimestre": quarter,
                    "dispositif": scheme,
                    "critere": criterion,
                    "modalite": modality,
                    "beneficiaires": count,
                }


def _followed(row: Row) -> Row:
    there = row["statut_remontee"] == "acceptee"
    known = (
        {"date_remontee": date(2023, 1, 5), "retard_jours": 0}
        if there
        else {"date_remontee": None, "retard_jours": None}
    )
    kept = {name: row[name] for name in ("code_cite", "trimestre", "statut_remontee")}
    return {**kept, **known, "versions": int(there), "rejets": 0, "erreurs": 0, "alertes": 0}


def _grouped(rows: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return dict(groups)


def _added(rows: Iterable[Row], *columns: str) -> Row:
    some = list(rows)
    return {column: sum(row[column] for row in some) for column in columns}


def write_candidate(path: Path, published: Tables | None = None) -> Path:
    """A candidate DuckDB file with these tables in the schema `publication`."""
    contract, published = small_contract(), tables() if published is None else published
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema publication")
        for name, rows in published.items():
            frame = as_arrow(contract, name, rows)
            connection.register("frame", frame)
            connection.execute(f"create table publication.{name} as from frame")
            connection.unregister("frame")
    return path


def as_arrow(contract: Contract, name: str, rows: Sequence[Row]) -> pa.Table:
    """One table in the contract's columns and types."""
    schema = pa.schema(
        [(column.name, arrow_type(column.sql_type)) for column in contract.published[name].columns]
    )
    return pa.Table.from_pylist(
        [{field: row[field] for field in schema.names} for row in rows], schema=schema
    )
