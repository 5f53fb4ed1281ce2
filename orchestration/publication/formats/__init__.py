"""The formats of a published table: one module each, the same bytes for the same content.

Belongs here: the list of formats. Does not belong here: which files a release holds (`assemble`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

import pyarrow as pa

NAMES = ("csv", "xlsx", "parquet", "json")
"""The formats in the order in which the command line offers them."""

STORED = ("csv", "json", "parquet")
"""Those of which a release keeps one file a table; `xlsx` is made from the Parquet file when asked for."""

_MODULES = {"csv": "csv_file", "xlsx": "sheet", "parquet": "parquet_file", "json": "json_file"}


def encoder(name: str) -> Callable[[pa.Table, str], bytes]:
    """What turns a table and its name into the bytes of a file. Raises KeyError for an unknown format."""
    module = import_module(f"{__name__}.{_MODULES[name]}")
    return cast("Callable[[pa.Table, str], bytes]", module.encode)
