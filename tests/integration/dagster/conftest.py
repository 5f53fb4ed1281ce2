"""A Dagster instance that keeps its events, beside a storage of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from playwright.sync_api import Error, Page, sync_playwright

from orchestration.assets import sensors
from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register


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
    sensors._watch.cache_clear()
    yield open_storage(str(home))
    sensors._watch.cache_clear()


FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of the system's Chromium; skipped, and said so, where there is none or it cannot start."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine (.ci/run installs it): the UI is not looked at")
    with sync_playwright() as player:
        try:
            browser = player.chromium.launch(executable_path=program, args=FLAGS)
        except Error as error:
            pytest.skip(
                f"{program} cannot start here: the UI is not looked at ({str(error).splitlines()[0]})"
            )
        found = browser.new_page(viewport={"width": 1440, "height": 900})
        found.set_default_timeout(60_000)
        yield found
        browser.close()


def append(storage: Storage, *events) -> Register:
    register = Register.load(storage)
    register.append(events)
    return register
