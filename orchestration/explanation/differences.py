"""Every published value that differs between two releases, with its causes.

Belongs here: causes between any two releases, the revisions that the newer one publishes included. Does not belong here: how
causes are found (`publication.revisions`), how they are shown (`commands.diff`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from contracts.model import Contract
from orchestration.explanation.release_state import replays_of
from orchestration.publication.catalogue import Release, consolidated_tables_of, resolve, tables_of
from orchestration.publication.continuity import open_register
from orchestration.publication.denominators import NEEDED, Denominators
from orchestration.publication.diff import diff
from orchestration.publication.revisions.cells import key_in_words
from orchestration.publication.revisions.table import NAME, revisions
from orchestration.storage.interface import Storage

Row = Mapping[str, Any]
_NUMBERS = (int, float)


def differences(storage: Storage, contract: Contract, before: str, after: str) -> list[dict[str, Any]]:
    """What `publication.diff.diff` gives, each with `causes`: `{cause, part, code_cite, cites, fichiers, empreinte, remontees}`.

    `couverture_avant` and `couverture_apres` are the `Coverage` on either side; None where no return was in force.
    The parts of a number add up exactly to `apres` - `avant`, nothing counting as 0. From a later release to an earlier one
    the causes are those of the way between them, undone: the parts have the other sign. Raises NothingPublished, UsageError,
    DamagedRelease, ReplayFailed, StorageError.
    """
    found = diff(storage, before, after)
    if not found:
        return []
    old, new = resolve(storage, before), resolve(storage, after)
    forward = _made_from(old) <= _made_from(new)
    rows = _revisions(storage, contract, *((old, new) if forward else (new, old)))
    causes: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        causes.setdefault((row["nom_table"], row["cle"], row["colonne"]), []).append(_cause(row, forward))
    unknown = "regles_ou_code" if _rules_differ(old, new) else "non_etablie"
    then, now = (Denominators(tables_of(storage, release, NEEDED)) for release in (old, new))
    return [
        {
            **each,
            "couverture_avant": then.of(each["cle"], each["colonne"]),
            "couverture_apres": now.of(each["cle"], each["colonne"]),
            "causes": causes.get(_place(each)) or [_alone(each, unknown)],
        }
        for each in found
    ]


def _made_from(release: Release) -> tuple[int, int]:
    """Which of two releases knew more: the register's length, then the number."""
    return release.manifest.get("registre", {"segment": 0})["segment"], release.manifest["numero"]


def _rules_differ(old: Release, new: Release) -> bool:
    return any(old.manifest[name] != new.manifest[name] for name in ("code", "contrat"))


def _revisions(storage: Storage, contract: Contract, old: Release, new: Release) -> Sequence[Row]:
    """Those that the newer release published, where it came right after the older one; else made now."""
    if NAME in new.manifest["tables"]:
        kept: Sequence[Row] = tables_of(storage, new)[NAME].to_pylist()
        # those of before cités were counted name them also where no table does: they are made anew
        if kept and kept[0]["release_precedente"] == old.id and "cites" in kept[0]:
            return kept
    register = open_register(storage)
    with replays_of(storage, register, contract, new) as (replay, now):
        then = register.until(_made_from(old)[0])
        made: Sequence[Row] = revisions(
            new.id,
            consolidated_tables_of(storage, new),
            (old.id, consolidated_tables_of(storage, old)),
            (then, now),
            _rules_differ(old, new),
            contract,
            replay,
        ).to_pylist()
    return made


def _place(difference: Row) -> tuple[str, str, str]:
    key = difference["cle"]
    return difference["table"], key_in_words(list(key), tuple(key.values())), difference["colonne"]


def _cause(row: Row, forward: bool) -> dict[str, Any]:
    part = row["part"]
    signed = None if part is None else part if forward else -part
    return {
        "cause": row["cause"],
        "part": None if signed is None else _plain(signed),
        "code_cite": row["code_cite"],
        "cites": row["cites"],
        "fichiers": row["fichiers"],
        "empreinte": row["empreinte"],
        "remontees": row["remontees"],
    }


def _alone(difference: Row, cause: str) -> dict[str, Any]:
    """The one cause of a value that only one of the two contracts knows."""
    values = [difference["apres"], difference["avant"]]
    part = None
    if all(value is None or isinstance(value, _NUMBERS) for value in values):
        part = _plain(Decimal(str(values[0] or 0)) - Decimal(str(values[1] or 0)))
    return {
        "cause": cause,
        "part": part,
        "code_cite": None,
        "cites": 0,
        "fichiers": 0,
        "empreinte": None,
        "remontees": None,
    }


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
