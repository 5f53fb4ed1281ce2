"""A real PostgreSQL server of the test session's own: a loopback port, passwords asked for, ended by its own process."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

OWNER, PASSWORD = "charge", "mot de passe@/:é"
"""The superuser, with a password that has to be percent-encoded."""

START_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "max_connections": "40",
    "shared_buffers": "16MB",
}


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest that is installed; None where there is none."""
    on_path = shutil.which("postgres")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True
    )
    return next((path for path in folders if (path / "initdb").exists()), None)


def account() -> str | None:
    """The account that the server runs under where we are root, which PostgreSQL refuses; else None."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as(user: str | None) -> list[str]:
    if user is None:
        return []
    group = pwd.getpwnam(user).pw_gid
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--"]


class PostgresServer:
    """Starts, stops, starts again on the same data. `stop` is an immediate one: as if the machine lost power."""

    def __init__(self, bin_folder: Path) -> None:
        self.user = account()
        self.folder = Path(tempfile.mkdtemp(prefix="cites-pg-", dir="/tmp"))
        if self.user:
            shutil.chown(self.folder, self.user)
        self.bin, self.port = bin_folder, _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._initialise()

    def _initialise(self) -> None:
        words = self.folder / "password"
        words.write_text(PASSWORD, encoding="utf-8")
        words.chmod(0o644)
        options = [f"--username={OWNER}", f"--pwfile={words}", "--auth=scram-sha-256", "--encoding=UTF8"]
        command = [
            *_as(self.user),
            str(self.bin / "initdb"),
            "-D",
            str(self.folder / "data"),
            "-N",
            "--locale=C",
        ]
        subprocess.run([*command, *options], check=True, capture_output=True, cwd=self.folder)

    def dsn(self, database: str = "postgres", user: str = OWNER, password: str = PASSWORD) -> str:
        return psycopg.conninfo.make_conninfo(
            host="127.0.0.1", port=self.port, dbname=database, user=user, password=password
        )

    def start(self, **otherwise: str) -> None:
        """Start it; `otherwise`: settings unlike those of the tests."""
        settings = {**_SETTINGS, **otherwise}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [
            *_as(self.user),
            str(self.bin / "postgres"),
            "-D",
            str(self.folder / "data"),
            "-p",
            str(self.port),
        ]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options], stdout=log, stderr=subprocess.STDOUT, cwd=self.folder
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                psycopg.connect(self.dsn()).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.02)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text(errors='replace')}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(START_SECONDS)
            self.process = None

    @contextmanager
    def full_disk(self, largest_file: int) -> Iterator[None]:
        """New sessions cannot write a file beyond this many bytes, as where the disk is full."""
        self._limit_files(str(largest_file))
        try:
            yield
        finally:
            self._limit_files("unlimited")

    def _limit_files(self, soft: str) -> None:
        """As the server's own account: also root may be refused the limits of others."""
        assert self.process is not None
        command = ["prlimit", f"--pid={self.process.pid}", f"--fsize={soft}:"]
        subprocess.run([*_as(self.user), *command], check=True, capture_output=True)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def execute(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def fresh_database(self) -> str:
        name = f"essai_{secrets.token_hex(4)}"
        self.execute(f"create database {name}")
        return name

    def drop_database(self, name: str) -> None:
        """Drop it with the roles of its test, which nothing else needs then."""
        self.execute(f"drop database {name} with (force)")
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            made = "select rolname from pg_roles where rolname !~ '^pg_' and not rolsuper"
            for (role,) in connection.execute(made).fetchall():
                with suppress(psycopg.errors.DependentObjectsStillExist):
                    connection.execute(f'drop role "{role}"')


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
