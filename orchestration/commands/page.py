"""`cites page`: where the current release's page is; a run ends by saying it too."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from orchestration.errors import CitesError
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage


class PageMissing(CitesError):
    """The current release was made before releases had a page."""


def page(arguments: argparse.Namespace) -> int:
    """Print the address of the page: what a browser, or a tool for S3, opens. Raises NothingPublished, PageMissing."""
    lines = list(where(open_storage(read_settings().storage)))
    if not lines:
        raise PageMissing(
            "the current release has no page: it was made by an earlier version of the programme"
        )
    print("\n".join(lines))
    return 0


def where(storage: Storage) -> Iterator[str]:
    """One line with the current release's page; none where it has none. Raises NothingPublished."""
    from orchestration.page.place import PAGE
    from orchestration.publication.catalogue import current
    from orchestration.publication.manifest import key_of

    key = key_of(current(storage).id, PAGE)
    if storage.exists(key):
        yield f"page: {storage.location(key)}"
