"""Many at once: results in order, no more under way than asked for, the first error ends it."""

from threading import Event, Lock

import pytest

from orchestration.storage.side_by_side import all_of, in_order


def test_results_come_in_the_order_of_the_items_whichever_is_done_first():
    second_done = Event()

    def work(item: str) -> str:
        if item == "first":
            assert second_done.wait(10)
        if item == "second":
            second_done.set()
        return item.upper()

    assert list(in_order(work, ["first", "second", "third"], workers=2)) == ["FIRST", "SECOND", "THIRD"]


def test_items_are_taken_as_they_are_needed():
    taken = []

    def items():
        for number in range(1_000):
            taken.append(number)
            yield number

    results = in_order(lambda number: number, items(), workers=3)
    assert next(results) == 0
    assert len(taken) == 6
    results.close()
    assert len(taken) == 6


def test_no_more_than_the_workers_are_at_it():
    under_way, most, turn, both = 0, 0, Lock(), Event()

    def work(_: int) -> None:
        nonlocal under_way, most
        with turn:
            under_way += 1
            most = max(most, under_way)
            if under_way == 2:
                both.set()
        both.wait(10)
        with turn:
            under_way -= 1

    all_of(work, range(20), workers=2)
    assert most == 2


def test_nothing_to_do_is_done():
    assert list(in_order(str, [], workers=4)) == []


def test_the_first_error_ends_it():
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        return 1 // (number - 2)

    with pytest.raises(ZeroDivisionError):
        all_of(work, range(1_000), workers=1)
    assert begun[:3] == [0, 1, 2] and len(begun) <= 4
