"""What the register says of the cités' past returns, as the Q rules want it.

Belongs here: from the register's events to the history of judging. Does not belong here: either of the two.
"""

from __future__ import annotations

from orchestration.submissions.judging.history import Accepted, History
from orchestration.submissions.register import Register
from orchestration.submissions.reports import DOUBTS


def history_of(register: Register) -> History:
    """The history that the register's returns in force make."""
    return History.of(
        Accepted(
            code_cite=event["code_cite"],
            trimestre=event["trimestre"],
            empreinte=event["empreinte"],
            recue_le=event["recue_le"],
            numero=event["numero"],
            synthese=event["synthese"],
            actions=event["actions"],
            en_doute=bool(event.get(DOUBTS)),
        )
        for event in register.in_force().values()
    )
