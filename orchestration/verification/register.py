"""The register, whole or not, and held against every release.

Belongs here: telling of its damage in place of ending with it. Does not belong here: the chain (`submissions.segments`).
"""

from __future__ import annotations

from collections.abc import Mapping

from orchestration.errors import DamagedRegister
from orchestration.publication.continuity import broken
from orchestration.publication.manifest import Manifest
from orchestration.storage.interface import Storage
from orchestration.submissions.register import PREFIX, Register
from orchestration.verification.problem import Problem

_RESTORE = "restore register/ from a backup (docs/how-to/back-up-the-register.md)"


def read_register(storage: Storage) -> tuple[Register | None, list[Problem]]:
    """The register, None where its chain is damaged; what is wrong with it then. Raises StorageError."""
    try:
        return Register.load(storage), []
    except DamagedRegister as error:
        what, _, _ = str(error).partition(": nothing was changed")
        return None, [Problem(PREFIX, what, _RESTORE)]


def forgotten(register: Register, releases: Mapping[str, Manifest]) -> list[Problem]:
    """Where the register does not reach the segment that a release was made from: its end is gone."""
    return [
        Problem(
            PREFIX,
            f"release {release} was made from segment {number:08d} of the register, which is gone or another one now",
            _RESTORE,
        )
        for release, number in broken(register, releases)
    ]
