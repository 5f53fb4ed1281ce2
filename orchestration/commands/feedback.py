"""`cites check --report DIR`: write what each cité would get back into a folder.

Belongs here: local files, and what the storage knows of earlier versions. Does not belong here: making them
(`orchestration.feedback`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from contracts.model import Contract
from orchestration.commands.files import write_whole
from orchestration.demo.marker import is_demonstration
from orchestration.feedback.artefacts import Subject, write_all
from orchestration.feedback.receipt import Previous, Standing
from orchestration.storage.opening import open_storage
from orchestration.submissions.findings import Judgement
from orchestration.submissions.past_returns import history_of
from orchestration.submissions.register import Register
from orchestration.terminal import Progress


def write_feedback(
    arguments: argparse.Namespace, judgements: Sequence[Judgement], contract: Contract, url: str, day: date
) -> dict[str, Path]:
    """Write the files below the folder that was asked for; each judged file's own folder, by fingerprint.

    Raises OSError where the folder cannot be written, StorageError where the storage cannot be read.
    """
    storage = open_storage(url)
    register, progress = Register.load(storage), Progress()
    subjects = [
        Subject(judgement, path, *_past(register, judgement))
        for judgement, path in zip(judgements, arguments.files, strict=True)
    ]

    def write(items: Iterable[tuple[str, bytes]]) -> None:
        for key, data in items:
            path = arguments.report / key
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)

    write_all(
        subjects,
        contract,
        write,
        demo=is_demonstration(storage),
        day=day,
        history=history_of(register),
        tell=lambda done, total: progress.count(done, total, "written back"),
    )
    return {judgement.empreinte: arguments.report / judgement.place for judgement in judgements}


def _past(register: Register, judgement: Judgement) -> tuple[Previous | None, Standing]:
    """The version before this file for its cité and quarter, and whether this very file counts already."""
    place = (judgement.code_cite or "", judgement.trimestre or "")
    event = register.in_force().get(place)
    if event is None or event["empreinte"] != judgement.empreinte:
        return event, "trial"
    replaced = {
        one["empreinte"] for one in register.of_kind("remplacee") if one["par"] == judgement.empreinte
    }
    before = (one for one in register.of_kind("jugee") if one["empreinte"] in replaced)
    return next(before, None), "counts"
