"""What a publication depends on, as one digest: where it is unchanged there is nothing to consolidate."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from contracts.model import Contract

_CONSOLIDATED = frozenset({"jugee", "retiree"})
"""Events that can change a published figure. Files seen again, and what follows from other events, cannot."""


class Events(Protocol):
    """The register, as far as it is read here."""

    @property
    def events(self) -> Iterable[Mapping[str, Any]]:
        """Every event, in order of number."""


def last_instant(register: Events) -> str | None:
    """When the last event happened that can change a published figure, as the register writes it; None before the first."""
    return max(
        (event["instant"] for event in register.events if event["evenement"] in _CONSOLIDATED), default=None
    )


def inputs_digest(register: Events, contract: Contract, code_version: str) -> str:
    """SHA-256 over the judgements and withdrawals, the contract (reference data included) and the code."""
    digest = hashlib.sha256(f"{contract.digest}\n{code_version}\n".encode())
    for event in register.events:
        if event["evenement"] in _CONSOLIDATED:
            digest.update(json.dumps(event, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return digest.hexdigest()
