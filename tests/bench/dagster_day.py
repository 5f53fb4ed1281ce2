"""The data engineer's day: how long until definitions load, the UI answers, a dropped file has its verdict."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.measuring import Bench, figures, measured, python
from tests.integration.dagster.live import Ui, running
from tests.making.files import make
from tests.making.returns import valid_return

LOAD = """
import sys, tempfile
from pathlib import Path
from orchestration.definitions import build_defs
build_defs(Path(sys.argv[1])).resolve_all_job_defs()
"""
OLD_FILES = 100_000
CROWD = """
import sys
from pathlib import Path
from orchestration.clock import now
from orchestration.landing.intake import Arrival
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
home = Path(sys.argv[1])
for number in range(int(sys.argv[2])):
    path = home / "landing" / f"{number % 100:02d}" / f"{number:06d}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
storage = open_storage(str(home))
old = [Arrival(f"{n:064x}", e.key, e.size, e.modified, e.mark) for n, e in enumerate(storage.entries("landing/"))]
Register.load(storage).append(one.event("recue", now()) for one in old)
"""
LOOK = """
import os, sys, time
os.environ["CITES_STORAGE"] = sys.argv[1]
import dagster as dg
from orchestration.assets import sensors
sensor = sensors.new_files_sensor("publish_release")
with dg.instance_for_test() as instance:
    for _ in range(3):  # the first one loads the register
        sensors._pace.cache_clear()
        with dg.build_sensor_context(instance, cursor=None) as context:
            began = time.process_time()
            sensor(context)
            took = time.process_time() - began
    print(sensors._pace().rest, took)
"""
RUNS = """
query { runsOrError(filter: {tags: [{key: "dagster/sensor_name", value: "new_files"}]}) {
  ... on Runs { results { status startTime endTime } }
} }
"""


def bench_dagster(bench: Bench) -> None:
    """Three figures of one UI, on an empty storage; the daemon ticks as it does by default."""
    workdir = bench.scratch / "definitions"
    workdir.mkdir()
    load = [sys.executable, "-c", LOAD, str(workdir)]
    measured(load)
    bench.tell(
        "loading the definitions", f"{measured(load).seconds:.1f} s", "process start included", "< 4 s"
    )
    _look_at_many_old_files(bench)
    storage = bench.scratch / "day"
    started = time.perf_counter()
    with running(bench.scratch / "ui", storage) as ui:
        bench.tell("UI boot", f"{time.perf_counter() - started:.1f} s", "until the page answers", "< 15 s")
        verdicts, runs = [], []
        for number in (1, 2, 3):
            verdicts.append(_seconds_to_a_verdict(ui, storage, number))
            runs.append(_seconds_of_the_last_run(ui, number))
    bench.tell(
        "a file dropped until its verdict is in the register",
        f"{sorted(verdicts)[1]:.0f} s (three drops: {', '.join(f'{one:.0f}' for one in verdicts)})",
        f"of which the whole run {sorted(runs)[1]:.1f} s",
        "< 45 s, run < 12 s",
    )


def _look_at_many_old_files(bench: Bench) -> None:
    """What a look of the sensor costs where 100,000 files were judged already, and how long it rests afterwards."""
    home = bench.scratch / "crowd"
    measured(python(CROWD, str(home), str(OLD_FILES)))
    rest, processor = figures(LOOK, str(home))
    bench.tell(
        f"the sensor's look at {OLD_FILES:,} old files in a folder",
        f"{processor:.2f} s of a processor",
        f"the next one after {rest:.0f} s at least: {processor / (processor + rest):.1%} of it",
        "< 10 %",
    )


def _seconds_to_a_verdict(ui: Ui, storage: Path, number: int) -> float:
    path = storage / "landing" / f"retour-{number}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = make(valid_return(f"cde-{number:03d}"))
    dropped = time.perf_counter()
    path.write_bytes(data)
    ui.wait("the verdict", lambda: _judged(storage, number))
    return time.perf_counter() - dropped


def _judged(storage: Path, number: int) -> bool:
    lines = [
        line
        for path in (storage / "register").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    events = map(json.loads, lines)
    return any(e.get("evenement") == "jugee" and e["code_cite"] == f"cde-{number:03d}" for e in events)


def _seconds_of_the_last_run(ui: Ui, number: int) -> float:
    def ended() -> list[dict[str, Any]] | None:
        found = ui.ask(RUNS)["runsOrError"]["results"]
        return found if len([run for run in found if run["status"] == "SUCCESS"]) == number else None

    last = ui.wait("the end of the run", ended)[0]
    return float(last["endTime"] - last["startTime"])
