"""Where a person finds what lies in the storage, as the UI's metadata tell it.

A browser follows no link from the UI to a file, and none to `s3://`: what stands here is to be copied.

Belongs here: the address that is worth copying. Does not belong here: which files there are.
"""

from __future__ import annotations

import dagster as dg

from orchestration.storage.interface import Storage


def address(storage: Storage, key: str) -> dg.PathMetadataValue:
    """A page for a browser: what to paste into its address bar, on the machine that holds the folder; `s3://…` in a bucket."""
    path = storage.local_path(key)
    return dg.MetadataValue.path(path.as_uri() if path is not None else storage.location(key))
