"""What a reminder says: short, French, plain.

Belongs here: its sentences. Does not belong here: whom it goes to (`due`), where it is kept or sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts.typography import typeset
from orchestration.plurals import counted
from orchestration.reminders.due import Reminder
from orchestration.template.dates import in_words, period

LISTED = 5
"""Points of a rejected return that are named; the report has them all."""


def subject(reminder: Reminder) -> str:
    """One line."""
    waited_for = "en retard" if reminder.jours_de_retard else "attendue"
    what = {"rejetee": "à corriger", "retiree": "à renvoyer"}.get(reminder.motif, waited_for)
    return typeset(f"Cités de l'emploi : votre remontée {reminder.trimestre} est {what}")


def body(
    reminder: Reminder, points: Sequence[str], is_attached: bool, send_to: str | None, notice: str = ""
) -> str:
    """The message, its paragraphs told apart by blank lines. `points` say what is wrong with a rejected return.

    `is_attached`: a file goes with it, the report of a rejected return, else the template. No place of the storage is
    named: a cité cannot look there. `notice` stands above everything (the figures of a demonstration are fictitious).
    """
    paragraphs = [
        *([notice] if notice else []),
        "Bonjour,",
        f"{_situation(reminder)}\n{_delay(reminder)}",
        *(["Les règles qui ne sont pas respectées :\n" + "\n".join(_shortened(points))] if points else []),
        "Ce qu'il vous reste à faire :\n" + "\n".join(_steps(reminder, is_attached, send_to)),
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
    if reminder.retirees:
        return f"{whose} est arrivée et a été acceptée, puis elle a été retirée : elle ne compte plus."
    return f"{whose} n'est pas encore arrivée."


def _delay(reminder: Reminder) -> str:
    day = in_words(reminder.echeance)
    late = counted(reminder.jours_de_retard, "jour")
    if reminder.retirees:
        past = f" : l'échéance était le {day}, il y a {late}" if reminder.jours_de_retard else ""
        return f"Une nouvelle version est attendue{past or f' au plus tard le {day}'}."
    if not reminder.jours_de_retard:
        return f"Elle est attendue au plus tard le {day}."
    return f"Elle était attendue au plus tard le {day} : elle a {late} de retard."


def _shortened(points: Sequence[str]) -> list[str]:
    shown = [f"• {point}" for point in points[:LISTED]]
    more = len(points) - LISTED
    return [*shown, f"• et {counted(more, 'autre', 'point')}."] if more > 0 else shown


def _steps(reminder: Reminder, is_attached: bool, send_to: str | None) -> list[str]:
    where = f"à : {send_to}" if send_to else "là où l'équipe nationale vous l'a demandé."
    steps = [*_first_steps(reminder, is_attached), f"Envoyez le fichier complet {where}"]
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]


def _first_steps(reminder: Reminder, is_attached: bool) -> tuple[str, str]:
    if reminder.rejet:
        gives = "il donne chaque erreur et ce qu'il faut faire"
        if is_attached:
            return f"Lisez le rapport joint à ce message : {gives}.", "Corrigez votre fichier."
        return f"Demandez le rapport en répondant à ce message : {gives}.", "Corrigez votre fichier."
    if reminder.retirees:
        return (
            "Reprenez le fichier que vous aviez envoyé, ou le modèle joint à ce message, prérempli pour votre cité.",
            "Corrigez-le : renvoyé sans changement, il ne compterait pas. Vous ne savez pas quoi corriger ? "
            "Demandez-le en répondant à ce message.",
        )
    return (
        "Ouvrez le modèle joint à ce message : il est déjà prérempli pour votre cité.",
        "Remplissez-le : sa feuille « Mode d'emploi » vous guide.",
    )
