"""The sensor watches a bucket as it watches a folder."""

import pytest

from orchestration.assets.glance import watch
from orchestration.storage.opening import open_storage
from tests.integration.dagster.test_sensors import Watcher

pytestmark = pytest.mark.s3


@pytest.fixture
def watcher(instance, s3_url, monkeypatch):
    monkeypatch.setenv("CITES_STORAGE", s3_url)
    monkeypatch.delenv("CITES_REFERENCE", raising=False)
    watch.cache_clear()
    yield Watcher(instance, open_storage(s3_url))
    watch.cache_clear()


def test_an_object_asks_for_a_run_once_two_looks_found_it_alike(watcher):
    token = watcher.drop("a.xlsx")
    assert watcher.asked() is None
    _, only = watcher.asked()
    assert only == [token]


def test_an_object_that_was_replaced_meanwhile_waits(watcher):
    watcher.drop("a.xlsx", b"half")
    watcher.tick()
    whole = watcher.drop("a.xlsx", b"half and the rest")
    assert watcher.asked() is None
    _, only = watcher.asked()
    assert only == [whole]


def test_what_the_register_knows_asks_for_nothing(watcher):
    watcher.drop("a.xlsx")
    watcher.take_in("a.xlsx")
    watcher.tick()
    assert watcher.asked() is None
