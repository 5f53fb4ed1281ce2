"""The post: to each cité its letter, to nobody the same one twice within a week.

Belongs here: what becomes of each letter. Does not belong here: SMTP (`sending`), the journal's form (`journal`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from orchestration.clock import PARIS
from orchestration.reminders.journal import Journal
from orchestration.reminders.letters import Letter, attachments_of
from orchestration.reminders.sending import Mailer, MailServerLost, Refused
from orchestration.storage.interface import Storage

State = Literal["prete", "envoyee", "deja_envoyee", "sans_adresse", "en_partie", "refusee", "non_envoyee"]


@dataclass(slots=True)
class Outcome:
    """What became of one letter; `detail` is the day on which it was sent before, or the codes of the server's answers."""

    letter: Letter
    state: State
    detail: str = ""


class Post:
    """Letters on their way. `contacts` are the addresses of each cité by its code; `clock` gives the present instant."""

    def __init__(
        self,
        storage: Storage,
        contacts: Mapping[str, Sequence[str]],
        journal: Journal,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._contacts = contacts
        self._journal = journal
        self._clock = clock

    def planned(self, letters: Sequence[Letter]) -> list[Outcome]:
        """What would become of each letter: ready, without an address, or told within the week."""
        return [self._planned(letter) for letter in letters]

    def _planned(self, letter: Letter) -> Outcome:
        if not self._contacts.get(letter.reminder.code_cite):
            return Outcome(letter, "sans_adresse")
        sent = self._journal.sent_at(letter.reminder, self._clock())
        if sent is None:
            return Outcome(letter, "prete")
        return Outcome(letter, "deja_envoyee", f"{sent.astimezone(PARIS):%d/%m/%Y}")

    def send(
        self, letters: Sequence[Letter], open_mailer: Callable[[], Mailer]
    ) -> tuple[list[Outcome], str | None]:
        """Send what is ready: the outcomes in the letters' order, and in one line why the round broke off, if it did.

        A message that is refused does not stop the others; a server that is lost does. No connection is made where
        nothing is ready. Raises MailServerLost where none can be made.
        """
        outcomes = self.planned(letters)
        ready = [outcome for outcome in outcomes if outcome.state == "prete"]
        if not ready:
            return outcomes, None
        with open_mailer() as mailer:
            for outcome in ready:
                outcome.state = "non_envoyee"
            try:
                for outcome in ready:
                    self._send(outcome, mailer)
            except MailServerLost as lost:
                return outcomes, str(lost)
        return outcomes, None

    def _send(self, outcome: Outcome, mailer: Mailer) -> None:
        letter, reminder = outcome.letter, outcome.letter.reminder
        attachments = attachments_of(self._storage, letter)
        if not self._journal.claim(reminder, self._clock()):
            outcome.state = "deja_envoyee"
            return
        taken = 0
        refusals: list[int] = []
        try:
            for address in self._contacts[reminder.code_cite]:
                try:
                    mailer.send(address, letter.subject, letter.mail, attachments)
                    taken += 1
                except Refused as refused:
                    refusals.append(refused.code)
            self._note(outcome, taken, refusals)
        except MailServerLost as lost:
            code = reminder.code_cite
            if lost.may_have_left or taken:
                what = f"the message to {code} may have left, those after it did not"
            else:
                self._journal.take_back(reminder, self._clock())
                what = f"the message to {code} and those after it did not leave"
            raise MailServerLost(f"{lost}; {what}") from None

    def _note(self, outcome: Outcome, taken: int, refusals: Sequence[int]) -> None:
        """One address of a cité that was reached is enough; one that was not is told all the same."""
        codes = ", ".join(map(str, sorted(set(refusals))))
        outcome.state, outcome.detail = "envoyee", ""
        if not taken:
            self._journal.take_back(outcome.letter.reminder, self._clock())
            outcome.state, outcome.detail = "refusee", codes
        elif refusals:
            outcome.state, outcome.detail = "en_partie", f"{taken} sur {taken + len(refusals)} ; {codes}"
