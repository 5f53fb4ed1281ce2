"""The errors that a person may meet. Each says what, where and what to do, on one line, and carries its exit status.

Belongs here: the base class and the few errors that several rooms share. A refusal of a return is not an error:
it is data (`submissions.findings`).
"""

from __future__ import annotations


class CitesError(Exception):
    """A fault that is shown to the user as one line, without a stack trace. `exit_status` is the command's."""

    exit_status = 1


class UsageError(CitesError):
    """The command was given something that it cannot work with."""

    exit_status = 2


class LockHeld(CitesError):
    """Another run is publishing to this storage."""

    exit_status = 4


class LockStuck(LockHeld):
    """One and the same other run has held the lock for longer than a run lasts: somebody should look at it."""


class StorageError(CitesError):
    """The folder or bucket cannot be reached, read or written."""


class DamagedRegister(CitesError):
    """A segment of the register is missing, altered or unreadable."""


class AuditFailed(CitesError):
    """The audit found the candidate inconsistent: nothing was published."""

    exit_status = 3
