"""From the pointer of a storage to PostgreSQL: what is current there is what is served."""

from __future__ import annotations

import pytest

from orchestration.publication.catalogue import current, rollback
from orchestration.serving.serve import needs_serving, serve, served
from orchestration.storage.folder import Folder
from tests.integration.serving.reading import content_served
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.memory import HeldLease
from tests.unit.publication.publishing import NOON, Press, first_two_quarters

CONTRACT = small_contract()


@pytest.fixture
def press(tmp_path) -> Press:
    return Press(tmp_path / "candidates", Folder(tmp_path / "data"))


def test_each_published_release_is_served_and_so_is_going_back(dsn, sql, press):
    for tables in (first_two_quarters(), None):
        press.publish(tables)
        release = current(press.storage)
        assert needs_serving(dsn, release.id)
        serve(dsn, press.storage, release, CONTRACT)
        assert not needs_serving(dsn, release.id)
        assert content_served(sql, CONTRACT) == release.content_hash
    rollback(press.storage, "r0001", "essai", NOON, HeldLease())
    first = current(press.storage)
    assert needs_serving(dsn, first.id)
    serve(dsn, press.storage, first, CONTRACT)
    assert served(dsn) == first.id
    assert content_served(sql, CONTRACT) == first.content_hash
