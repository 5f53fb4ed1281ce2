"""A run waits for the lock as long as it said, and at the end tells one that hangs from runs that come and go."""

from datetime import timedelta

import pytest

from orchestration.errors import LockHeld, LockStuck
from orchestration.schedule.waiting import Wait

MINUTE = 60.0


def held(process):
    return LockHeld(
        f"another run holds the lock of /srv (process {process} on robot since 02:00): wait until it ends"
    )


class Clock:
    """Time that goes by when somebody pauses."""

    def __init__(self):
        self.seconds, self.said = 1_000.0, []
        self.wait = Wait(timedelta(minutes=15), self.said.append, lambda: self.seconds, self.pause)

    def pause(self, seconds):
        self.seconds += seconds

    def find(self, process, until):
        """Find that process at work, again and again, up to that many minutes after the beginning."""
        while self.seconds < 1_000 + until * MINUTE:
            self.wait.go_on(held(process))


@pytest.fixture
def clock():
    return Clock()


def test_it_says_once_for_whom_it_waits(clock):
    clock.find(12, 10)
    assert clock.said == [f"waiting, at most 0:15:00: {held(12)}"]


def test_it_waits_as_long_as_it_said(clock):
    clock.find(12, 15)
    assert clock.seconds == 1_000 + 15 * MINUTE
    with pytest.raises(LockHeld):
        clock.wait.go_on(held(12))
    assert clock.seconds == 1_000 + 15 * MINUTE


def test_one_and_the_same_run_all_the_time_is_to_be_looked_at(clock):
    clock.find(12, 15)
    with pytest.raises(LockStuck) as found:
        clock.wait.go_on(held(12))
    assert str(found.value) == (
        "another run holds the lock of /srv (process 12 on robot since 02:00), and did so for the 0:15:00 that this run "
        "waited: see whether that process still works; where it hangs, end it: the lock comes free by itself, and the "
        "files that wait are asked for again"
    )
    assert found.value.exit_status == LockHeld.exit_status


@pytest.mark.parametrize(("minutes", "kind"), [(1.4, LockStuck), (1.6, LockHeld)])
def test_a_run_that_took_over_soon_after_the_beginning_counts_as_having_held_it_all_the_time(
    clock, minutes, kind
):
    clock.find(12, minutes)
    clock.find(13, 15)
    with pytest.raises(LockHeld) as found:
        clock.wait.go_on(held(13))
    assert type(found.value) is kind


def test_runs_that_come_and_go_are_well(clock):
    clock.find(12, 5)
    clock.find(13, 12)
    clock.find(14, 15)
    with pytest.raises(LockHeld) as found:
        clock.wait.go_on(held(14))
    assert type(found.value) is LockHeld
    assert str(found.value) == str(held(14))
