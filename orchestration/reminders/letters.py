"""The letters of a quarter: made from the register, kept in the storage, so that anybody can copy and send one.

Belongs here: the letter as a whole, its file, the files that go with it. Does not belong here: its sentences
(`wording`), sending it (`sending`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from contracts.model import Contract
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.reminders.due import Reminder
from orchestration.reminders.reports import points, report_files
from orchestration.reminders.wording import body, subject
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Register
from orchestration.template import find_cite, write_template
from orchestration.template.last_accepted import last_accepted_partners


@dataclass(frozen=True, slots=True)
class Letter:
    """`mail` is what is sent, `file` what is kept: the same below the subject and, for who copies it, what to attach.

    `attachments` are the keys of the files that go with it.
    """

    reminder: Reminder
    subject: str
    file: str
    mail: str
    attachments: tuple[str, ...]


def folder(quarter: str) -> str:
    """The folder of a quarter's letters."""
    return f"reminders/{quarter}"


def write_letters(
    storage: Storage,
    register: Register,
    contract: Contract,
    reminders: Sequence[Reminder],
    quarter: str,
    send_to: str | None,
) -> list[Letter]:
    """Write `<code>.txt` for each reminder, and the template of those who have to send one beside it as `<code>.xlsx`.

    Files of cités that need no reminder any more are removed. The letters, in the reminders' order.
    """
    desk = _Desk(storage, register, contract, send_to)
    letters = [desk.letter(reminder) for reminder in reminders]
    for letter in letters:
        storage.write(f"{folder(quarter)}/{letter.reminder.code_cite}.txt", letter.file.encode())
    _remove_stale(storage, quarter, letters)
    return letters


class _Desk:
    """What every letter of a quarter is written from."""

    def __init__(self, storage: Storage, register: Register, contract: Contract, send_to: str | None) -> None:
        self._storage = storage
        self._register = register
        self._contract = contract
        self._send_to = send_to
        self._notice = NOTICE if is_demonstration(storage) else ""

    def letter(self, reminder: Reminder) -> Letter:
        if reminder.fichier:
            attached = report_files(self._storage, reminder)
            wrong = points(self._storage, reminder, self._contract) if reminder.rejet else []
        else:
            attached, wrong = (self._template(reminder),), []
        title = subject(reminder)
        text = body(reminder, wrong, bool(attached), self._send_to, self._notice)
        header = [f"Objet : {title}", *(f"À joindre : {self._storage.location(key)}" for key in attached)]
        return Letter(reminder, title, "\n".join([*header, "", text]), text, attached)

    def _template(self, reminder: Reminder) -> str:
        partners = last_accepted_partners(self._storage, self._register, reminder.code_cite)
        cite = find_cite(self._contract, reminder.code_cite)
        key = f"{folder(reminder.trimestre)}/{reminder.code_cite}.xlsx"
        template = write_template(self._contract, cite, reminder.trimestre, partners, self._send_to)
        self._storage.write(key, template)
        return key


def attachments_of(storage: Storage, letter: Letter) -> list[tuple[str, bytes]]:
    """The names and the bytes of the files that go with a letter."""
    reminder = letter.reminder
    whose = f"{reminder.code_cite}-{reminder.trimestre}"
    return [
        (
            f"{whose}-{PurePosixPath(key).name}" if reminder.fichier else f"remontee-{whose}.xlsx",
            storage.read(key),
        )
        for key in letter.attachments
    ]


def _remove_stale(storage: Storage, quarter: str, letters: Sequence[Letter]) -> None:
    kept = {f"{folder(quarter)}/{letter.reminder.code_cite}.txt" for letter in letters}
    kept |= {key for letter in letters for key in letter.attachments}
    for entry in list(storage.entries(f"{folder(quarter)}/")):
        if entry.key not in kept:
            storage.delete(entry.key)
