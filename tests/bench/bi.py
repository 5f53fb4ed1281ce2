"""How long eight readers wait for an answer while a release is being published.

Belongs here: a publication with readers at its side. Does not belong here: the readers (`readers`).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.measuring import CITES, ROOT, Bench, measured
from tests.bench.publication import corrections
from tests.integration.serving.server import PostgresServer, binaries

READERS = 8
PROMISE = "< 50 ms"


def waits_during(command: list[str], home: Path, kind: str, address: str, **environment: str) -> list[float]:
    """The waits, in seconds and sorted, of eight readers from before the command began until it ended."""
    stop = home.parent / f"stop-{kind}"
    reading = [sys.executable, "-m", "tests.bench.readers", kind, address, str(stop)]
    readers = [subprocess.Popen(reading, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(READERS)]
    try:
        for reader in readers:
            if reader.stdout is None or reader.stdout.readline() != "ready\n":
                raise SystemExit(f"a reader of {kind} did not begin")
        measured(command, home, **environment)
    finally:
        stop.touch()
        told = [reader.communicate()[0] for reader in readers]
    return sorted(wait for text in told for wait in json.loads(text))


def bench_bi(bench: Bench, home: Path) -> None:
    """The DuckDB file, kept open and opened anew, then PostgreSQL, each during a publication of 84 corrections."""
    for seed, kind, where in (
        (3002, "duckdb", "the DuckDB file"),
        (3003, "duckdb-anew", "the DuckDB file, opened for each"),
    ):
        bench.storage(home.name, corrections(seed))
        tell(bench, where, waits_during([CITES, "run"], home, kind, str(home)))
    found = binaries()
    if found is None:
        bench.tell(
            "a BI query on PostgreSQL", "not measured", "no PostgreSQL server is installed here", PROMISE
        )
        return
    server = PostgresServer(found)
    try:
        server.start()
        address = server.dsn(server.fresh_database())
        measured([CITES, "run"], home, CITES_POSTGRES=address)
        bench.storage(home.name, corrections(3004))
        waits = waits_during([CITES, "run"], home, "postgres", address, CITES_POSTGRES=address)
        tell(bench, "PostgreSQL", waits)
    finally:
        server.remove()


def tell(bench: Bench, where: str, waits: list[float]) -> None:
    """The median, and the slow end."""
    median, slow = statistics.median(waits), waits[int(len(waits) * 0.95)]
    bench.tell(
        f"a BI query on {where}, {READERS} readers, during a publication",
        f"{median * 1000:.1f} ms at the median",
        f"95 % under {slow * 1000:.0f} ms, longest {waits[-1] * 1000:.0f} ms, {len(waits)} queries",
        PROMISE,
    )
