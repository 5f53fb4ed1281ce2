"""The longer a look takes, the longer the rest after it; an ordinary area is looked at with every tick."""

import pytest

from orchestration.schedule.pace import Pace


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def look(pace, clock, seconds):
    with pace.look():
        clock.now += seconds


def test_the_first_look_is_due_at_once(clock):
    assert Pace(clock).rest == 0


@pytest.mark.parametrize(
    ("took", "rest"), [(0.001, 0), (0.375, 0), (0.5, 10), (0.65, 13), (10, 200), (15, 300), (60, 300)]
)
def test_rest_after_a_look(clock, took, rest):
    pace = Pace(clock)
    look(pace, clock, took)
    assert pace.rest == pytest.approx(rest)


def test_a_rest_ends(clock):
    pace = Pace(clock)
    look(pace, clock, 1)
    clock.now += 19
    assert pace.rest == pytest.approx(1)
    clock.now += 1.5
    assert pace.rest == 0


def test_where_something_moves_the_rest_is_no_longer_than_the_look(clock):
    pace = Pace(clock)
    look(pace, clock, 2)
    pace.hurry()
    assert pace.rest == pytest.approx(2)


def test_hurrying_makes_no_rest_where_there_was_none(clock):
    pace = Pace(clock)
    look(pace, clock, 0.1)
    pace.hurry()
    assert pace.rest == 0


def test_a_look_that_failed_is_done_again_at_the_next_tick(clock):
    pace = Pace(clock)
    with pytest.raises(OSError), pace.look():
        clock.now += 30
        raise OSError
    assert pace.rest == 0
