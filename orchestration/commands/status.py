"""`cites status`: the board of a quarter, who is late first in the summary, then a line a cité.

Belongs here: how the board is printed: French, for those who run the programme. Does not belong here: the board itself
(`submissions.board`).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from contracts.loading import load_contract
from contracts.quarters import deadline, first_day, quarter_of
from contracts.typography import grouped, typeset
from orchestration.clock import today
from orchestration.commands.fitting import begun, fitted, room
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.plurals import counted
from orchestration.publication.continuity import open_register
from orchestration.settings import colours_wanted, is_by_default, read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import demand_there, open_storage
from orchestration.submissions.board import Line, board, latest_quarter
from orchestration.submissions.findings import kept_at
from orchestration.submissions.rejection import blocking_rules
from orchestration.submissions.reports import REPORTS
from orchestration.terminal import safe, shortened

Rules = Mapping[str, int] | None
"""Blocking rules with their number of findings; None where the report that tells them is gone or damaged."""

_WORDS = {"acceptee": "acceptée", "rejetee": "rejetée", "manquante": "manquante"}
_COLOURS = {"rejetee": "\x1b[31m", "manquante": "\x1b[33m"}
_PLAIN = "\x1b[0m"
_NAMED = 10
"""Cités that the summary names; the table has them all."""


def status(arguments: argparse.Namespace) -> int:
    """Show the board of a quarter."""
    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    demand_there(storage)
    register = open_register(storage)
    quarter = arguments.quarter or latest_quarter(register.events, today())
    if is_demonstration(storage):
        print(NOTICE, file=sys.stderr)
    lines = [(line, why(storage, line)) for line in board(register, contract, quarter, today())]
    if arguments.json:
        objects = [{**line.as_dict(), "regles": rules} for line, rules in lines]
        print(json.dumps(objects, ensure_ascii=False, indent=1))
        return 0
    if told := not_collected(lines, quarter, today()):
        print(told)
        return 0
    due = deadline(quarter, contract.submission.deadline_days)
    colours = sys.stdout.isatty() and colours_wanted()
    print(_place(storage.url))
    print("\n".join([*summary(lines, quarter, due, today()), "", *board_lines(lines, colours)]))
    return 0


def _place(url: str) -> str:
    """Which storage the board is of: a board that is all empty may be that of the wrong folder."""
    default = typeset(" (par défaut : CITES_STORAGE n'est pas définie)") if is_by_default(url) else ""
    return shortened(typeset("Stockage : ") + safe(url) + default, room())


def why(storage: Storage, line: Line) -> Rules:
    """The blocking rules of the last file judged where it was rejected, with their number of findings."""
    if line.rejet is None:
        return {}
    place = kept_at(line.trimestre, line.code_cite, line.rejet, in_doubt=False)
    return blocking_rules(storage, f"{REPORTS}{place}.json")


def not_collected(lines: Sequence[tuple[Line, Rules]], quarter: str, day: date) -> str | None:
    """Why nothing can have been sent for the quarter, in one line; None where something can."""
    if quarter > quarter_of(day):
        begins = first_day(quarter)
        return typeset(
            f"Remontées {quarter} : le trimestre commence le {begins:%d/%m/%Y}, rien n'est encore attendu."
        )
    if not lines:
        return typeset(
            f"Remontées {quarter} : aucune cité n'était encore attendue, la collecte commence plus tard."
        )
    return None


def summary(lines: Sequence[tuple[Line, Rules]], quarter: str, due: date, day: date) -> Iterator[str]:
    """Deadline, counts, and the cités to be reminded: those without a return in force, the rejected ones first."""
    sent = Counter(line.statut_remontee for line, _ in lines)
    yield typeset(f"Remontées {quarter} — échéance le {due:%d/%m/%Y}{_delay((day - due).days)}")
    yield ", ".join(
        [
            f"{counted(sent['acceptee'], 'cité')} sur {len(lines)} en vigueur",
            counted(sent["rejetee"], "rejetée"),
            counted(sent["manquante"], "manquante"),
        ]
    )
    waiting = [(line, rules) for line, rules in lines if line.statut_remontee != "acceptee"]
    waiting.sort(key=lambda one: one[0].statut_remontee != "rejetee")  # they can act at once
    if waiting:
        yield typeset("À relancer :")
    for line, rules in waiting[:_NAMED]:
        causes = _causes(line, rules)
        status_word = _WORDS[line.statut_remontee] + (f" ({causes})" if causes else "")
        said = f"  {line.code_cite}  {line.nom_cite}, {status_word}"
        yield begun(said, room())
    more = len(waiting) - _NAMED
    if more > 0:
        yield f"  et {counted(more, 'autre')}, dans le tableau"
    doubted = [line for line, _ in lines if line.en_doute]
    if doubted:
        yield typeset(
            "À confirmer (fichiers rejetés dont la cité ou le trimestre est en doute, comptés nulle part) :"
        )
    for line in doubted[:_NAMED]:
        yield begun(f"  {line.code_cite}  {line.nom_cite}, {counted(line.en_doute, 'fichier')}", room())


def board_lines(lines: Sequence[tuple[Line, Rules]], colours: bool) -> Iterator[str]:
    """The table, its names shortened, then its causes, where a line would wrap: `--json` has them whole.

    With `colours`, the lines of cités without a return in force stand out: the words say it too.
    """
    header = ["code", "cité", "statut", "signée le", "retard", "envois", "rejets"]
    rows = [_row(line) for line, _ in lines]
    causes = [_causes(line, rules) for line, rules in lines]
    if any(causes):
        header.append("motif")
        rows = [[*row, cause] for row, cause in zip(rows, causes, strict=True)]
    giving_way = [1, *range(7, len(header))]
    title, rule, *shown = fitted(header, rows, giving_way, right=(4, 5, 6)).splitlines()
    yield from (title, rule)
    for (line, _), text in zip(lines, shown, strict=True):
        colour = _COLOURS.get(line.statut_remontee) if colours else None
        yield f"{colour}{text}{_PLAIN}" if colour else text


def _row(line: Line) -> list[object]:
    """Days of delay, files judged in all, and those of them that were rejected; nothing stands for none."""
    signed = date.fromisoformat(line.date_remontee) if line.date_remontee else None
    return [
        line.code_cite,
        line.nom_cite,
        _WORDS[line.statut_remontee],
        f"{signed:%d/%m/%Y}" if signed else "",
        f"{grouped(line.jours_de_retard)} j" if line.jours_de_retard else "",
        line.versions + line.rejets or "",
        line.rejets or "",
    ]


def _causes(line: Line, rules: Rules) -> str:
    """Why nothing is in force: the rules of the rejected file, or that the return was withdrawn, or why nobody can tell."""
    if line.is_withdrawn:
        return "retirée"
    if rules is None:
        return typeset("rapport perdu")
    return " ".join(f"{rule}×{count}" if count > 1 else rule for rule, count in sorted(rules.items()))


def _delay(days: int) -> str:
    return f", dépassée depuis {counted(days, 'jour')}" if days > 0 else ""
