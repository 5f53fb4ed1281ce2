"""What the environment says, read once into one frozen object.

Belongs here: names, defaults and parsing of the environment variables. Nothing else reads `os.environ`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_STORAGE = "./data"


@dataclass(frozen=True)
class Settings:
    """Where things live: the storage (a folder or `s3://bucket/prefix`), the reference folder, PostgreSQL.

    `smtp_url` (`smtp://` or `smtps://`) and `smtp_from` send reminders and notifications; `send_to` tells the cités, in
    French words, where their return goes; `contact` answers for published data. `notify_email` (addresses) and
    `notify_webhook` are told of rejections and failures, `heartbeat_url` is pinged after every good look. `dagster_home` is
    where Dagster keeps its runs.
    What can hold a password or an address is left out of the object's text.
    """

    storage: str
    reference: Path | None
    postgres: str | None = field(repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    smtp_from: str | None = field(default=None, repr=False)
    send_to: str | None = None
    contact: str | None = None
    notify_email: tuple[str, ...] = field(default=(), repr=False)
    notify_webhook: str | None = field(default=None, repr=False)
    heartbeat_url: str | None = field(default=None, repr=False)
    dagster_home: str | None = None

    @property
    def notifies(self) -> bool:
        """Whether anybody is to be told of rejections and failures."""
        return bool(self.notify_email or self.notify_webhook)


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables `CITES_…`, named as the fields are but for their case; an empty value counts as unset."""
    reference = environ.get("CITES_REFERENCE") or None
    return Settings(
        storage=environ.get("CITES_STORAGE") or _STORAGE,
        reference=Path(reference) if reference else None,
        postgres=environ.get("CITES_POSTGRES") or None,
        smtp_url=environ.get("CITES_SMTP_URL") or None,
        smtp_from=environ.get("CITES_SMTP_FROM") or None,
        send_to=environ.get("CITES_SEND_TO") or None,
        contact=environ.get("CITES_CONTACT") or None,
        notify_email=tuple(filter(None, map(str.strip, environ.get("CITES_NOTIFY_EMAIL", "").split(",")))),
        notify_webhook=environ.get("CITES_NOTIFY_WEBHOOK") or None,
        heartbeat_url=environ.get("CITES_HEARTBEAT_URL") or None,
        dagster_home=dagster_home(environ),
    )


def is_by_default(url: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether this storage is the one that was taken because `CITES_STORAGE` is not set."""
    return not environ.get("CITES_STORAGE") and url == str(Path(_STORAGE).absolute())


def colours_wanted(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a terminal may be sent colours: not where `NO_COLOR` has a value, or where `TERM` is `dumb`."""
    return not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def logs_are_json(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether progress and errors are to be JSON lines (`CITES_LOG=json`), for who collects logs."""
    return environ.get("CITES_LOG", "").strip().lower() == "json"


def dagster_home(environ: Mapping[str, str] = os.environ) -> str | None:
    """Where Dagster keeps its runs (`DAGSTER_HOME`); None where it is unset: nothing is kept then."""
    return environ.get("DAGSTER_HOME") or None


def named_variable(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The value of a variable that another configuration names (`env: NAME` in dagster.yaml); None where it is unset."""
    return environ.get(name) or None
