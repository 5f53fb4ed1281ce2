"""Cut a run off, at every change of its storage or by a disk that fails; see what is left, and what the next run makes of it.

Belongs here: killed runs, full disks, errors of a disk. Does not belong here: files altered by somebody (`tampering`).
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.proof.changes import Act, at_change, failing, killed, noted
from tests.proof.children import Ended, forked, side_by_side
from tests.proof.lines import Line
from tests.proof.world import State, _at, command, copy_of, demand, fingerprint, state_of, whole_release

_ONCE_IN = 20
"""The next run is tried from every different state of the storage, and from one in so many of those that look alike."""
_IN_WORK = 10
"""Of the changes in the folder where a candidate is built, which every run empties first, one in so many is tried."""
_MOST_LINES = 3
"""Lines that a person gets of a fault: what, where, what to do."""


@dataclass(frozen=True)
class Trial:
    """Where trials are made: the storage that each starts from, what an undisturbed run makes of it, the keys it changes."""

    world: Path
    place: Path
    expected: State
    changes: tuple[str, ...]
    at_once: int

    @property
    def before(self) -> str:
        """The id of the release that stands until a run published."""
        return whole_release(self.world)[0]


def prepare(world: Path, place: Path, at_once: int) -> Trial:
    """An undisturbed run on a copy, whose changes are counted."""
    storage, notes = copy_of(world, place / "undisturbed"), place / "changes.txt"
    demand(_run(storage, lambda: noted(storage, notes)))
    expected = state_of(storage)
    changes = (line.partition(f"{storage}/")[2] for line in notes.read_text().splitlines())
    return Trial(world, place, expected, tuple(changes), at_once)


def kills(trial: Trial, every: int = 1) -> Line:
    """Kill a run at each of its changes."""
    points = _points(trial.changes)[::every]
    seen = trial.place / "seen"
    seen.mkdir()
    works = [_trial(_killed_at, trial, number, seen) for number in points]
    misses = tuple(filter(None, side_by_side(works, trial.at_once, "kills")))
    remark = (
        f"of {len(trial.changes)} changes, those in `work/` once in {_IN_WORK}. {len(list(seen.iterdir()))} different "
        "states were found, from each of which the next run was made."
    )
    return Line(
        "a run killed (SIGKILL) at every change of its storage's files",
        "one whole release at once; the next run ends as if nothing had happened",
        len(points),
        misses,
        remark,
    )


def disk_errors(trial: Trial, points: int) -> Line:
    """Let one change of the storage fail with EIO."""
    numbers = _spread(len(trial.changes), points)
    works = [_trial(_failed_at, trial, number) for number in numbers]
    misses = tuple(filter(None, side_by_side(works, trial.at_once, "I/O errors")))
    return Line(
        "an I/O error (EIO) at one change", "the same, and one line that says so", len(numbers), misses
    )


def full_disks(trial: Trial, points: int) -> Line:
    """Run on file systems (tmpfs) that are full after so many bytes more."""
    what, promise = (
        "a disk that is full (ENOSPC, a real small file system)",
        "the same, and one line that says where",
    )
    if os.geteuid() or not shutil.which("mount"):
        return Line(what, promise, 0, (), "not tried: mounting a file system needs root.")
    used = _bytes_in(trial.world)
    more = _bytes_in(trial.place / "undisturbed") - used
    # a run needs room for its candidate as well: from nothing more to half as much again as it leaves behind
    sizes = [used + more * 3 * number // (2 * points) for number in range(points)]
    works = [_trial(_filled_at, trial, size) for size in sizes]
    misses = tuple(filter(None, side_by_side(works, trial.at_once, "full disks")))
    return Line(what, promise, points, misses)


def _points(changes: Sequence[str]) -> list[int]:
    """The numbers of the changes that a run is killed at."""
    return [
        number
        for number, key in enumerate(changes, 1)
        if not key.startswith("work/") or number % _IN_WORK == 0
    ]


def _spread(last: int, points: int) -> list[int]:
    return sorted({1 + (last - 1) * number // max(1, points - 1) for number in range(points)})


def _trial(how: Callable[..., str], trial: Trial, number: int, *more: Path) -> Callable[[], str]:
    def work() -> str:
        with _own_place(trial, f"{how.__name__}-{number}") as storage:
            try:
                miss = how(trial, number, storage, *more)
            except Exception as error:
                miss = f"{type(error).__name__}: {error}"
        return f"{how.__name__.strip('_').replace('_', ' ')} {number}: {miss}" if miss else ""

    return work


@contextmanager
def _own_place(trial: Trial, name: str) -> Iterator[Path]:
    """A folder for one trial: its storage to be, and its own folder of temporary files."""
    folder = trial.place / name
    (folder / "tmp").mkdir(parents=True)
    os.environ["TMPDIR"] = str(folder / "tmp")
    tempfile.tempdir = None
    try:
        yield folder / "storage"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _killed_at(trial: Trial, number: int, storage: Path, seen: Path) -> str:
    copy_of(trial.world, storage)
    ended = _run(storage, lambda: at_change(storage, number, killed))
    if ended.status == 0:
        return ""  # files are written side by side: this run made fewer changes
    if ended.status != -signal.SIGKILL:
        return f"exit {ended.status}: {ended.err[-300:]}"
    return _left_whole(trial, storage) or _made_good(trial, storage, number, seen)


def _failed_at(trial: Trial, number: int, storage: Path) -> str:
    copy_of(trial.world, storage)
    ended = _run(storage, lambda: at_change(storage, number, failing(errno.EIO)))
    return _badly_told(ended) or _left_whole(trial, storage) or _recovered(trial, storage)


def _filled_at(trial: Trial, size: int, storage: Path) -> str:
    with _small_disk(storage, trial.world, size) as enlarge:
        ended = _run(storage)
        problem = _badly_told(ended, "space") or _left_whole(trial, storage)
        enlarge()
        return problem or _recovered(trial, storage)


@contextmanager
def _small_disk(storage: Path, world: Path, size: int) -> Iterator[Callable[[], None]]:
    storage.mkdir()
    # the copy itself must fit, block by block
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(storage)], check=True)
    try:
        shutil.copytree(world, storage, symlinks=True, dirs_exist_ok=True)
        room = max(size, shutil.disk_usage(storage).used)
        _remount(storage, room)
        yield lambda: _remount(storage, 1 << 30)
    finally:
        subprocess.run(["umount", "--lazy", str(storage)], check=True)


def _remount(storage: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(storage)], check=True)


def _run(storage: Path, first: Callable[[], None] | Act = lambda: None) -> Ended:
    def work() -> int:
        _at(storage)
        from orchestration.cli import main

        first()
        return main(["run"])

    return forked(work)


def _badly_told(ended: Ended, *words: str) -> str:
    """What is wrong with how a fault was told; a run that got over it has nothing to tell."""
    if ended.status == 0:
        return ""
    told = [line for line in ended.err.splitlines() if line.startswith("cites")]
    if ended.status != 1 or "Traceback" in ended.err or "Logging error" in ended.err:
        return f"exit {ended.status}, told as {ended.err[-300:]!r}"
    if not 1 <= len(told) <= _MOST_LINES or not all(word in told[-1] for word in words):
        return f"told as {ended.err[-300:]!r}"
    return ""


def _left_whole(trial: Trial, storage: Path) -> str:
    """What is wrong for a reader right after the fault."""
    release, content = whole_release(storage)
    if release != trial.before and content != trial.expected.current:
        return f"a reader gets {release}, which is neither the old release nor the new one"
    return ""


def _made_good(trial: Trial, storage: Path, number: int, seen: Path) -> str:
    """What the next run did not make good, where this state of the storage was not tried before."""
    try:
        os.close(os.open(seen / fingerprint(storage), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        if number % _ONCE_IN:
            return ""
    return _recovered(trial, storage)


def _recovered(trial: Trial, storage: Path) -> str:
    ended = command(storage, "run")
    if ended.status:
        return f"the next run ends with {ended.status}: {ended.err[-300:]}"
    left = [path.name for path in (storage.parent / "tmp").iterdir()] if storage.parent.exists() else []
    if left:
        return f"left in the temporary folder: {left[:3]}"
    return state_of(storage).differs(trial.expected)


def _bytes_in(folder: Path) -> int:
    """The bytes that the files of a folder take on a file system of pages of 4 KiB."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):
            total += -(-path.lstat().st_size // 4096) * 4096
    return total
