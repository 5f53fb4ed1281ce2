"""`cites page`: where the current release's page is, and how to get it before eyes; a run ends by saying where.

Belongs here: its address, and what to do where no browser opens that. Does not belong here: the page (`orchestration.page`).
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

from orchestration.errors import CitesError
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage


class PageMissing(CitesError):
    """The current release was made before releases had a page."""


def page(arguments: argparse.Namespace) -> int:
    """Print the address of the page and, of a bucket, what opens it. Raises NothingPublished, PageMissing."""
    storage = open_storage(read_settings().storage)
    lines = list(where(storage))
    if not lines:
        raise PageMissing(
            "the current release has no page: it was made by an earlier version of the programme"
        )
    print("\n".join([*lines, *how_to_open(storage)]))
    return 0


def how_to_open(storage: Storage) -> Iterator[str]:
    """What to do where the page lies in a bucket, which no browser opens; nothing where it lies in a folder."""
    from orchestration.page.place import PAGE
    from orchestration.publication.catalogue import current
    from orchestration.publication.manifest import key_of

    release = current(storage).id
    if storage.local_path(key_of(release, PAGE)) is not None:
        return
    folder = storage.location(key_of(release, "").rstrip("/"))
    yield "No browser opens s3:// addresses. Either put a web server, or the bucket's own website, before"
    yield "releases/; or copy the release, whole, for the page links to its files, and open the copy:"
    yield f"  aws s3 cp --recursive {shlex.quote(folder)} {release}"
    yield f"  {release}/{PAGE}"


def where(storage: Storage) -> Iterator[str]:
    """One line with the current release's page; none where it has none. Raises NothingPublished."""
    from orchestration.page.place import PAGE
    from orchestration.publication.catalogue import current
    from orchestration.publication.manifest import key_of

    key = key_of(current(storage).id, PAGE)
    if storage.exists(key):
        yield f"page: {storage.location(key)}"
