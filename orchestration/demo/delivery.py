"""Drop the demonstration into a storage's landing area, in the order in which it is received.

Belongs here: writing what is not there yet, times of receipt. Does not belong here: making the files
(`files`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import groupby

from orchestration.demo.files import LANDING, DemoFile
from orchestration.errors import UsageError
from orchestration.storage.interface import Storage


def write_demo(storage: Storage, files: Sequence[DemoFile]) -> int:
    """Write the files under `landing/demo/`; how many were not there yet. Doing it again changes nothing.

    On a folder each file bears the time at which it is received; on S3, where times cannot be set, a
    correction is written after what it corrects. Raises UsageError where the landing area holds returns but
    no demonstration: fictitious figures must not join real ones.
    """
    _refuse_real_returns(storage)
    absent = list(_absent(storage, files))
    for _, round_ in groupby(sorted(absent, key=lambda file: file.version), key=lambda file: file.version):
        storage.write_many((file.key, file.data) for file in round_)
    for file in files:
        _set_time(storage, file)
    return len(absent)


def _refuse_real_returns(storage: Storage) -> None:
    keys = [entry.key for entry in storage.entries("landing/")]
    if keys and not any(key.startswith(f"{LANDING}/") for key in keys):
        raise UsageError(
            f"{storage.url} already holds {len(keys)} files in landing/: the demonstration's figures "
            "are fictitious and must not join them; point CITES_STORAGE to an empty folder or prefix"
        )


def _absent(storage: Storage, files: Sequence[DemoFile]) -> Iterator[DemoFile]:
    sizes = {entry.key: entry.size for entry in storage.entries(f"{LANDING}/")}
    same_size = [file.key for file in files if sizes.get(file.key) == len(file.data)]
    there = dict(storage.read_many(same_size))
    yield from (file for file in files if there.get(file.key) != file.data)


def _set_time(storage: Storage, file: DemoFile) -> None:
    path = storage.local_path(file.key)
    if path is not None:
        moment = int(file.modified.timestamp())
        os.utime(path, (moment, moment))
