"""The system's Chromium, for every test that looks at a page as people do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

# it calls nobody by itself, so that what it asks for is what the page asks for
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")  # an open player is a running loop: it must not outlast its tests
def browser() -> Iterator[Browser]:
    """Skipped, and said so, where there is none or it cannot start."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine (.ci/run installs it)")
    with sync_playwright() as player:
        try:
            started = player.chromium.launch(executable_path=program, args=_QUIET)
        except Error as error:
            pytest.skip(f"{program} cannot start here ({str(error).splitlines()[0]})")
        yield started
        started.close()
