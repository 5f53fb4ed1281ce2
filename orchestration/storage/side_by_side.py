"""Doing the same thing to many objects at once, without holding them all.

Belongs here: the window of tasks under way, kept in order. Does not belong here: what is done to an object.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(work: Callable[[Item], Result], items: Iterable[Item], workers: int) -> Iterator[Result]:
    """The results of `work` in the order of `items`, at most two a worker under way or waiting to be taken.

    The first error raised by `work` ends the iteration; what had not begun by then is never begun.
    """
    waiting = iter(items)
    with ThreadPoolExecutor(workers) as pool:
        pending: deque[Future[Result]] = deque(
            pool.submit(work, item) for item in islice(waiting, 2 * workers)
        )
        try:
            while pending:
                yield pending.popleft().result()
                pending.extend(pool.submit(work, item) for item in islice(waiting, 1))
        finally:
            pool.shutdown(cancel_futures=True)


def all_of(work: Callable[[Item], object], items: Iterable[Item], workers: int) -> None:
    """`work` on every item. The first error ends it: what is under way is finished, nothing more is begun."""
    for _ in in_order(work, items, workers):
        pass
