"""Make the demonstration: every file that the cités drop, with the moment at which they drop it.

Belongs here: putting plan, volumes, content, mistakes and dialects together. Does not belong here: any of
these, or writing into a storage (`delivery`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle

from contracts.model import Contract
from contracts.quarters import last_day
from orchestration.demo.archive import write_csv_zip
from orchestration.demo.content import fill
from orchestration.demo.dialect import Dialect
from orchestration.demo.filled_return import FilledReturn
from orchestration.demo.layout import lay_out
from orchestration.demo.mistakes import BLOCKING, WARNING
from orchestration.demo.ods import write_ods
from orchestration.demo.plan import Fate, Slot
from orchestration.demo.world import World, build_world
from orchestration.demo.xlsx import write_xlsx

LANDING = "landing/demo"


@dataclass(frozen=True)
class DemoFile:
    """One file. `modified` (UTC) is when it is dropped; `version` counts the files of a slot from 1.

    `planted` is the rule that the file breaks on purpose (None: the file is without a finding).
    """

    name: str
    key: str
    data: bytes
    modified: datetime
    code_cite: str
    quarter: str
    version: int
    planted: str | None


@dataclass(frozen=True)
class _Draft:
    filled: FilledReturn
    planted: str | None


def make_demo(contract: Contract, seed: int = 2023) -> list[DemoFile]:
    """Every file of the demonstration in order of receipt; the same contract and seed give the same bytes.

    The returns that end up in force add up to the programme's published figures. Raises UsageError where the
    reference has no cité that is expected in the demonstration's quarters.
    """
    world = build_world(contract, seed)
    mistakes = cycle(BLOCKING)
    files = []
    for slot, fate in world.fates.items():
        rng = random.Random(f"{seed}/{slot.cite.code}/{slot.quarter}")
        signed = _weekday(last_day(slot.quarter) + timedelta(days=rng.randint(3, 38)))
        for version, draft in enumerate(_drafts(slot, fate, signed, mistakes, world, rng), start=1):
            moment = _receipt(signed, version, rng)
            if version > 1:
                draft.filled.identification["date_remontee"] = moment.date()
            files.append(_file(slot, version, draft, moment, world.dialects[slot.cite.code], contract, rng))
    return sorted(files, key=lambda file: (file.modified, file.key))


def _drafts(
    slot: Slot, fate: Fate, signed: date, mistakes: Iterator[str], world: World, rng: random.Random
) -> Iterator[_Draft]:
    if fate is Fate.NEVER_SENT:
        return
    filled = fill(slot, world.volumes[slot], world.structures[slot.cite.code], signed, world.reference, rng)
    if fate in (Fate.REJECTED, Fate.RESUBMITTED):
        yield _spoiled(filled, next(mistakes))
    if fate is Fate.AMENDED:
        yield _Draft(_one_action_forgotten(filled), None)
    if fate is Fate.SENT:
        yield _with_oddity(filled, world.oddities.get(slot))
    elif fate is not Fate.REJECTED:
        yield _Draft(filled.copy(), None)
    if fate is Fate.FAILED_AMENDMENT:
        yield _spoiled(filled, next(mistakes))


def _spoiled(filled: FilledReturn, rule: str) -> _Draft:
    whole = filled.rows["aller_vers"] and filled.rows["actions_innovantes"]
    chosen = rule if whole else "I05"
    spoiled = filled.copy()
    BLOCKING[chosen](spoiled)
    return _Draft(spoiled, chosen)


def _with_oddity(filled: FilledReturn, rule: str | None) -> _Draft:
    if rule is None or not filled.rows["actions_innovantes"]:
        return _Draft(filled, None)
    WARNING[rule](filled)
    return _Draft(filled, rule)


def _one_action_forgotten(filled: FilledReturn) -> FilledReturn:
    earlier = filled.copy()
    del earlier.rows["aller_vers"][-1:]
    earlier.add_up()
    return earlier


def _weekday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)


def _receipt(signed: date, version: int, rng: random.Random) -> datetime:
    # each version has days of its own, so a correction is always received later
    days = rng.randint(0, 2) + (version - 1) * rng.randint(5, 18)
    moment = datetime.combine(_weekday(signed + timedelta(days=days)), time(8), UTC)
    return moment + timedelta(seconds=rng.randrange(9 * 3600))


def _file(
    slot: Slot,
    version: int,
    draft: _Draft,
    moment: datetime,
    dialect: Dialect,
    contract: Contract,
    rng: random.Random,
) -> DemoFile:
    name = f"{slot.cite.code}-{version}.{dialect.container}"
    grids = lay_out(draft.filled, contract, dialect, rng)
    if dialect.container == "xlsx":
        data = write_xlsx(grids, dialect.epoch_1904)
    elif dialect.container == "ods":
        data = write_ods(grids)
    else:
        data = write_csv_zip(grids, dialect.separator, dialect.encoding)
    key = f"{LANDING}/{slot.quarter}/{name}"
    return DemoFile(name, key, data, moment, slot.cite.code, slot.quarter, version, draft.planted)
