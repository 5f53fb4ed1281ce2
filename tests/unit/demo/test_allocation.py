"""A whole number is shared out exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.demo.allocation import share


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (10, [1, 1], [5, 5]),
        (10, [3, 1], [8, 2]),  # 7.5 and 2.5: the tie goes to the first
        (7, [1, 1, 1], [3, 2, 2]),
        (0, [1, 2], [0, 0]),
        (0, [], []),
        (3, [0.1, 0.1, 100], [0, 0, 3]),
    ],
)
def test_parts_follow_their_weights(total, weights, parts):
    assert share(total, weights) == parts


def test_everyone_has_their_minimum_before_the_rest_is_shared():
    assert share(10, [1, 1, 8], at_least=[2, 0, 0]) == [3, 1, 6]


def test_a_total_that_is_the_sum_of_the_minimums_leaves_nothing_to_share():
    assert share(5, [9, 1], at_least=[1, 4]) == [1, 4]


@pytest.mark.parametrize(("total", "weights", "at_least"), [(4, [1, 1], [2, 3]), (1, [], None)])
def test_what_cannot_be_shared_is_refused(total, weights, at_least):
    with pytest.raises(ValueError, match="cannot be shared out"):
        share(total, weights, at_least)


@given(st.integers(0, 10**6), st.lists(st.floats(0.01, 100), min_size=1, max_size=50))
def test_parts_always_add_up_and_are_within_one_of_their_due(total, weights):
    parts = share(total, weights)
    assert sum(parts) == total
    due = [weight * total / sum(weights) for weight in weights]
    assert all(abs(part - exact) <= 1 for part, exact in zip(parts, due, strict=True))
