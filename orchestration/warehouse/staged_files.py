"""Are the staged files those that the register knows? Asked before any figure is computed from them.

Belongs here: comparing the files handed to dbt with what their batches' judgements say of them. Does not belong here:
bringing them (`mirror`), or what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Any

from orchestration.errors import StorageError
from orchestration.warehouse.schemas import STAGED_FILES


def demand_committed(events: Iterable[Mapping[str, Any]], folder: Path, prefix: str) -> None:
    """Take out of `folder` what no committed batch wrote below `prefix`; refuse what is gone or was altered.

    Batches of a register that recorded no fingerprints yet are taken as they are. Raises StorageError.
    """
    judged = [event for event in events if event["evenement"] == "jugee"]
    _leave_out_strangers(_written(judged), folder, prefix)
    for event in judged:
        for key, fingerprint in event.get(STAGED_FILES, {}).items():
            if _digest(folder / key) != fingerprint:
                raise StorageError(
                    f"{key} is gone or is not what was written there: no figure was computed from it; "
                    "put it back from a backup (docs/how-to/back-up-the-register.md) and run again"
                )


def _written(judged: Iterable[Mapping[str, Any]]) -> Mapping[str, set[str]]:
    """The files of every committed batch; none where the batch recorded none: then its name is all that is known."""
    batches: dict[str, set[str]] = {}
    for event in judged:
        if lot := event.get("lot"):
            batches.setdefault(lot, set()).update(event.get(STAGED_FILES, {}))
    return batches


def _leave_out_strangers(batches: Mapping[str, set[str]], folder: Path, prefix: str) -> None:
    for path in (folder / prefix).rglob("*.parquet") if batches else ():
        files = batches.get(path.stem)
        if files is None or (files and path.relative_to(folder).as_posix() not in files):
            path.unlink()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
