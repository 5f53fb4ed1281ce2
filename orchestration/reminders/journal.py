"""What was sent, so that nobody is told the same thing twice within a week. Append-only, without any address.

Belongs here: the journal's segments, one event each, and the question whether a reminder is due again.
Does not belong here: the register of returns (`submissions.register`); this journal may be lost without harm.

A reminder is entered before it is sent and taken back where the server refused it: of two people who send at the
same time one wins the segment, and a process that dies has rather sent one message too few than one twice.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from orchestration.errors import CitesError, StorageError
from orchestration.reminders.due import Reminder
from orchestration.storage.interface import Storage
from orchestration.submissions.register import moment

PAUSE = timedelta(days=7)
"""The same reason is told again after this time, not before."""

_SENT, _REFUSED = "envoyee", "refusee"

Event = dict[str, Any]


class Journal:
    """The events of one quarter as loaded; `claim` and `take_back` add to the storage and to this object."""

    def __init__(self, storage: Storage, quarter: str) -> None:
        """Read the quarter's segments. Raises CitesError, naming the segment, where one cannot be understood."""
        self._storage = storage
        self._prefix = f"reminders/journal/{quarter}/"
        self._events: dict[str, Event] = {}
        self._read()

    def sent_at(self, reminder: Reminder, instant: datetime) -> datetime | None:
        """When this was told to this cité within the week before `instant` (of an accepted file: ever); None where it may be."""
        last: datetime | None = None
        for event in self._events.values():
            if (event["code_cite"], event["motif"]) == (reminder.code_cite, reminder.reason):
                last = datetime.fromisoformat(event["instant"]) if event["evenement"] == _SENT else None
        return last if last and (reminder.accepte or instant - last < PAUSE) else None

    def claim(self, reminder: Reminder, instant: datetime) -> bool:
        """Enter that the reminder is sent; False where it was within the week, here or by somebody else meanwhile."""
        while self.sent_at(reminder, instant) is None:
            if self._append(reminder, _SENT, instant):
                return True
        return False

    def take_back(self, reminder: Reminder, instant: datetime) -> None:
        """Enter that the reminder did not leave after all."""
        while not self._append(reminder, _REFUSED, instant):
            pass

    def _append(self, reminder: Reminder, kind: str, instant: datetime) -> bool:
        """One segment after the last; False, with the journal read anew, where somebody else was faster."""
        number = max((int(PurePosixPath(key).stem) for key in self._events), default=0) + 1
        key = f"{self._prefix}{number:08d}.jsonl"
        event = {
            "evenement": kind,
            "instant": moment(instant),
            "code_cite": reminder.code_cite,
            "trimestre": reminder.trimestre,
            "motif": reminder.reason,
        }
        if self._storage.write_new(key, json.dumps(event, ensure_ascii=False).encode() + b"\n"):
            self._events[key] = event
            return True
        self._read()
        if key not in self._events:
            raise StorageError(
                f"{key} can neither be written nor read: nothing was sent to {reminder.code_cite}"
            )
        return False

    def _read(self) -> None:
        keys = [entry.key for entry in self._storage.entries(self._prefix)]
        unread = [key for key in keys if key not in self._events]
        for key, data in self._storage.read_many(unread):
            self._events[key] = _event(key, data)


def _event(key: str, data: bytes) -> Event:
    try:
        event = json.loads(data)
        int(PurePosixPath(key).stem)
        datetime.fromisoformat(event["instant"])
        return {name: event[name] for name in ("evenement", "instant", "code_cite", "motif")}
    except (ValueError, TypeError, KeyError):
        raise CitesError(
            f"{key} is no entry of the journal of reminders: move it away, then run the command again"
        ) from None
