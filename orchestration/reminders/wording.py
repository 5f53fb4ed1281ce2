"""What a reminder says: short, French, plain.

Belongs here: its sentences. Does not belong here: whom it goes to (`due`), where it is kept or sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.typography import typeset
from orchestration.plurals import counted
from orchestration.reminders.due import Reminder
from orchestration.template.dates import in_words, period

LISTED = 5
"""Points of a rejected return that are named; the report has them all."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Where the reader finds the template or the report: a place to look at, or a file that goes with the message."""

    place: str | None = None
    is_attached: bool = False


def subject(reminder: Reminder) -> str:
    """One line."""
    what = "à corriger" if reminder.rejet else "en retard" if reminder.jours_de_retard else "attendue"
    return typeset(f"Cités de l'emploi : votre remontée {reminder.trimestre} est {what}")


def body(
    reminder: Reminder, points: Sequence[str], enclosure: Enclosure, send_to: str | None, notice: str = ""
) -> str:
    """The message, its paragraphs told apart by blank lines. `points` say what is wrong with a rejected return.

    `notice` stands above everything (the figures of a demonstration are fictitious).
    """
    paragraphs = [
        *([notice] if notice else []),
        "Bonjour,",
        f"{_situation(reminder)}\n{_delay(reminder)}",
        *(["Les règles qui ne sont pas respectées :\n" + "\n".join(_shortened(points))] if points else []),
        "Ce qu'il vous reste à faire :\n" + "\n".join(_steps(reminder, enclosure, send_to)),
        "Vous venez de l'envoyer ? Ne tenez pas compte de ce message.",
        "L'équipe nationale des Cités de l'emploi",
    ]
    return typeset("\n\n".join(paragraphs)) + "\n"


def _situation(reminder: Reminder) -> str:
    whose = (
        f"La remontée de la cité {reminder.nom_cite} ({reminder.code_cite}) pour {period(reminder.trimestre)}"
    )
    if reminder.rejet:
        return f"{whose} est arrivée, mais elle n'a pas pu être acceptée."
    return f"{whose} n'est pas encore arrivée."


def _delay(reminder: Reminder) -> str:
    day = in_words(reminder.echeance)
    if not reminder.jours_de_retard:
        return f"Elle est attendue au plus tard le {day}."
    late = counted(reminder.jours_de_retard, "jour")
    return f"Elle était attendue au plus tard le {day} : elle a {late} de retard."


def _shortened(points: Sequence[str]) -> list[str]:
    shown = [f"• {point}" for point in points[:LISTED]]
    more = len(points) - LISTED
    return [*shown, f"• et {counted(more, 'autre', 'point')}."] if more > 0 else shown


def _steps(reminder: Reminder, enclosure: Enclosure, send_to: str | None) -> list[str]:
    if reminder.rejet:
        first, second = _report(enclosure), "Corrigez votre fichier."
    else:
        first, second = _template(enclosure), "Remplissez-le : sa feuille « Mode d'emploi » vous guide."
    where = f"à : {send_to}" if send_to else "là où l'équipe nationale vous l'a demandé."
    return [f"1. {first}", f"2. {second}", f"3. Envoyez le fichier complet {where}"]


def _report(enclosure: Enclosure) -> str:
    gives = "il donne chaque erreur et ce qu'il faut faire"
    if enclosure.is_attached:
        return f"Lisez le rapport joint à ce message : {gives}."
    if enclosure.place:
        return f"Lisez le rapport ({gives}) : {enclosure.place}"
    return f"Demandez le rapport en répondant à ce message : {gives}."


def _template(enclosure: Enclosure) -> str:
    if enclosure.place:
        return f"Ouvrez le modèle, déjà prérempli pour votre cité : {enclosure.place}"
    return "Ouvrez le modèle joint à ce message : il est déjà prérempli pour votre cité."
