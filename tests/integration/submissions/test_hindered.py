"""A file that the machine kept from being read gets no verdict and leaves no trace; the next run judges it."""

import json
import os
import subprocess
import sys

import pytest

from contracts.loading import load_contract
from orchestration.commands.run import _hindered
from orchestration.landing.intake import take_in
from orchestration.run import Run
from orchestration.submissions.check import check_files
from orchestration.submissions.findings import NotJudged
from orchestration.submissions.reading.pool import ReaderPool
from orchestration.submissions.reading.result import Reading
from orchestration.submissions.reading.wire import dumps
from orchestration.submissions.register import Register
from tests.integration.submissions.conftest import NOW, TODAY, Drop
from tests.making.files import make
from tests.making.returns import valid_return


class Hindering(ReaderPool):
    """A pool whose machine does not let it read the first file, in whatever batch."""

    def read_wire(self, paths):
        for number, payload in enumerate(super().read_wire(paths)):
            yield dumps(Reading(hindered="held_up")) if number == 0 else payload


def judged(run, pool):
    """Judge as a run does, with readers of the test's own."""
    from orchestration.submissions import batch

    def judge_arrivals(*given, **named):
        return original(*given, **{**named, "pool": pool})

    original, batch.judge_arrivals = batch.judge_arrivals, judge_arrivals
    try:
        return run.judge()
    finally:
        batch.judge_arrivals = original


class Lease:
    def check(self):
        """Held."""


def run_on(storage, tmp_path):
    register = Register.load(storage)
    run = Run(storage, load_contract(), register, Lease(), tmp_path, TODAY)
    run.intake = take_in(storage, register, NOW)
    return run


@pytest.fixture
def two(drop) -> Drop:
    drop.put("a.xlsx", valid_return(), day=1)
    drop.put("b.xlsx", valid_return("cde-002"), day=2)
    drop.put("copie de a.xlsx", valid_return(), day=3)
    return drop


def test_nothing_of_it_is_committed_and_the_next_run_judges_it(two, tmp_path):
    with Hindering(1) as pool:
        run = run_on(two.storage, tmp_path)
        batch = judged(run, pool)
    assert [(arrival.key, reason) for arrival, reason in batch.hindered] == [("landing/a.xlsx", "held_up")]
    assert [(event["evenement"], event.get("cle")) for event in run.register.events] == [
        ("recue", "landing/b.xlsx"),
        ("jugee", "landing/b.xlsx"),
    ]
    assert [one.empreinte for one in batch.judgements] == [run.register.events[0]["empreinte"]]
    assert len([key for key in two.objects("reports/") if key.endswith(".json")]) == 1
    assert list(_hindered(run)) == [
        "not judged  1 file: the next run tries again",
        "  landing/a.xlsx: its reader was held up for too long",
    ]
    again = two.judge()
    assert [(one.fichier, one.verdict) for one in again.judgements] == [("a.xlsx", "acceptee")]
    assert Register.load(two.storage).seen("landing/copie de a.xlsx", run.intake.recognised[0].mark)


def test_of_a_batch_of_such_files_alone_nothing_is_recorded(drop, tmp_path):
    drop.put("a.xlsx", valid_return())
    with Hindering(1) as pool:
        run = run_on(drop.storage, tmp_path)
        batch = judged(run, pool)
    assert (batch.judgements, batch.events, list(run.register.events)) == ([], [], [])


def test_the_next_run_gives_the_register_that_an_undisturbed_one_would(two, tmp_path):
    with Hindering(1) as pool:
        judged(run_on(two.storage, tmp_path), pool)
    two.judge()
    verdicts = {(one["cle"], one["verdict"]) for one in Register.load(two.storage).of_kind("jugee")}
    assert verdicts == {("landing/a.xlsx", "acceptee"), ("landing/b.xlsx", "acceptee")}


def test_a_check_says_so_in_its_place(tmp_path, monkeypatch):
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path, cite in zip(paths, ("cde-001", "cde-002"), strict=True):
        path.write_bytes(make(valid_return(cite), "xlsx"))
    monkeypatch.setattr(
        ReaderPool,
        "read",
        lambda pool, paths: iter([Reading(hindered="killed"), *ORIGINAL_READ(pool, list(paths)[1:])]),
    )
    first, second = check_files(paths, None, load_contract(), TODAY)
    assert isinstance(first, NotJudged)
    assert (first.as_report()["verdict"], first.as_report()["constats"]) == (None, [])
    assert (second.fichier, second.verdict) == ("b.xlsx", "acceptee")


ORIGINAL_READ = ReaderPool.read


@pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
def test_a_reader_that_is_killed_again_and_again_ends_a_check_with_status_1_and_no_verdict(tmp_path):
    pipe = tmp_path / "retour.xlsx"
    pipe.write_bytes(make(valid_return(), "xlsx"))
    script = (
        "import os, signal, sys\n"
        "from orchestration.submissions.reading import worker_process\n"
        "listen = worker_process.WorkerProcess.listen\n"
        "def kill_then_listen(worker):\n"
        "    worker.is_ready = worker.is_ready or bool(worker.pending)\n"
        "    os.kill(worker.pid, signal.SIGKILL)\n"
        "    worker._process.wait()\n"
        "    return None\n"
        "worker_process.WorkerProcess.listen = kill_then_listen\n"
        "from orchestration.cli import main\n"
        "sys.argv[0] = 'cites'\n"
        "sys.exit(main())\n"
    )
    environment = {**os.environ, "CITES_STORAGE": str(tmp_path / "storage")}
    (tmp_path / "storage").mkdir()

    def check(*options):
        command = [sys.executable, "-c", script, "check", str(pipe), *options]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    asked = check("--json")
    assert (asked.returncode, asked.stderr) == (1, "")
    [told] = json.loads(asked.stdout)
    assert (told["fichier"], told["verdict"], told["constats"]) == ("retour.xlsx", None, [])
    said = check()
    assert said.returncode == 1
    assert said.stdout.startswith("retour.xlsx : NON JUGÉE\n")
