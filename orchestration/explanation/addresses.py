"""Where cells stand in the files as they were received, and what is written in them.

Belongs here: reading kept bytes again, with the readers that judged them. Does not belong here: which cells (`contributions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from orchestration.errors import StorageError
from orchestration.explanation.contributions import Cell, Contribution
from orchestration.landing.intake import returns_key
from orchestration.scratch import scratch
from orchestration.storage.interface import MissingKey, Storage
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.reading.result import Reading
from orchestration.terminal import safe

_AT_ONCE = 2


class OriginalMissing(StorageError):
    """The bytes of a return that counts are gone: its cells cannot be shown."""

    def __init__(self, of: Contribution, file: str, place: str) -> None:
        """Take the return, the file's name as it was received, and where its original should lie."""
        whose = f"{of.code_cite or 'an unknown cité'}, {of.quarter or 'of an unknown quarter'}"
        super().__init__(
            f"the original of {safe(file)} ({whose}) is missing, and with it the cells to show: {place}; put that file back "
            "from a backup, or drop the same bytes under a new name below landing/ and run again"
        )


def look_up(storage: Storage, shown: Sequence[Contribution], files: Mapping[str, str]) -> None:
    """Fill in address and text of the cells of these contributions. Raises OriginalMissing, StorageError, ReaderUnusable.

    `files`: the names under which they were received, by fingerprint. A cell whose file cannot be read as it was then
    (the template changed since) keeps its row without an address.
    """
    wanted = [each for each in shown if each.fingerprint and any(cell.address is None for cell in each.cells)]
    if not wanted:
        return
    with (
        scratch() as folder,
        ReaderPool(min(len(wanted), _AT_ONCE)) as pool,
    ):
        paths = _local_paths(storage, wanted, files, folder)
        for contribution, reading in zip(wanted, pool.read(paths), strict=True):
            for cell in contribution.cells:
                _fill(cell, reading)


def _local_paths(
    storage: Storage, wanted: Sequence[Contribution], files: Mapping[str, str], folder: Path
) -> Iterator[Path]:
    for each in wanted:
        assert each.fingerprint is not None
        key = returns_key(each.fingerprint)
        try:
            yield _brought(storage, key, folder / each.fingerprint)
        except MissingKey as error:
            named = files.get(each.fingerprint, each.fingerprint)
            raise OriginalMissing(each, named, storage.location(key)) from error


def _brought(storage: Storage, key: str, copy: Path) -> Path:
    local = storage.local_path(key)
    if local is not None and local.exists():
        return local
    storage.download(key, copy)
    return copy


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
