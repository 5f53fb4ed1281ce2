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
    _leave_out_strangers({event["lot"] for event in judged if event.get("lot")}, folder / prefix)
    for event in judged:
        for key, fingerprint in event.get(STAGED_FILES, {}).items():
            if _digest(folder / key) != fingerprint:
                raise StorageError(
                    f"{key} is gone or is not what was written there: no figure was computed from it; "
                    "put it back from a backup (docs/how-to/back-up-the-register.md) and run again"
                )


def _leave_out_strangers(committed: set[str], folder: Path) -> None:
    if committed:
        for path in folder.rglob("*.parquet"):
            if path.stem not in committed:
                path.unlink()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
