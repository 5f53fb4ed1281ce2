"""The Dagster UI and its daemon for real: started as `make ui` does, on a home and a port of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = dict(
    word.split("=", 1)
    for word in re.findall(r"^PATIENCE := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)[
        0
    ].split()
)
"""What `make ui` sets."""
START_SECONDS = 900


class Ui:
    """A UI that answers; `ask` speaks GraphQL as its pages do."""

    def __init__(self, url: str, storage: Path, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.url, self.storage, self.log, self._process = url, storage, log, process
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def ask(self, query: str, **variables: Any) -> Any:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.url}/graphql", body, {"Content-Type": "application/json"})
        with self._opener.open(request, timeout=60) as answer:
            said = json.load(answer)
        assert "errors" not in said, said
        return said["data"]

    def answers(self) -> bool:
        try:
            self._opener.open(f"{self.url}/server_info", timeout=5).close()
        except OSError:
            return False
        return True

    def kill(self) -> None:
        """What a machine that goes down does: everything ends at once, the runs too, and nobody is told."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def wait(self, what: str, until: Callable[[], Any], seconds: float = 300) -> Any:
        """What `until` gives, once it is something; a failure says what was waited for, and the log's end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := until():
                return found
            time.sleep(0.5)
        raise AssertionError(
            f"{what}: not within {seconds} s\n{self.log.read_text(errors='replace')[-3000:]}"
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _default_signals() -> None:
    # a parent that ignores them would make the servers deaf
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, signal.SIG_DFL)


@contextmanager
def running(
    folder: Path, storage: Path, definitions: Sequence[str] = ("-w", "workspace.yaml"), **settings: str
) -> Iterator[Ui]:
    """Webserver and daemon as `dagster dev` starts them, ended with all their children; a home that exists is used.

    `settings` are environment variables.
    """
    home, port = folder / "home", _free_port()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "deploy" / "dagster.yaml", home)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CITES_")},
        "DAGSTER_HOME": str(home),
        "CITES_STORAGE": str(storage),
        **PATIENCE,
        **settings,
    }
    command = [str(Path(sys.executable).parent / "dagster"), "dev", *definitions, "-h", "127.0.0.1"]
    log = folder / "dagster.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, "-p", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_default_signals,
        )
    ui = Ui(f"http://127.0.0.1:{port}", storage, log, process)
    try:
        ui.wait("the UI answers", ui.answers, START_SECONDS)
        yield ui
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(15)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
    process.wait()
