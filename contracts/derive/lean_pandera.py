"""Pandera without its generators of test data.

Pandera's built-in checks import hypothesis wherever it is installed, for data that nobody here lets it
generate; that is
a seventh of the time of a cold `cites check`. Users do not have hypothesis: with this, developers wait no
longer than they.

Belongs here: importing pandera, once. Does not belong here: any schema (`pandera_schemas`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _hidden(module: str) -> Iterator[None]:
    """Let imports of a module fail meanwhile, unless it is imported already."""
    if module in sys.modules:
        yield
        return
    # None is the documented way to forbid an import
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


with _hidden("hypothesis"):
    import pandera.backends.pandas.builtin_checks  # noqa: F401  it is what imports hypothesis
    import pandera.pandas as pa

__all__ = ["pa"]
