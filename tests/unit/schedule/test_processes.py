"""A process that lives is told from one that is gone, and from another one that was given its number."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from orchestration.clock import now
from orchestration.schedule.processes import lives


@pytest.fixture
def child():
    process = subprocess.Popen(
        [sys.executable, "-c", "print('here', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"here\n"
    yield process
    process.kill()
    process.wait()


def test_a_process_that_works_lives(child):
    assert lives(child.pid, now())
    assert lives(os.getpid(), now())


def test_one_that_noted_its_number_long_ago_still_lives(child):
    """However long ago that was: it is the same as long as it did not begin later."""
    assert lives(child.pid, now() + timedelta(days=1))


def test_one_that_is_killed_and_waited_for_is_gone(child):
    child.kill()
    child.wait()
    assert not lives(child.pid, now())


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="the kernel does not say when a process began"
)
def test_one_that_is_dead_but_not_waited_for_is_gone(child):
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not lives(child.pid, now())


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="the kernel does not say when a process began"
)
@pytest.mark.parametrize(("seconds", "expected"), [(5, True), (60, False)])
def test_one_that_began_after_the_number_was_noted_is_another(child, seconds, expected):
    """As after a restart of the machine, which gives small numbers again; a clock set back by seconds is no proof."""
    assert lives(child.pid, now() - timedelta(seconds=seconds)) is expected
