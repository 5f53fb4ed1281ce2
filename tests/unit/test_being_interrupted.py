"""A request to end is heard wherever it falls."""

import signal
import sys
import time

import pytest

from orchestration.cli import interrupt_again


class Dropping:
    """Raises where Python can only drop what is raised."""

    def __init__(self, error):
        self._error = error

    def __del__(self):
        raise self._error


@pytest.fixture(autouse=True)
def hooked(monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", interrupt_again)
    others = [
        signal.signal(signal.SIGTERM, signal.default_int_handler),
        signal.signal(signal.SIGINT, signal.SIG_IGN),
    ]
    yield
    signal.signal(signal.SIGTERM, others[0])
    signal.signal(signal.SIGINT, others[1])


def test_one_that_was_dropped_is_made_again():
    with pytest.raises(KeyboardInterrupt):
        Dropping(KeyboardInterrupt())
        time.sleep(10)


def test_any_other_error_that_was_dropped_is_told_as_ever(capsys):
    Dropping(ValueError("dropped"))
    time.sleep(0.2)
    assert "ValueError: dropped" in capsys.readouterr().err
