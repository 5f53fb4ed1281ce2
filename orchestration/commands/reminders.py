"""`cites reminders`: a message to every cité whose return is missing, rejected or withdrawn, or whose correction was rejected.

Belongs here: what the command checks, and what it prints: French, for those who run the programme.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from contracts.loading import load_contract
from contracts.model import Contract
from contracts.typography import typeset
from orchestration.clock import now, today
from orchestration.commands.fitting import fitted
from orchestration.demo.marker import NOTICE, is_demonstration
from orchestration.errors import CitesError, UsageError
from orchestration.plurals import counted
from orchestration.publication.continuity import open_register
from orchestration.reminders.contacts import read_contacts
from orchestration.reminders.due import refuse_early, reminders
from orchestration.reminders.journal import Journal
from orchestration.reminders.letters import Letter, folder, write_letters
from orchestration.reminders.mail_server import mail_server
from orchestration.reminders.post import Outcome, Post
from orchestration.reminders.sending import Mailer
from orchestration.settings import Settings, read_settings
from orchestration.storage.interface import Storage
from orchestration.storage.opening import demand_there, open_storage
from orchestration.submissions.board import Line, board
from orchestration.submissions.register import Register
from orchestration.submissions.reports import leaves_in_doubt
from orchestration.template.dates import in_words
from orchestration.terminal import safe

_REASONS = {
    "manquante": "manquante",
    "rejetee": "rejetée",
    "retiree": "retirée",
    "a_confirmer": "à confirmer",
    "correction": "correction rejetée",
    "non_comptee": "ne compte pas",
    "acceptee": "acceptée",
}
_STATES = {
    "prete": "prête à partir",
    "envoyee": "envoyée",
    "deja_envoyee": "déjà envoyée",
    "sans_adresse": "sans adresse",
    "en_partie": "envoyée en partie",
    "refusee": "refusée",
    "non_envoyee": "non envoyée",
}


def remind(arguments: argparse.Namespace) -> int:
    """Write the messages, and send them where asked to; 1 where one could not be sent, or a line of the contacts be used."""
    settings = read_settings()
    contract = load_contract(settings.reference)
    storage = open_storage(settings.storage)
    demand_there(storage)
    refuse_early(arguments.quarter, today())
    _refuse_sending(arguments, settings, storage)
    contacts = read_contacts(arguments.contacts, contract.reference.cites) if arguments.contacts else None
    for wrong in contacts.problems if contacts else ():
        print(f"cites: {safe(wrong)}", file=sys.stderr)
    register = open_register(storage)
    lines = board(register, contract, arguments.quarter, today())
    letters = _letters(lines, storage, contract, register, arguments, settings)
    outcomes: list[Outcome] = []
    problem = None
    if contacts is not None:
        post = Post(storage, contacts.addresses, Journal(storage, arguments.quarter), now)
        if arguments.send:
            server = mail_server(settings.smtp_url, settings.smtp_from)
            outcomes, problem = post.send(letters, lambda: Mailer(server))
        else:
            outcomes = post.planned(letters)
    print(
        _shown(letters, outcomes, arguments.quarter, storage)
        if letters
        else _nobody(lines, arguments.quarter)
    )
    if problem:
        raise CitesError(problem)
    is_partial = any(outcome.state in ("refusee", "en_partie") for outcome in outcomes)
    return int(is_partial or bool(contacts and contacts.problems))


def _refuse_sending(arguments: argparse.Namespace, settings: Settings, storage: Storage) -> None:
    """Raise UsageError, before anything is written, where sending is asked for and cannot be done."""
    is_fictitious = is_demonstration(storage)
    if is_fictitious:
        print(NOTICE, file=sys.stderr)
    if not arguments.send:
        return
    if arguments.contacts is None:
        raise UsageError("--send needs --contacts FILE.csv, with the columns code_cite;courriel")
    if is_fictitious:
        raise UsageError("this storage holds the demonstration: its reminders are not sent")
    mail_server(settings.smtp_url, settings.smtp_from)


def _letters(
    lines: Sequence[Line],
    storage: Storage,
    contract: Contract,
    register: Register,
    arguments: argparse.Namespace,
    settings: Settings,
) -> list[Letter]:
    def is_in_doubt(file: str) -> bool:
        return leaves_in_doubt(storage, register.judgements[file], contract.submission)

    days = contract.submission.deadline_days
    due = reminders(lines, days, receipts=arguments.receipts, is_in_doubt=is_in_doubt)
    return write_letters(storage, register, contract, due, arguments.quarter, settings.send_to)


def _nobody(lines: Sequence[Line], quarter: str) -> str:
    if not lines:
        return typeset(
            f"Relances {quarter} : aucune. Aucune cité n'était encore attendue, la collecte commence plus tard."
        )
    return typeset(f"Relances {quarter} : aucune, toutes les remontées attendues sont acceptées.")


def _shown(letters: Sequence[Letter], outcomes: Sequence[Outcome], quarter: str, storage: Storage) -> str:
    day = in_words(letters[0].reminder.echeance)
    place = storage.location(folder(quarter))
    title = f"Relances {quarter} (échéance : {day}) : {counted(len(letters), 'message')} dans {place}"
    header = ["code", "cité", "motif", "retard", *(["envoi"] if outcomes else [])]
    rows = [
        [*_row(letter), *([_state(outcomes[index])] if outcomes else [])]
        for index, letter in enumerate(letters)
    ]
    return f"{typeset(title)}\n{fitted(header, rows, [1], right=(3,))}"


def _row(letter: Letter) -> list[str]:
    reminder = letter.reminder
    late = counted(reminder.jours_de_retard, "jour") if reminder.jours_de_retard else ""
    return [reminder.code_cite, reminder.nom_cite, _REASONS[reminder.motif], late]


def _state(outcome: Outcome) -> str:
    more = {
        "deja_envoyee": " le {}",
        "refusee": " par le serveur ({})",
        "en_partie": " ({})",
    }.get(outcome.state, "")
    return _STATES[outcome.state] + (more.format(outcome.detail) if outcome.detail else "")
