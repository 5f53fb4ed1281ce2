"""A server without room left: the old release stays served, the fault is told with its remedy, the next run catches up."""

from __future__ import annotations

import random

import pytest

from orchestration.serving.address import ServingFailed
from orchestration.serving.serve import needs_serving, served
from tests.integration.serving.reading import content_served, schemas
from tests.integration.serving.releases import numbered
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()
WAL_SEGMENT = 16 << 20
ROOM = WAL_SEGMENT + (1 << 20) + 4096
"""More than the server's own journal needs, and no whole number of its pages: the last one is half written."""


def bulky(rows) -> None:
    """Descriptions that no compression makes smaller, of more bytes than there is room for."""
    chance = random.Random(2021)
    for row in rows["dictionnaire"]:
        row["description"] = chance.randbytes(100_000).hex()


def test_a_disk_that_is_full_leaves_the_old_release_and_is_told_with_its_remedy(dsn, server, sql, shelf):
    first, second = shelf.release(numbered(1)), shelf.release(numbered(2), bulky)
    shelf.serve(dsn, first)
    with server.full_disk(ROOM), pytest.raises(ServingFailed) as caught:
        shelf.serve(dsn, second)
    text = str(caught.value)
    assert "could not extend file" in text
    assert "the server has no room left: free some on its disk; the release stands in the storage" in text
    assert "\n" not in text
    assert served(dsn) == first.id
    assert content_served(sql, CONTRACT) == first.content_hash
    assert schemas(sql) == ["publication", f"publication_{first.id.replace('-', '_')}"]


def test_the_next_run_catches_up_once_there_is_room(dsn, server, sql, shelf):
    release = shelf.release(bulky)
    with server.full_disk(ROOM), pytest.raises(ServingFailed):
        shelf.serve(dsn, release)
    assert needs_serving(dsn, release.id)
    shelf.serve(dsn, release)
    assert content_served(sql, CONTRACT) == release.content_hash
