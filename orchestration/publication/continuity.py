"""Does the register still say what the releases were made from? Asked before anything is added to it.

Belongs here: comparing the chain of segments with what every release's manifest recorded of it. Does not belong here: the chain
itself (`submissions.segments`).
"""

from __future__ import annotations

from typing import Protocol

from orchestration.errors import DamagedRegister
from orchestration.publication.manifest import complete_releases
from orchestration.storage.interface import Storage


class Chain(Protocol):
    """The register, as far as it is read here."""

    def digest(self, segment: int) -> str | None:
        """The SHA-256 of a segment by its number, None where there is none."""


def demand_continuity(storage: Storage, register: Chain) -> None:
    """Raise DamagedRegister where a release was made from a segment that is gone or another one now.

    The end of a chain can be lost without any mark in what is left of it: the releases remember it.
    """
    for release, manifest in complete_releases(storage).items():
        made_from = manifest.get("registre", {"segment": 0, "empreinte": ""})
        number = made_from["segment"]
        if number and register.digest(number) != made_from["empreinte"]:
            raise DamagedRegister(
                f"release {release} was made from segment {number:08d} of the register, which is gone or another one now: "
                "nothing was changed; restore register/ from a backup (docs/how-to/back-up-the-register.md)"
            )
