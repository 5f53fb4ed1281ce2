"""Which actions a partner leads: it cannot leave the list as long as it does.

Belongs here: finding them in what was read of one file, and naming them. Does not belong here: judging leads (R12, `context`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from orchestration.plurals import counted
from orchestration.submissions.judging.french import french
from orchestration.submissions.reading.result import Reading, SheetReading

_SHEETS = ("aller_vers", "actions_innovantes")


class Leads:
    """The actions of one file by the SIRET of their lead, named as the cité names them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def actions_of(self, siret: object) -> str:
        """`« AV-01 » (Café emploi) et 2 autres`; nothing where the structure leads no action."""
        named = self._by_lead.get(str(siret), ())
        if not named:
            return ""
        others = f" et {counted(len(named) - 1, 'autre')}" if len(named) > 1 else ""
        return f"{named[0]}{others}"

    @cached_property
    def _by_lead(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for sheet in _SHEETS:
            if read := self._reading.sheets.get(sheet):
                for siret, action in _led(read):
                    found.setdefault(siret, []).append(action)
        return found


def _led(read: SheetReading) -> Iterator[tuple[str, str]]:
    """The lead's SIRET and the name of each action; texts that hold personal data are no longer there."""
    if "siret_porteur" not in read.columns:
        return
    texts = {name: read.columns[name].texts for name in ("id_action", "intitule") if name in read.columns}
    for row, siret in enumerate(read.columns["siret_porteur"].values):
        if siret is not None:
            yield (
                str(siret),
                _named(*(texts[name][row] if name in texts else None for name in ("id_action", "intitule"))),
            )


def _named(action: str | None, title: str | None) -> str:
    quoted = f"«\u00a0{french(action or title) or 'sans identifiant'}\u00a0»"
    return f"{quoted} ({french(title)})" if action and title else quoted
