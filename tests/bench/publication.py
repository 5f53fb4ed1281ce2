"""What page, workbook, documentation, revisions and PostgreSQL add to a run over 8 quarters × 84 cités.

Belongs here: watching a real run at work. Does not belong here: what readers meet meanwhile (`bi`).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from contracts.loading import load_contract
from orchestration.demo.files import DemoFile, make_demo
from tests.bench.measuring import ROOT, Bench, python
from tests.integration.serving.server import PostgresServer, binaries

LAST_QUARTER = "2023-T4"
PARTS = {
    "page": "orchestration.page.page:render",
    "workbook": "orchestration.publication.assemble:encode_release",
    "documentation": "orchestration.warehouse.documentation:document",
    "revisions": "orchestration.publication.release:_since",
    "PostgreSQL": "orchestration.serving.serve:serve",
}
"""What is added, and the function that does all of it."""

WATCHED = """
import importlib, json, os, sys, time
started = time.perf_counter()
from orchestration.commands.run import run_on
from orchestration.run import Run, open_run
from orchestration.settings import read_settings
from orchestration.terminal import Progress
spent = {}
def watch(name, place):
    module, attribute = place.split(":")
    owner = importlib.import_module(module)
    wanted = getattr(owner, attribute)
    def timed(*given, **named):
        begun, busy = time.perf_counter(), time.process_time()
        try:
            return wanted(*given, **named)
        finally:
            spent[name] = [time.perf_counter() - begun, time.process_time() - busy]
    setattr(owner, attribute, timed)
for name, place in json.loads(sys.argv[1]).items():
    watch(name, place)
told, sys.stdout = sys.stdout, open(os.devnull, "w")
with open_run(read_settings(), Progress(sys.stdout)) as run:
    run_on(run)
print(json.dumps({**spent, "run": [time.perf_counter() - started, time.process_time()]}), file=told)
"""
"""A run like `cites run`, with a clock at the door of each of these functions."""


@contextmanager
def served() -> Iterator[dict[str, str]]:
    """The setting that has a real server, which waits for its disk, serve the releases; none where none is installed."""
    found = binaries()
    if found is None:
        yield {}
        return
    server = PostgresServer(found)
    try:
        server.start(fsync="on")
        yield {"CITES_POSTGRES": server.dsn(server.fresh_database())}
    finally:
        server.remove()


def watched_run(home: Path, **settings: str) -> dict[str, tuple[float, float]]:
    """The seconds of a run on this storage, in all (`run`) and by part: on the clock, and of this process's computing."""
    from os import environ

    command, place = python(WATCHED, json.dumps(PARTS)), {"CITES_STORAGE": str(home), **settings}
    done = subprocess.run(command, env={**environ, **place}, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return {name: (wall, busy) for name, (wall, busy) in json.loads(done.stdout).items()}


def corrections(seed: int) -> list[DemoFile]:
    """Other returns of every cité for the last quarter, as if all of them corrected theirs a year later."""
    files = [file for file in make_demo(load_contract(), seed) if file.quarter == LAST_QUARTER]
    return [
        replace(
            file,
            key=file.key.replace("landing/demo", f"landing/demo/{seed}"),
            modified=file.modified + timedelta(days=365 + seed % 100),
        )
        for file in files
    ]


def bench_publication(bench: Bench, files: list[DemoFile]) -> Path:
    """Two runs: of everything, then of 84 corrections; gives the storage that they leave."""
    home = bench.storage("published", files)
    with served() as settings:
        _two_runs(bench, home, settings)
    return home


def _two_runs(bench: Bench, home: Path, settings: dict[str, str]) -> None:
    for what, promise in (("8 quarters × 84 cités", "≤ 8 s"), ("84 corrections on top", "")):
        spent = watched_run(home, **settings)
        added = {name: spent[name] for name in PARTS if name in spent}
        in_all, computing = (sum(seconds[kind] for seconds in added.values()) for kind in (0, 1))
        bench.tell(
            f"what publication adds, {what}",
            f"{in_all:.1f} s = {in_all / (spent['run'][0] - in_all):.2f} × the rest of the run",
            ("" if settings else "no PostgreSQL here; ")
            + f"{computing:.1f} s of computing: "
            + ", ".join(f"{name} {wall:.2f} ({busy:.2f})" for name, (wall, busy) in added.items()),
            promise,
        )
        bench.storage("published", corrections(3001))
