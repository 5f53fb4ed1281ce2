"""Measure the promises on speed and memory, each beside its floor, and print them as one table.

python -m tests.bench            everything (about ten minutes, most of it for 8,400 returns)
python -m tests.bench --quick    without the 8,400 returns
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from contracts.loading import load_contract
from orchestration.demo.files import DemoFile, make_demo
from orchestration.terminal import table
from tests.bench.bi import bench_bi
from tests.bench.dagster_day import bench_dagster
from tests.bench.feedback import bench_feedback
from tests.bench.measuring import CITES, ROOT, Bench, figure, measured, median, python
from tests.bench.publication import bench_publication

QUARTER = "2023-T2"


def bench_run(bench: Bench, files: list[DemoFile]) -> None:
    """One quarter of 84 cités, cold, beside what importing and building alone cost."""
    files = [file for file in files if file.quarter == QUARTER]
    whole, floors = [], []
    for turn in range(3):
        home = bench.storage(f"quarter-{turn}", files)
        whole.append(measured([CITES, "run"], home).seconds)
        imports = measured(python("import dagster_dbt, great_expectations")).seconds
        floors.append(imports + measured(dbt_build(home / "work"), CITES_WORKDIR=str(home / "work")).seconds)
    ratio = statistics.median(a / b for a, b in zip(whole, floors, strict=True))
    floor = statistics.median(floors)
    bench.tell(
        f"cites run, {len(files)} new returns, cold",
        f"{statistics.median(whole):.1f} s = {ratio:.2f} × the floor",
        f"floor {floor:.1f} s: imports of dagster-dbt and great-expectations + dbt build",
        "≤ 1.6 ×",
    )
    home = bench.scratch / "quarter-0"
    bench.tell("cites run, nothing new", f"{median([CITES, 'run'], home):.2f} s", "", "< 2 s")
    one = next(path for path in sorted(home.rglob("landing/**/*.xlsx")))
    empty = bench.scratch / "empty"
    bench.tell(
        "cites check, one file, cold", f"{median([CITES, 'check', str(one)], empty):.2f} s", "", "< 1.2 s"
    )


def dbt_build(workdir: Path) -> list[str]:
    project = str(ROOT / "dbt_project")
    where = [
        "--project-dir",
        project,
        "--profiles-dir",
        project,
        "--target-path",
        str(workdir / "bench-target"),
    ]
    flags = ["--quiet", "--exclude-resource-type", "unit_test", "--log-path", str(workdir / "bench-logs")]
    return [str(Path(sys.executable).parent / "dbt"), "build", *where, *flags]


JUDGE = """
import time
from orchestration.clock import today
from orchestration.run import open_run
from orchestration.settings import read_settings
from orchestration.submissions.batch import judge_arrivals
from orchestration.terminal import Progress
with open_run(read_settings(), Progress(open('/dev/null', 'w'))) as run:
    new = run.intake.new
    started = time.perf_counter()
    judge_arrivals(run.storage, run.register, new, run.contract, today())
    print((time.perf_counter() - started) * 1000 / len(new))
"""

CALAMINE = """
import io, sys, time
from pathlib import Path
from python_calamine import CalamineWorkbook
files = [p.read_bytes() for p in Path(sys.argv[1]).rglob('landing/**/*.*') if p.suffix in ('.xlsx', '.ods')]
started = time.perf_counter()
for data in files:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
print((time.perf_counter() - started) * 1000 / len(files))
"""

FRICTIONLESS = """
import sys, time, warnings
warnings.simplefilter('ignore')
from pathlib import Path
from frictionless import Resource, formats, system
def validate(path):
    for sheet in ('Partenaires', 'Gouvernance', 'Aller-vers', 'Actions innovantes'):
        Resource(path=str(path), control=formats.ExcelControl(sheet=sheet)).validate()
files = sorted(Path(sys.argv[1]).rglob('landing/**/*.xlsx'))[:21]
with system.use_context(trusted=True):
    validate(files[0])
    started = time.perf_counter()
    for path in files[1:]:
        validate(path)
    print((time.perf_counter() - started) * 1000 / len(files[1:]))
"""


def bench_judging(bench: Bench, files: list[DemoFile]) -> float:
    """Judging in a batch, reading included, beside calamine alone and beside Validata's engine."""
    home = bench.storage("judging", files)
    ours = figure(JUDGE, storage=home)
    floor = figure(CALAMINE, str(home))
    other = figure(FRICTIONLESS, str(home))
    bench.tell(
        f"judging, batch of {len(files)}",
        f"{ours:.1f} ms a return = {ours / floor:.1f} × calamine, {ours / other:.2f} × frictionless",
        f"calamine alone {floor:.2f} ms; frictionless, types alone, {other:.0f} ms",
        "≤ 8 ms",
    )
    return ours


def bench_large(bench: Bench, small: float) -> None:
    """8,400 returns: versions of the same returns by other seeds."""
    contract, files = load_contract(), []
    for seed in range(3000, 3014):
        files += [renamed(file, seed) for file in make_demo(contract, seed)]
    home = bench.storage("large", files[:8400])
    del files
    run = measured([CITES, "run"], home)
    bench.tell(
        "cites run, 8,400 returns: largest process",
        f"{run.peak_mib:.0f} MiB",
        f"{run.seconds:.0f} s in all",
        "< 1,024 MiB",
    )
    again = bench.scratch / "large-judging"
    again.mkdir()
    (home / "landing").rename(again / "landing")
    large = figure(JUDGE, storage=again)
    bench.tell(
        "judging, batch of 8,400",
        f"{large:.1f} ms a return",
        f"{large / small:.2f} × the time a return in the small batch",
        "≤ 1 ×",
    )


def renamed(file: DemoFile, seed: int) -> DemoFile:
    return replace(file, key=file.key.replace("landing/demo", f"landing/demo/{seed}"))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="leave out the 8,400 returns")
    quick = parser.parse_args().quick
    files = make_demo(load_contract())
    with tempfile.TemporaryDirectory(prefix="cites-bench-") as scratch:
        bench = Bench(Path(scratch))
        bench_run(bench, files)
        small = bench_judging(bench, files[:672])
        bench_feedback(bench)
        bench_dagster(bench)
        bench_bi(bench, bench_publication(bench, files))
        if not quick:
            bench_large(bench, small)
    print()
    print(table(("what", "measured", "beside", "promised"), bench.rows))
    print(
        f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB; {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
