"""Judge files on the spot, changing nothing: what `cites check` does.

Belongs here: local files, judged each as if it came alone against the storage's accepted returns.
Does not belong here: showing verdicts (`commands.check`). What judging needs is imported while the workers start.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.model import Contract
from orchestration.storage.keys import printable
from orchestration.submissions.findings import Judgement, NotJudged
from orchestration.submissions.reading.pool import ReaderPool

if TYPE_CHECKING:
    from orchestration.submissions.judging.history import History

_AT_ONCE = 2


def check_files(
    paths: Sequence[Path], storage: str | None, contract: Contract, today: date
) -> list[Judgement | NotJudged]:
    """The judgements of these files, in the order given, and what could not be read in its place.

    `storage` is the folder or URL of the history; None for none.

    `today` is the day in Europe/Paris. Raises StorageError where a file or the storage cannot be read.
    """
    with ReaderPool(min(len(paths), _AT_ONCE)) as pool:
        # the workers start by themselves while these imports, the slowest part of a check, go on here
        with _uncollected():
            from orchestration.submissions.judging.judge import Submitted, judge

        history = _history(storage)
        files = [
            Submitted(
                fichier=printable(path.name),
                empreinte=_fingerprint(path),
                recue_le="",
                cle=str(path),
                reading=reading,
            )
            for path, reading in zip(paths, pool.read(paths), strict=True)
        ]
    read = [file for file in files if file.reading.hindered is None]
    judgements = iter(judge(read, contract, history, today, remember=False).judgements)
    return [
        next(judgements) if file.reading.hindered is None else NotJudged(file.fichier, file.empreinte)
        for file in files
    ]


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: imports make many objects and drop none."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _history(url: str | None) -> History:
    from orchestration.submissions.judging.history import History

    if url is None:
        return History()
    from orchestration.publication.continuity import open_register
    from orchestration.storage.opening import open_storage
    from orchestration.submissions.past_returns import history_of

    return history_of(open_register(open_storage(url)))


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
