"""The causes of a revised value, as a manager reads them: what each adds, and whose returns made it.

Belongs here: a value's parts, the weightiest first, in words. Does not belong here: which values are shown (`revisions`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.model import Contract
from orchestration.page.words import quarter_short, signed
from orchestration.plurals import agreed, counted
from orchestration.publication.revisions.causes import LABELS

SHOWN = 3
"""How many causes of a value the page tells, and one more where it is the last; the table `revisions` has them all."""

_NAMED = 2
"""How many returns of a cause the page names."""

_MORE = re.compile(r" et (\d+) autres?$")
_RETURN = re.compile(r"(?P<cite>.+?)(?: (?P<quarter>\d{4}-T[1-4]))?")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose returns they were: its name, its code where the name is not the code, the quarters other than the value's."""

    name: str
    code: str | None
    quarters: str

    @property
    def text(self) -> str:
        """`CU Angers Loire Métropole (cde-001), T1 2022 et T2 2022`."""
        whose = f"{self.name} ({self.code})" if self.code else self.name
        return f"{whose}, {self.quarters}" if self.quarters else whose


@dataclass(frozen=True, slots=True)
class Cause:
    """One line: the signed amount (empty where the value is no number), the cause, some senders, how many more.

    A measure that no table gives by cité names no sender: `more` says how many cités there are.
    """

    amount: str
    label: str
    senders: tuple[Sender, ...] = ()
    more: str = ""

    @property
    def text(self) -> str:
        """`+12 : correction, CU Angers Loire Métropole (cde-001)`."""
        told = ", ".join((self.label, *(sender.text for sender in self.senders)))
        return " ".join(filter(None, (self.amount and f"{self.amount} :", told, self.more)))


def told(parts: Sequence[Row], contract: Contract) -> tuple[Cause, ...]:
    """The parts of one value, weightiest first; many of them are cut, and the last line tells the rest and its sum."""
    weightiest = sorted(parts, key=lambda part: (-abs(part["part"] or 0), part["rang"]))
    shown = len(parts) if len(parts) <= SHOWN + 1 else SHOWN
    lines = tuple(_cause(part, contract) for part in weightiest[:shown])
    return (*lines, _rest(weightiest[shown:])) if weightiest[shown:] else lines


def _rest(parts: Sequence[Row]) -> Cause:
    amounts = [part["part"] for part in parts if part["part"] is not None]
    told = f"{counted(len(parts), 'autre', 'cause')}, dans la table « Révisions »"
    return Cause(_amount(sum(amounts, Decimal(0))) if amounts else "", told)


def _cause(part: Row, contract: Contract) -> Cause:
    text = part["remontees"] or ""
    beyond = _MORE.search(text)
    listed = [name for name in _MORE.sub("", text).split(", ") if name]
    more = max(len(listed) - _NAMED, 0) + (int(beyond[1]) if beyond else 0)
    return Cause(
        "" if part["part"] is None else _amount(part["part"]),
        LABELS[part["cause"]],
        _senders(listed[:_NAMED], part["trimestre"], contract),
        f"et {counted(more, 'autre')} {agreed(more, 'remontée')}" if more else _cites(part),
    )


def _cites(part: Row) -> str:
    return "" if part["remontees"] or not part["cites"] else f"({counted(part['cites'], 'cité')})"


def _senders(returns: Sequence[str], quarter: str | None, contract: Contract) -> tuple[Sender, ...]:
    """`cde-004 2023-T2` is a return; those of one cité are told together."""
    by_cite: dict[str, list[str]] = {}
    for name in returns:
        found = _RETURN.fullmatch(name)
        cite, own = (found["cite"], found["quarter"]) if found else (name, None)
        by_cite.setdefault(cite, []).extend([quarter_short(own)] if own and own != quarter else [])
    known = contract.reference.cites
    return tuple(
        Sender(known[code].name, code, " et ".join(others))
        if code in known
        else Sender(code, None, " et ".join(others))
        for code, others in by_cite.items()
    )


def _amount(value: Decimal) -> str:
    return signed(value.normalize())
