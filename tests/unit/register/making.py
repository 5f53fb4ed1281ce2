"""Events as the register holds them, built from valid ones by what a test changes."""

from __future__ import annotations

from typing import Any

INSTANT = "2024-02-01T09:00:00.000000Z"


def fingerprint(name: str) -> str:
    """A SHA-256 in looks, telling the tests' files apart."""
    return name.rjust(64, "0")


def received(name: str, **changes: Any) -> dict[str, Any]:
    """A file that arrived."""
    return {
        "evenement": "recue",
        "instant": INSTANT,
        "empreinte": fingerprint(name),
        "cle": f"landing/{name}.xlsx",
        "taille": 10,
        "recue_le": "2024-01-15T08:00:00.000000Z",
        "marque": f"10-{name}",
    } | changes


def judged(name: str, **changes: Any) -> dict[str, Any]:
    """An accepted return of cde-001 for 2023-T4."""
    return {
        "evenement": "jugee",
        "instant": INSTANT,
        "empreinte": fingerprint(name),
        "code_cite": "cde-001",
        "trimestre": "2023-T4",
        "trimestre_lu": "2023-T4",
        "verdict": "acceptee",
        "recue_le": "2024-01-15T08:00:00.000000Z",
        "cle": f"landing/{name}.xlsx",
        "date_remontee": "2024-01-14",
        "bloquants": 0,
        "alertes": 0,
        "version_contrat": "1.0.0",
    } | changes
