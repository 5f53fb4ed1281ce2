"""A look at the storage that takes no lock and changes nothing: what sensors, checks and the grid read.

Belongs here: opening that look, and a watch that looks again cheaply. Does not belong here: what is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.clock import today
from orchestration.landing.intake import look_at
from orchestration.publication.continuity import open_register
from orchestration.publication.inputs import inputs_digest
from orchestration.publication.pointer import read_pointer
from orchestration.schedule.calendar import quarters_until, watched
from orchestration.settings import Settings
from orchestration.storage.interface import Entry, Storage
from orchestration.storage.opening import open_storage
from orchestration.submissions.board import Line, board
from orchestration.submissions.register import PREFIX, Register
from orchestration.version import code_version, version_on_disk


class Seen(Protocol):
    """What a look is made from; a run that is open has it too."""

    @property
    def storage(self) -> Storage:
        """Where everything lives."""

    @property
    def contract(self) -> Contract:
        """The contract, reference data included."""

    @property
    def register(self) -> Register:
        """The register as loaded."""

    @property
    def day(self) -> date:
        """The day in Europe/Paris."""


@dataclass(frozen=True)
class View:
    """The storage, contract and register at one moment, and the questions that several modules ask of them."""

    storage: Storage
    contract: Contract
    register: Register
    day: date

    @classmethod
    def of(cls, seen: Seen) -> View:
        """The look that an open run has."""
        return cls(seen.storage, seen.contract, seen.register, seen.day)

    @cached_property
    def quarter(self) -> str:
        """The quarter to look at today."""
        judged = [event["trimestre"] for event in self.register.of_kind("jugee") if event["trimestre"]]
        return watched(self.day, max(judged, default=None))

    @cached_property
    def board(self) -> list[Line]:
        """The board of that quarter."""
        return board(self.register, self.contract, self.quarter, self.day)

    @property
    def quarters(self) -> list[str]:
        """Every quarter of the programme that is over, and any other that a judged file speaks of."""
        judged = {event["trimestre"] for event in self.register.of_kind("jugee") if event["trimestre"]}
        return sorted(judged.union(quarters_until(self.contract.submission.first_quarter, self.day)))

    @property
    def unseen(self) -> list[Entry]:
        """The dropped files that no run took in yet, as they are now."""
        return look_at(self.storage, self.register).unseen

    @cached_property
    def inputs(self) -> str:
        """The digest of all that the published figures depend on."""
        return inputs_digest(self.register, self.contract, code_version())

    @property
    def is_up_to_date(self) -> bool:
        """Whether the current release was made from what the register says now, by this code."""
        pointer = read_pointer(self.storage)
        if pointer is None:
            return not self.register.ever_accepted
        return pointer.entrees == self.inputs

    @property
    def is_of_the_code_on_disk(self) -> bool:
        """Whether this process loaded the code that a run would load now. Where not, no comparison with a release counts."""
        return code_version() == version_on_disk()


def open_view(settings: Settings) -> View:
    """Look at the storage as it is now. Raises StorageError, DamagedRegister, ContractError."""
    storage = open_storage(settings.storage)
    return View(storage, load_contract(settings.reference), open_register(storage), today())


class Watch:
    """Looks at one storage again and again; the register is read anew only when a segment was added to it."""

    def __init__(self, settings: Settings) -> None:
        """Remember where to look; nothing is opened yet."""
        self._settings = settings
        self._storage: Storage | None = None
        self._last: tuple[object, View] | None = None

    def look(self) -> View:
        """The storage as it is now. Raises StorageError, DamagedRegister, ContractError."""
        storage = self._storage = self._storage or open_storage(self._settings.storage)
        contract = load_contract(self._settings.reference)
        state = (self._end_of_register(storage), today(), contract.digest)
        if self._last is None or self._last[0] != state:
            self._last = (state, View(storage, contract, open_register(storage), state[1]))
        return self._last[1]

    @staticmethod
    def _end_of_register(storage: Storage) -> tuple[str, str]:
        last = max(storage.entries(PREFIX), key=lambda entry: entry.key, default=None)
        return (last.key, last.mark) if last else ("", "")
