"""A Dagster instance that keeps its events, beside a storage of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from playwright.sync_api import Browser, Page

from orchestration.assets.glance import watch
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from orchestration.version import code_version


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    with dg.instance_for_test(temp_dir=str(tmp_path)) as found:
        yield found


@pytest.fixture
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """The storage that the environment names while the test lasts."""
    home = tmp_path / "storage"
    for name in ("CITES_REFERENCE", "CITES_POSTGRES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CITES_STORAGE", str(home))
    # whoever edits the code while its tests run does not change what they prove
    monkeypatch.setattr("orchestration.schedule.view.version_on_disk", code_version)
    watch.cache_clear()
    yield open_storage(str(home))
    watch.cache_clear()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page as wide as a desk's screen, patient with a busy machine."""
    found = browser.new_page(viewport={"width": 1440, "height": 900})
    found.set_default_timeout(60_000)
    yield found
    found.close()


def append(storage: Storage, *events) -> Register:
    register = Register.load(storage)
    register.append(events)
    return register
