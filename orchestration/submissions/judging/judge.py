"""Judge a batch of read files: every rule over all rows together, one verdict and its findings a file.

Belongs here: the order of the stages.
Does not belong here: any single rule, or who is silent where (`docket`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import numpy as np
import pandas as pd

from contracts.model import Contract
from orchestration.submissions.findings import Judgement
from orchestration.submissions.judging.accepted import accepted_rows, action_marks, finding_rows, totals
from orchestration.submissions.judging.cells import cell_hits
from orchestration.submissions.judging.context import Tables, add_context
from orchestration.submissions.judging.docket import Docket
from orchestration.submissions.judging.frames import tables_of
from orchestration.submissions.judging.history import Accepted, History, Replacement
from orchestration.submissions.judging.identity import Identity, identify
from orchestration.submissions.judging.past import add_past
from orchestration.submissions.judging.rules import PRESENT, row_hits
from orchestration.submissions.judging.tables import Mask
from orchestration.submissions.reading.result import Reading

Turn = tuple[str, str, str]

_AFTER_ALL_QUARTERS = "~"


@dataclass(frozen=True, slots=True)
class Submitted:
    """A file to judge: its name, SHA-256, time received (UTC, ISO), landing key, and what was read in it."""

    fichier: str
    empreinte: str
    recue_le: str
    cle: str
    reading: Reading


def turn(quarter: str | None, received: str, key: str) -> Turn:
    """What files are judged in the order of: quarter (unknown last), time received, key."""
    return quarter or _AFTER_ALL_QUARTERS, received, key


@dataclass
class Judged:
    """What was decided: `judgements` as the files were given, `order` their positions as they were judged."""

    judgements: list[Judgement]
    order: list[int]
    replacements: list[Replacement]
    _tables: Tables

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The accepted returns' rows by sheet, with `empreinte`, `code_cite`, `trimestre` and `ligne`."""
        return accepted_rows(self._tables, self.judgements)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row per finding of every file, with the quarter read in it (`inconnu` where none could be)."""
        return finding_rows(self.judgements)


def judge(
    files: Sequence[Submitted], contract: Contract, history: History, today: date, *, remember: bool = True
) -> Judged:
    """Judge files in their turn: quarter (unknown last), time received, key.

    Accepted returns enter the history, so that later quarters are judged against them; with `remember` off
    the history
    stays as it is and each file is judged as if it came alone. `today` is the day in Europe/Paris.
    """
    case = _Case(files, contract, today)
    replacements = list(case.judge_history(history)) if remember else case.judge_alone(history)
    return Judged(case.judgements(), case.order, replacements, case.tables)


class _Case:
    """One batch on its way through the stages."""

    def __init__(self, files: Sequence[Submitted], contract: Contract, today: date) -> None:
        readings = [file.reading for file in files]
        self.files, self.contract = files, contract
        self.docket = Docket(readings, contract)
        self.tables = tables_of(readings, contract)
        for table in self.tables.values():
            self.docket.add(cell_hits(table, contract))
        self.identities = _identities(self.tables, len(files), contract, today)
        add_context(self.tables, self.identities, contract, today)
        for table in self.tables.values():
            self.docket.add(row_hits(table, *PRESENT))
        self.totals, self.actions = totals(self.tables), action_marks(self.tables)
        self.order = sorted(range(len(files)), key=self._turn)

    def _turn(self, file: int) -> Turn:
        return turn(self.identities[file].quarter, self.files[file].recue_le, self.files[file].cle)

    def judge_alone(self, history: History) -> list[Replacement]:
        """The Q rules for every file, which change nothing for the others."""
        self._compare(history, ~self.docket.blocked)
        return []

    def judge_history(self, history: History) -> Iterator[Replacement]:
        """The Q rules quarter by quarter: later ones look at what was accepted of those before."""
        for _, group in groupby(self.order, key=lambda file: self.identities[file].quarter):
            quarter = list(group)
            self._compare(history, _mask(quarter, len(self.files)) & ~self.docket.blocked)
            blocked = self.docket.blocked
            for file in quarter:
                if not blocked[file] and (
                    replacement := history.accept(self._accepted(file, history.next_number))
                ):
                    yield replacement

    def _compare(self, history: History, files: Mask) -> None:
        if not (len(history) and files.any()):
            return
        add_past(self.tables, self.identities, history, files)
        for table in self.tables.values():
            self.docket.add(row_hits(table, "history"))

    def _accepted(self, file: int, number: int) -> Accepted:
        submitted, identity = self.files[file], self.identities[file]
        # nothing blocks the file, so its cité and quarter are known
        assert identity.cite is not None and identity.quarter is not None
        return Accepted(
            code_cite=identity.cite.code,
            trimestre=identity.quarter,
            empreinte=submitted.empreinte,
            recue_le=submitted.recue_le,
            numero=number,
            synthese=self.totals[file],
            actions=self.actions[file],
            en_doute=self.docket.is_in_doubt(file),
        )

    def judgements(self) -> list[Judgement]:
        """The judgements as the files were given."""
        signed = self.tables["identification"].values("date_remontee")
        return [self._judgement(file, signed[file]) for file in range(len(self.files))]

    def _judgement(self, file: int, signed: pd.Timestamp | None) -> Judgement:
        submitted, identity = self.files[file], self.identities[file]
        judgement = Judgement(
            fichier=submitted.fichier,
            empreinte=submitted.empreinte,
            code_cite=identity.cite.code if identity.cite else None,
            trimestre=identity.quarter,
            trimestre_lu=identity.quarter_read,
            constats=self.docket.findings(file, identity),
            date_remontee=signed.date().isoformat() if signed is not None else None,
        )
        if judgement.verdict == "acceptee":
            judgement.synthese, judgement.actions = self.totals[file], self.actions[file]
        return judgement


def _identities(tables: Tables, files: int, contract: Contract, today: date) -> list[Identity]:
    fields = {
        name: tables["identification"].values(name)
        for name in ("modele", "code_cite", "nom_cite", "trimestre")
    }
    return [
        identify({name: values[file] for name, values in fields.items()}, contract, today)
        for file in range(files)
    ]


def _mask(files: Iterable[int], length: int) -> Mask:
    mask = np.zeros(length, dtype=bool)
    mask[list(files)] = True
    return mask
