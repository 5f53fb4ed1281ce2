"""What many rooms are tried with: an S3 server, storages of both kinds, and the system's Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from orchestration.storage.interface import Storage
from orchestration.storage.opening import open_storage
from tests.servers import s3_server, s3_url

# one server for all: a fixture that each room imports is one server a room
__all__ = ["s3_server", "s3_url"]

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


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def empty_storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Once a folder, once a prefix of a bucket."""
    if request.param == "folder":
        return open_storage(str(tmp_path / "storage"))
    return open_storage(request.getfixturevalue("s3_url"))
