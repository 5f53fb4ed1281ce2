"""A run that is asked to end ends in order, and the next one does what it left."""

import os
import signal
import subprocess
import sys

import pytest

from orchestration.scratch import sweep
from tests.making.returns import valid_return

CITES = [sys.executable, "-m", "orchestration.cli"]


def asked_to_end(url: str, stage: str, request: signal.Signals) -> tuple[int, str]:
    """`cites run` in a process of its own, told to end when it says that this stage begins: status and last words."""
    environment = {**os.environ, "CITES_STORAGE": url}
    run = subprocess.Popen([*CITES, "run"], env=environment, stderr=subprocess.PIPE, text=True)
    assert run.stderr is not None
    with run, run.stderr as said:
        for line in said:
            if line.startswith(stage):
                run.send_signal(request)
                break
        rest = said.read()
        return run.wait(), rest


@pytest.mark.parametrize(
    ("stage", "request_"), [("2/5", signal.SIGTERM), ("3/5", signal.SIGTERM), ("3/5", signal.SIGINT)]
)
def test_a_run_that_is_asked_to_end_says_so_and_loses_nothing(desk, stage, request_):
    desk.drop("a.xlsx", valid_return())
    status, said = asked_to_end(desk.url, stage, request_)
    assert status == 130
    assert (said.count("cites: interrupted"), "Traceback" in said) == (1, False)
    assert desk.ask("releases").out.startswith(f"nothing is published yet in {desk.url}:")
    assert "published" in desk.run().out
    assert len(desk.releases()) == 1


def test_what_a_killed_run_leaves_among_the_temporary_files_is_swept(desk, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    desk.drop("a.xlsx", valid_return())
    assert asked_to_end(desk.url, "4/5", signal.SIGKILL)[0] == -signal.SIGKILL
    assert list(temporary.iterdir()) != []
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    sweep()
    assert list(temporary.iterdir()) == []
