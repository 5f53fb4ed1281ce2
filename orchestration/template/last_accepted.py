"""Find the partners of a cité's last accepted return among the staged rows.

Belongs here: reading them. Does not belong here: which of them a template lists (`partners`).
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from orchestration.errors import StorageError
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Register
from orchestration.submissions.reports import DOUBTS

_PREFIX = "staged/partenaires/trimestre="


def last_accepted_partners(storage: Storage, register: Register, code_cite: str) -> list[dict[str, Any]]:
    """The partners in the cité's return in force for its latest quarter, in their order there.

    One dict a row by column name: `siret`, `nom`, `categorie` (code), `date_entree`, `date_sortie` (dates or
    None); no row where the cité has no return in force. Raises StorageError where the storage, or what is staged in it,
    cannot be read.
    """
    # a return that may be another cité's fills in nobody's template
    counted = {
        quarter: event["empreinte"]
        for (code, quarter), event in register.in_force().items()
        if code == code_cite and not event.get(DOUBTS)
    }
    if not counted:
        return []
    latest = max(counted)
    fingerprint = counted[latest]
    keys = [entry.key for entry in storage.entries(f"{_PREFIX}{latest}/")]
    for key, data in storage.read_many(key for key in keys if key.endswith(".parquet")):
        rows = _rows(data, fingerprint, storage.location(key))
        # a batch that was begun twice left the same rows twice: one file's are enough
        if rows:
            return rows
    return []


def _rows(data: bytes, fingerprint: str, place: str) -> list[dict[str, Any]]:
    try:
        # without Arrow's threads: one that still starts when a short command ends aborts the process
        table = parquet.ParquetFile(pa.BufferReader(data), pre_buffer=False).read(use_threads=False)
        ordered = (
            table.filter(compute.equal(table["empreinte"], fingerprint))
            .sort_by("ligne")
            .drop_columns(["empreinte", "code_cite", "ligne"])
        )
    except (pa.ArrowException, OSError, KeyError):
        raise StorageError(
            f"{place} is damaged: restore it from a backup, then run the command again"
        ) from None
    rows: list[dict[str, Any]] = ordered.to_pylist()
    return rows
