"""Running commands and saying what they took.

Belongs here: clocks, storages to measure on, the printed rows. Does not belong here: what is measured.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.demo.files import DemoFile

ROOT = Path(__file__).resolve().parents[2]
CITES = str(Path(sys.executable).parent / "cites")


@dataclass
class Bench:
    scratch: Path
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def tell(self, what: str, measured: str, beside: str, promise: str) -> None:
        self.rows.append((what, measured, beside, promise))
        print(f"  {what}: {measured} — {beside} (promised: {promise})", flush=True)

    def storage(self, name: str, files: list[DemoFile]) -> Path:
        home = self.scratch / name
        for file in files:
            path = home / file.key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
            os.utime(path, (file.modified.timestamp(),) * 2)
        return home


@dataclass(frozen=True)
class Measured:
    seconds: float
    peak_mib: float
    """Of the largest single process, children included."""


def measured(command: list[str], storage: Path | None = None, **environment: str) -> Measured:
    """Run a command to its end; the peak is the operating system's own account of it and of its children."""
    if storage:
        environment["CITES_STORAGE"] = str(storage)
    script = (
        "import resource, subprocess, sys;"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss);"
        "sys.stderr.buffer.write(code.stderr if code.returncode else b'');"
        "sys.exit(code.returncode)"
    )
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", script, *command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    seconds = time.perf_counter() - started
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    return Measured(seconds, int(done.stdout) / 1024)


def median(command: list[str], storage: Path | None, times: int = 5) -> float:
    """The median of several runs after one that warms the disk's cache."""
    measured(command, storage)
    return statistics.median(measured(command, storage).seconds for _ in range(times))


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def figure(code: str, *arguments: str, storage: Path | None = None) -> float:
    return figures(code, *arguments, storage=storage)[-1]


def figures(code: str, *arguments: str, storage: Path | None = None) -> list[float]:
    """The figures of the last line that a programme prints."""
    environment = {**os.environ, **({"CITES_STORAGE": str(storage)} if storage else {})}
    done = subprocess.run(python(code, *arguments), env=environment, capture_output=True, text=True, cwd="/")
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return [float(one) for one in done.stdout.splitlines()[-1].split()]
