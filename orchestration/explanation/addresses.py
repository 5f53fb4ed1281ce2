"""Where cells stand in the files as they were received, and what is written in them.

Belongs here: reading kept bytes again, with the readers that judged them. Does not belong here: which cells (`contributions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from orchestration.explanation.contributions import Cell, Contribution
from orchestration.landing.intake import returns_key
from orchestration.scratch import scratch
from orchestration.storage.interface import Storage
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.reading.result import Reading

_AT_ONCE = 2


def look_up(storage: Storage, shown: Sequence[Contribution]) -> None:
    """Fill in address and text of the cells of these contributions. Raises StorageError, ReaderUnusable.

    A cell whose file cannot be read as it was then (the template changed since) keeps its row without an address.
    """
    wanted = [each for each in shown if each.fingerprint and any(cell.address is None for cell in each.cells)]
    if not wanted:
        return
    with (
        scratch() as folder,
        ReaderPool(min(len(wanted), _AT_ONCE)) as pool,
    ):
        paths = _local_paths(storage, wanted, folder)
        for contribution, reading in zip(wanted, pool.read(paths), strict=True):
            for cell in contribution.cells:
                _fill(cell, reading)


def _local_paths(storage: Storage, wanted: Sequence[Contribution], folder: Path) -> Iterator[Path]:
    for each in wanted:
        assert each.fingerprint is not None
        key = returns_key(each.fingerprint)
        local = storage.local_path(key)
        if local is None:
            local = folder / each.fingerprint
            storage.download(key, local)
        yield local


def _fill(cell: Cell, reading: Reading) -> None:
    sheet = reading.sheets.get(cell.sheet or "")
    if sheet is None or cell.column not in sheet.columns:
        return
    if sheet.places:
        index = 0
    elif cell.row in sheet.rows:
        index = sheet.rows.index(cell.row)
    else:
        return
    place = sheet.place(cell.column, index)
    cell.row, cell.address, cell.text = place.row, place.cell, sheet.columns[cell.column].texts[index]
