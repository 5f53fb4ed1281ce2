"""What a letter says: short, French, plain.

Belongs here: its sentences. Does not belong here: whom it goes to (`due`), where it is kept or sent.
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts.typography import typeset
from orchestration.feedback.receipt import TO_MAKE_IT_COUNT
from orchestration.plurals import counted
from orchestration.reminders.due import Reminder
from orchestration.template.dates import in_words, period

LISTED = 5
"""Points of a rejected return that are named; the report has them all."""


def subject(reminder: Reminder) -> str:
    """One line."""
    waited_for = "est en retard" if reminder.is_late else "est attendue"
    what = {
        "rejetee": "est à corriger",
        "retiree": "est à renvoyer",
        "correction": "compte, sa correction est à revoir",
        "non_comptee": "est acceptée, dans une autre version",
        "acceptee": "est acceptée",
    }.get(reminder.motif, waited_for)
    return typeset(f"Cités de l'emploi : votre remontée {reminder.trimestre} {what}")


def body(
    reminder: Reminder, points: Sequence[str], is_attached: bool, send_to: str | None, notice: str = ""
) -> str:
    """The message, its paragraphs told apart by blank lines. `points` say what is wrong with a rejected return.

    `is_attached`: a file goes with it, the answer to a return, else the template. No place of the storage is
    named: a cité cannot look there. `notice` stands above everything (the figures of a demonstration are fictitious).
    """
    steps = _steps(reminder, is_attached, send_to)
    paragraphs = [
        *([notice] if notice else []),
        "Bonjour,",
        "\n".join(filter(None, (_situation(reminder), _again(reminder), _delay(reminder)))),
        *(["Les règles qui ne sont pas respectées :\n" + "\n".join(_shortened(points))] if points else []),
        *(["Ce qu'il vous reste à faire :\n" + "\n".join(steps)] if steps else _nothing_to_do(reminder)),
        *(["Vous venez de l'envoyer ? Ne tenez pas compte de ce message."] if steps else []),
        "L'équipe nationale des Cités de l'emploi",
    ]
    return typeset("\n\n".join(paragraphs)) + "\n"


def _situation(reminder: Reminder) -> str:
    whose = f"la cité {reminder.nom_cite} ({reminder.code_cite}) pour {period(reminder.trimestre)}"
    return {
        "rejetee": f"Merci pour votre envoi. La remontée de {whose} est arrivée, mais elle n'a pas pu être acceptée.",
        "correction": f"Merci pour votre envoi. La correction de la remontée de {whose} est arrivée, mais elle n'a pas pu être "
        f"acceptée. La version reçue le {_day(reminder)} continue de compter en attendant.",
        "non_comptee": f"Merci pour votre envoi. La remontée de {whose} est acceptée, mais une version plus récente"
        f"{f', reçue le {_day(reminder)},' if reminder.en_vigueur else ''} compte à sa place.",
        "acceptee": f"Merci : la remontée de {whose} est acceptée. C'est elle qui compte.",
        "retiree": f"La remontée de {whose} est arrivée et a été acceptée, puis elle a été retirée : elle ne compte plus.",
        "a_confirmer": f"Nous n'avons pas encore de remontée acceptée de {whose}.",
        "manquante": f"La remontée de {whose} n'est pas encore arrivée.",
    }[reminder.motif]


def _day(reminder: Reminder) -> str:
    return in_words(reminder.en_vigueur) if reminder.en_vigueur else ""


def _again(reminder: Reminder) -> str:
    """That the file had come already."""
    if not reminder.renvois:
        return ""
    said = "Vous l'avez renvoyée sans changement : le fichier est le même"
    return f"{said}, la réponse aussi." if reminder.rejet else f"{said}, rien ne change."


def _delay(reminder: Reminder) -> str:
    day = in_words(reminder.echeance)
    late = counted(reminder.jours_de_retard, "jour")
    if reminder.en_vigueur or reminder.accepte:
        return ""
    if reminder.retirees:
        past = f" : l'échéance était le {day}, il y a {late}" if reminder.jours_de_retard else ""
        return f"Une nouvelle version est attendue{past or f' au plus tard le {day}'}."
    if not reminder.jours_de_retard:
        return f"Elle est attendue au plus tard le {day}."
    if not reminder.is_late:
        came = in_words(reminder.arrivee) if reminder.arrivee else ""
        return f"Elle est arrivée à temps, le {came}. L'échéance du {day} est passée : corrigez-la dès que possible."
    return f"Elle était attendue au plus tard le {day} : elle a {late} de retard."


def _nothing_to_do(reminder: Reminder) -> list[str]:
    return [
        TO_MAKE_IT_COUNT
        if reminder.motif == "non_comptee"
        else "Vous n'avez rien à faire : gardez le reçu joint."
    ]


def _shortened(points: Sequence[str]) -> list[str]:
    shown = [f"• {point}" for point in points[:LISTED]]
    more = len(points) - LISTED
    return [*shown, f"• et {counted(more, 'autre', 'point')}."] if more > 0 else shown


def _steps(reminder: Reminder, is_attached: bool, send_to: str | None) -> list[str]:
    if reminder.accepte:
        return []
    where = f"à : {send_to}" if send_to else "là où l'équipe nationale vous l'a demandé."
    steps = [*_first_steps(reminder, is_attached), f"Envoyez le fichier complet {where}"]
    return [f"{number}. {step}" for number, step in enumerate(steps, start=1)]


def _first_steps(reminder: Reminder, is_attached: bool) -> tuple[str, ...]:
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
    filled_in = (
        "Ouvrez le modèle joint à ce message : il est déjà prérempli pour votre cité.",
        "Remplissez-le : sa feuille « Mode d'emploi » vous guide.",
    )
    if reminder.motif == "a_confirmer":
        return (
            "Vous l'avez déjà envoyée ? Dites-le en répondant à ce message, avec le nom de votre cité.",
            *filled_in,
        )
    return filled_in
