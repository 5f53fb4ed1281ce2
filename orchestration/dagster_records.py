"""Whether the PostgreSQL that keeps Dagster's own records can be reached, asked before Dagster asks for minutes.

Dagster tries an unreachable server again and again before it gives up with a stack trace.

Belongs here: finding the address that `dagster.yaml` names, one short try. Does not belong here: what goes on without
those records (`launch`). Imports no Dagster.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.settings import named_variable

_SECONDS = 5
_NAMES = {"username": "user", "password": "password", "hostname": "host", "db_name": "dbname", "port": "port"}
"""What `postgres_db` of dagster.yaml calls the parts of an address, and what libpq does."""


def out_of_reach(home: str) -> str | None:
    """Why the PostgreSQL that keeps Dagster's records cannot be used, in a line without secrets; None where it answers.

    None also where `home` keeps its records otherwise, or is not what Dagster can read: that is for Dagster to say.
    """
    address = _address(_storage_of(home))
    return None if address is None else _refusal(address)


def _storage_of(home: str) -> Mapping[str, Any]:
    import yaml

    try:
        said = yaml.safe_load((Path(home) / "dagster.yaml").read_text(encoding="utf-8"))
        found = said["storage"]["postgres"]
    except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _address(storage: Mapping[str, Any]) -> str | None:
    from psycopg import conninfo

    if url := _said(storage.get("postgres_url")):
        return url
    parts = storage.get("postgres_db")
    if not isinstance(parts, dict):
        return None
    named = {ours: _said(parts.get(theirs)) for theirs, ours in _NAMES.items()}
    return conninfo.make_conninfo("", **{name: value for name, value in named.items() if value})


def _said(value: Any) -> str | None:
    """A value of dagster.yaml, which may name the variable that holds it."""
    if isinstance(value, dict):
        return named_variable(str(value.get("env", "")))
    return str(value) if value else None


def _refusal(address: str) -> str | None:
    import psycopg
    from psycopg import conninfo

    try:
        parts = conninfo.conninfo_to_dict(address)
        psycopg.connect(address, connect_timeout=_SECONDS).close()
    except psycopg.ProgrammingError:
        return "its address in dagster.yaml is no address of PostgreSQL"
    except psycopg.OperationalError as error:
        return f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}: {_first_line(error)}"
    return None


def _first_line(error: Exception) -> str:
    """What libpq says in the end: its own words hold neither password nor address beyond host, port and names."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rpartition("failed: ")[2] if lines else type(error).__name__
