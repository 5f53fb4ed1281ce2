"""`cites check --report DIR`: write what each cité would get back into a folder.

Belongs here: local files, and what the storage knows of earlier versions. Does not belong here: making them
(`orchestration.feedback`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from contracts.model import Contract
from orchestration.commands.files import write_whole
from orchestration.demo.marker import is_demonstration
from orchestration.feedback.artefacts import NAMES, Subject, write_all
from orchestration.feedback.versions import Previous, Standing
from orchestration.publication.continuity import open_register
from orchestration.storage.opening import open_storage
from orchestration.submissions.findings import Judgement
from orchestration.submissions.past_returns import history_of
from orchestration.submissions.register import Register
from orchestration.terminal import Progress


def write_feedback(
    arguments: argparse.Namespace, judgements: Sequence[Judgement], contract: Contract, url: str, day: date
) -> dict[str, Path]:
    """Write the files below the folder that was asked for; each judged file's own folder, by fingerprint. What an earlier
    answer to the same file had there and this one has not is removed: it would contradict this one.

    Raises OSError where the folder cannot be written, StorageError where the storage cannot be read.
    """
    storage = open_storage(url)
    register, progress = open_register(storage), Progress()
    written: dict[Path, set[str]] = {}
    subjects = [
        Subject(one, path, *_past(register, one, contract))
        for one, path in _once(judgements, arguments.files)
    ]

    def write(items: Iterable[tuple[str, bytes]]) -> None:
        for key, data in items:
            path = arguments.report / key
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            written.setdefault(path.parent, set()).add(path.name)

    write_all(
        subjects,
        contract,
        write,
        demo=is_demonstration(storage),
        day=day,
        history=history_of(register),
        tell=lambda done, total: progress.count(done, total, "written back"),
    )
    for place, names in written.items():
        for name in NAMES - names:
            (place / name).unlink(missing_ok=True)
    return {one.empreinte: arguments.report / one.place(contract.submission) for one in judgements}


def _once(judgements: Sequence[Judgement], paths: Sequence[Path]) -> Iterator[tuple[Judgement, Path]]:
    """Each file once; where the same bytes came under several names, the answer names them all."""
    names: dict[str, dict[str, None]] = {}
    for judgement in judgements:
        names.setdefault(judgement.empreinte, {})[judgement.fichier] = None
    for judgement, path in zip(judgements, paths, strict=True):
        same = names.pop(judgement.empreinte, None)
        if same:
            yield replace(judgement, fichier=", ".join(same)), path


def _past(register: Register, judgement: Judgement, contract: Contract) -> tuple[Previous | None, Standing]:
    """The version before this file for its cité and quarter, and whether this very file counts already.

    Of a file that counts and would be rejected today there is no other version to name; nor of one in doubt, to which
    another's figures would be told.
    """
    if judgement.is_in_doubt(contract.submission):
        return None, "trial"
    place = (judgement.code_cite or "", judgement.trimestre or "")
    event = register.in_force().get(place)
    if event is None or event["empreinte"] != judgement.empreinte:
        return event, "trial"
    if judgement.verdict == "rejetee":
        return None, "trial"
    replaced = {
        one["empreinte"] for one in register.of_kind("remplacee") if one["par"] == judgement.empreinte
    }
    before = (one for one in register.of_kind("jugee") if one["empreinte"] in replaced)
    return next(before, None), "counts"
