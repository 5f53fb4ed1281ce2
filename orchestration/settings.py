"""What the environment says, read once into one frozen object.

Belongs here: names, defaults and parsing of the environment variables. Nothing else reads `os.environ`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where things live: the storage (a folder or `s3://bucket/prefix`), the reference folder, PostgreSQL."""

    storage: str
    reference: Path | None
    postgres: str | None


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read `CITES_STORAGE`, `CITES_REFERENCE` and `CITES_POSTGRES`; an empty value counts as unset."""
    reference = environ.get("CITES_REFERENCE") or None
    return Settings(
        storage=environ.get("CITES_STORAGE") or "./data",
        reference=Path(reference) if reference else None,
        postgres=environ.get("CITES_POSTGRES") or None,
    )


def dagster_home(environ: Mapping[str, str] = os.environ) -> str | None:
    """Where Dagster keeps its runs (`DAGSTER_HOME`); None where it is unset: nothing is kept then."""
    return environ.get("DAGSTER_HOME") or None
