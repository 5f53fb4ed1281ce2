"""A machine as the deployment guide makes it, below a folder of the test: the guide's own commands, other paths and ports.

Belongs here: what is put in place of what, running commands and services. Does not belong here: what is expected.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from urllib.request import Request, urlopen

from psycopg.conninfo import conninfo_to_dict

from tests.integration.production.guide import ROOT, Block, blocks
from tests.integration.serving.server import PostgresServer
from tests.servers import ACCESS_KEY, SECRET_KEY, S3Server

PASSWORD = "change-me-3"
_NO_CODE = (".*", "__pycache__", "data", "target", "logs", "dist", "build", "*.egg-info")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Machine:
    """`root` stands for `/`. What the guide's blocks printed is in `said`, by block; services log to `root/log`."""

    root: Path
    postgres: PostgresServer | None
    """None: Dagster keeps its records in its home folder, in SQLite."""
    s3: S3Server
    port: int = field(default_factory=free_port)
    prefix: str = field(default_factory=lambda: secrets.token_hex(6))
    said: dict[Block, str] = field(default_factory=dict)
    services: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in ("opt/cites/current", "etc", "var/lib", "usr/local/bin", "log"):
            (self.root / folder).mkdir(parents=True)
        # a copy, since a change of the code while services work on it counts as another version
        shutil.copytree(
            ROOT, self.current, ignore=shutil.ignore_patterns(*_NO_CODE), symlinks=True, dirs_exist_ok=True
        )
        (self.current / ".venv").symlink_to(sys.prefix)
        # files that the guide copies are read with this machine's addresses
        for path in (self.current / "deploy" / "production").iterdir():
            path.write_text(self.here(path.read_text(encoding="utf-8")), encoding="utf-8")

    @property
    def current(self) -> Path:
        """Where the code lies that the services run."""
        return self.root / "opt/cites/current"

    @property
    def url(self) -> str:
        return f"s3://{self.s3.bucket}/{self.prefix}"

    def here(self, text: str) -> str:
        """The text with this machine's paths, ports, addresses and keys, and without changes of account."""
        text = self._with_postgres(text) if self.postgres else _without_postgres(text)
        text = re.sub(r"sudo (-u \w+ )?", "", text)
        text = re.sub(r"(?<![\w/])in-cites ", f"{self.root}/usr/local/bin/in-cites ", text)
        text = re.sub(
            r"(?<![\w.}$])/(opt/cites|etc/cites|var/lib/cites|usr/local/bin|backup|srv/cites)\b",
            rf"{self.root}/\1",
            text,
        )
        text = text.replace("-p 3000", f"-p {self.port}")
        text = text.replace("s3://remontees/production", self.url).replace(
            "https://s3.example.org", self.s3.endpoint
        )
        return text.replace("change-me-4", ACCESS_KEY).replace("change-me-5", SECRET_KEY)

    def _with_postgres(self, text: str) -> str:
        assert self.postgres is not None
        owner = conninfo_to_dict(self.postgres.dsn())
        as_owner = " ".join(
            f"{name}={shlex.quote(str(owner[key]))}"
            for name, key in {
                "PGHOST": "host",
                "PGPORT": "port",
                "PGUSER": "user",
                "PGPASSWORD": "password",
                "PGDATABASE": "dbname",
            }.items()
        )
        text = text.replace("sudo -u postgres ", f"env {as_owner} ")
        return text.replace("127.0.0.1:5432", f"127.0.0.1:{self.postgres.port}")

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the account that runs the tests but where programs are."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root),
            "LANG": "C.UTF-8",
            "NO_PROXY": "127.0.0.1",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
            "PYTHONPATH": str(self.current),
        }

    def bash(self, script: str) -> str:
        """What a script prints, errors included; it must end well."""
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(script)],
            env=self.environment,
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}"
        return done.stdout

    def follow(self, guide: str, section: str) -> str:
        """Run every block of a section that says that it was tried; what they print."""
        asked = [block for block in blocks(guide) if block.section == section and block.is_tried]
        assert asked, f"no block of {guide} is below « {section} »"
        for block in asked:
            self.said[block] = self.bash(block.text)
        return "".join(self.said[block] for block in asked)

    # --- services

    def start(self, name: str) -> None:
        """Start a service by the command of its unit, with the settings of its unit."""
        unit = read_unit(name)
        assert unit["EnvironmentFile"] == "/etc/cites/cites.env"
        defaults = dict(word.split("=", 1) for word in shlex.split(unit["Environment"]))
        asked = Template(self.here(unit["ExecStart"])).safe_substitute(defaults)
        command = [f"{self.root}/usr/local/bin/in-cites", *shlex.split(asked)]
        with (self.root / "log" / name).open("ab") as log:
            self.services[name] = subprocess.Popen(
                command,
                env=self.environment | defaults,
                cwd=self.root,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> dict[str, int]:
        """End the services as systemd does with KillMode=mixed: politely, then whatever is left. What each ended with."""
        ended = {}
        for process in self.services.values():
            process.send_signal(signal.SIGTERM)
        for name, process in self.services.items():
            try:
                ended[name] = process.wait(60)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        self.services.clear()
        return ended

    def runs(self) -> list[dict[str, str]]:
        """The publishing runs, newest first, as the UI's own GraphQL tells them."""
        query = (
            "query($f: RunsFilter) { runsOrError(filter: $f) { ... on Runs { results { runId status } } } }"
        )
        asked = {"query": query, "variables": {"f": {"pipelineName": "publish_release"}}}
        address = f"http://127.0.0.1:{self.port}/graphql"
        request = Request(address, json.dumps(asked).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            results: list[dict[str, str]] = json.load(answer)["data"]["runsOrError"]["results"]
        return results

    def is_quiet(self) -> bool:
        """Whether every publishing run is over."""
        return {run["status"] for run in self.runs()} <= {"SUCCESS", "FAILURE"}

    def log(self, name: str) -> str:
        return (self.root / "log" / name).read_text(encoding="utf-8", errors="replace")

    def wait(self, what: str, seconds: float, is_so: Callable[[], bool]) -> float:
        """Seconds until it was so."""
        began = time.monotonic()
        while not is_so():
            for name, process in self.services.items():
                assert process.poll() is None, f"{name} ended:\n{self.log(name)[-4000:]}"
            if time.monotonic() - began > seconds:
                logs = "\n".join(f"--- {name}\n{self.log(name)[-3000:]}" for name in self.services)
                raise AssertionError(f"not within {seconds:.0f} seconds: {what}\n{logs}")
            time.sleep(0.5)
        return time.monotonic() - began

    def answers(self) -> bool:
        """Whether the UI answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/server_info", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def _without_postgres(text: str) -> str:
    return re.sub(r"^storage:\n(  .*\n)+", "", text, flags=re.MULTILINE)


def read_unit(name: str) -> dict[str, str]:
    """The settings of a unit's section [Service]."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "deploy" / "systemd" / f"{name}.service", encoding="utf-8")
    return dict(parser["Service"])
