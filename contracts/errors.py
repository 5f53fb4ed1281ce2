"""What is raised where the contract itself, or the reference folder, cannot be used.

Belongs here: the one error of this package. Does not belong here: what is wrong with a return; that is data.
"""

from __future__ import annotations


class ContractError(Exception):
    """The contract or the reference data cannot be used: one line that says what, where and what to do."""
