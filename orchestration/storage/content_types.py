"""What kind of content an object is, for those who open it straight from a bucket.

Belongs here: the kinds of files that we write. A browser shows a page only where the server says that it is one.
"""

from __future__ import annotations

_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "parquet": "application/vnd.apache.parquet",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def content_type(key: str) -> str:
    """The media type of what lies under a key, by its ending; of the unknown, plain bytes that nobody opens."""
    return _KINDS.get(key.rpartition(".")[2], "application/octet-stream")
