"""The register, whole or not, and held against every release.

Belongs here: telling of its damage in place of ending with it. Does not belong here: the chain (`submissions.segments`).
"""

from __future__ import annotations

from collections.abc import Mapping

from orchestration.errors import DamagedRegister
from orchestration.publication.continuity import RESTORE, broken
from orchestration.publication.manifest import Manifest
from orchestration.storage.interface import Storage
from orchestration.submissions.register import PREFIX, Register
from orchestration.verification.problem import Problem


def read_register(storage: Storage) -> tuple[Register | None, list[Problem]]:
    """The register, None where its chain is damaged; what is wrong with it then. Raises StorageError."""
    try:
        return Register.load(storage), []
    except DamagedRegister as error:
        what, _, _ = str(error).partition(": nothing was changed")
        return None, [Problem(PREFIX, what, RESTORE)]


def forgotten(register: Register, releases: Mapping[str, Manifest]) -> list[Problem]:
    """Where the register does not reach the segment that a release was made from: its end is gone."""
    return [Problem(PREFIX, what, RESTORE) for what in broken(register, releases)]
