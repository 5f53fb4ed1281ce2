"""Share a whole number out exactly.

Belongs here: the arithmetic. Does not belong here: what is shared, or why.
"""

from __future__ import annotations

from collections.abc import Sequence


def share(total: int, weights: Sequence[float], at_least: Sequence[int] | None = None) -> list[int]:
    """Share `total` out in proportion to positive weights; the parts are integers and add up to it exactly.

    `at_least` is what each part has before the rest is shared (default: nothing). Largest remainders, ties by
    position. Raises ValueError where the parts' minimums exceed the total, or where nobody is there to take
    it.
    """
    floor = list(at_least) if at_least is not None else [0] * len(weights)
    rest = total - sum(floor)
    if rest < 0 or (rest and not weights):
        raise ValueError(f"{total} cannot be shared out among {len(weights)} parts that need {sum(floor)}")
    if not rest:
        return floor
    scale = rest / sum(weights)
    exact = [weight * scale for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for index in by_remainder[: rest - sum(parts)]:
        parts[index] += 1
    return [least + part for least, part in zip(floor, parts, strict=True)]
