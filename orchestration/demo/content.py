"""Invent what one cité reports for one quarter, so that every rule holds.

Belongs here: plausible rows that add up to a given volume. Does not belong here: how many there are
(`volumes`), mistakes, files.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from contracts.model import Cite, Code, Reference
from contracts.quarters import first_day, last_day
from orchestration.demo.allocation import share
from orchestration.demo.filled_return import FilledReturn, Row
from orchestration.demo.plan import Slot
from orchestration.demo.structures import Structure
from orchestration.demo.volumes import Volume

COMMENT = "DONNÉES FICTIVES — démonstration : aucun chiffre de ce fichier n'est réel."
_AGES = ("moins_26_ans", "de_26_a_49_ans", "de_50_ans_et_plus")


def fill(
    slot: Slot,
    volume: Volume,
    structures: Sequence[Structure],
    signed: date,
    reference: Reference,
    rng: random.Random,
) -> FilledReturn:
    """A return of that volume that no rule objects to. Action ids are unique per cité over all quarters."""
    listed = [structure for structure in structures if structure.listed_in(slot.quarter)]
    scene = _Scene(
        slot, listed, qpv_codes(slot.cite, slot.number, slot.quarter, reference), reference.codelists, rng
    )
    filled = FilledReturn(
        quarter=slot.quarter,
        identification=_identification(slot, signed, rng),
        rows={
            "partenaires": [_partner(structure, slot.quarter) for structure in listed],
            "gouvernance": scene.meetings(volume.committees),
            "aller_vers": scene.outreach(volume.outreach, volume.newcomers),
            "actions_innovantes": scene.innovative(volume.innovative, volume.supported),
        },
    )
    filled.add_up()
    return filled


def qpv_codes(cite: Cite, cite_number: int, quarter: str, reference: Reference) -> list[str]:
    """The QPV that the cité's actions take place in: its own of 2024, or fictitious ones of 2015's form.

    The fictitious ones are numbered from 900 on, which no département has come near.
    """
    if quarter >= cite.qpv_2024_from:
        return sorted(reference.qpv_by_cite.get(cite.code, ()))
    count = 2 + cite_number % 4
    departements = sorted(cite.departements)
    return [
        f"QP{departements[i % len(departements)]:0>3}{900 + (cite_number * 5 + i) % 100}"
        for i in range(count)
    ]


def _identification(slot: Slot, signed: date, rng: random.Random) -> Row:
    return {
        "modele": "1",
        "code_cite": slot.cite.code,
        "nom_cite": slot.cite.name,
        "trimestre": slot.quarter,
        "date_remontee": signed,
        "etp_coordination": rng.choice([0.5, 0.8, 1.0, 1.0, 1.2, 1.5, 2.0]),
        "validee_etat": True,
        "validee_collectivite": True,
        "commentaire": COMMENT,
    }


def _partner(structure: Structure, quarter: str) -> Row:
    left = structure.left if structure.left and structure.left <= last_day(quarter) else None
    return {
        "siret": structure.siret,
        "nom": structure.name,
        "categorie": structure.category,
        "date_entree": structure.entered,
        "date_sortie": left,
    }


class _Scene:
    """Everything that the rows of one return draw from."""

    def __init__(
        self,
        slot: Slot,
        structures: Sequence[Structure],
        qpv: Sequence[str],
        codelists: Mapping[str, tuple[Code, ...]],
        rng: random.Random,
    ) -> None:
        self._quarter = slot.quarter
        self._sirets = [structure.siret for structure in structures]
        self._qpv = qpv
        self._codelists = codelists
        self._rng = rng

    def meetings(self, committees: int) -> list[Row]:
        others = [code.code for code in self._codelists["instance"] if code.code != "comite_pilotage"]
        instances = ["comite_pilotage"] * committees + [
            self._rng.choice(others) for _ in range(self._rng.randint(1, 3))
        ]
        rows = [
            {
                "date": self._day(),
                "instance": instance,
                "copresidee": instance == "comite_pilotage" or self._rng.random() < 0.3,
                "structures_presentes": self._rng.randint(4, max(5, len(self._sirets))),
            }
            for instance in instances
        ]
        return sorted(rows, key=lambda row: row["date"])

    def outreach(self, count: int, newcomers: int) -> list[Row]:
        return [
            self._action("AV", rank, "modalite", "modalite_aller_vers", self._rng.choice(self._qpv))
            | {"personnes_rencontrees": new + self._rng.randint(1, 2 * new + 5)}
            | self._people("nouveaux_beneficiaires", new)
            for rank, new in enumerate(self._parts(count, newcomers), start=1)
        ]

    def innovative(self, count: int, supported: int) -> list[Row]:
        publics = [code.code for code in self._codelists["public"]]
        rows = []
        for rank, people in enumerate(self._parts(count, supported), start=1):
            qpv = self._rng.choice(self._qpv) if self._rng.random() < 0.7 else None
            row = self._action("AI", rank, "frein", "frein", qpv) | {"public": self._rng.choice(publics)}
            rows.append(
                row | self._costs(people) | self._people("beneficiaires", people) | self._exits(people)
            )
        return rows

    def _action(self, prefix: str, rank: int, column: str, codelist: str, qpv: str | None) -> Row:
        kind = self._rng.choice(self._codelists[codelist])
        start = self._day()
        return {
            "id_action": f"{prefix}-{self._quarter}-{rank:02d}",
            "intitule": f"{kind.label} — action fictive n° {rank}",
            column: kind.code,
            "code_qpv": qpv,
            "date_debut": start,
            "date_fin": start + timedelta(days=self._rng.randint(0, 120))
            if self._rng.random() < 0.6
            else None,
            "siret_porteur": self._rng.choice(self._sirets),
        }

    def _costs(self, people: int) -> dict[str, Any]:
        total = people * self._rng.randint(12_000, 150_000)
        return {"cout_total": total / 100, "part_cite": total * self._rng.randint(20, 80) // 100 / 100}

    def _people(self, column: str, people: int) -> Row:
        women = min(people, round(people * self._rng.uniform(0.4, 0.7)))
        ages = share(
            people, [self._rng.uniform(0.2, 0.5), self._rng.uniform(0.4, 0.7), self._rng.uniform(0.05, 0.25)]
        )
        return {column: people, "femmes": women, "hommes": people - women} | dict(
            zip(_AGES, ages, strict=True)
        )

    def _exits(self, people: int) -> Row:
        jobs = int(people * self._rng.uniform(0, 0.4))
        return {"sorties_emploi": jobs, "sorties_formation": int((people - jobs) * self._rng.uniform(0, 0.5))}

    def _parts(self, count: int, people: int) -> list[int]:
        return share(people, [self._rng.uniform(0.4, 1.6) for _ in range(count)], at_least=[1] * count)

    def _day(self) -> date:
        days = (last_day(self._quarter) - first_day(self._quarter)).days + 1
        return first_day(self._quarter) + timedelta(days=self._rng.randrange(days))
