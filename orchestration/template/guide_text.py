"""What the « Mode d'emploi » says: what to fill in, in which order, what the marks mean, what comes back.

Belongs here: its French sentences, made from the contract wherever the contract has them.
Does not belong here: where they stand on the sheet (`guide`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contracts.model import Cite, Contract, Sheet
from contracts.quarters import deadline
from contracts.typography import typeset
from orchestration.submissions.judging.french import french
from orchestration.template.dates import in_words, period
from orchestration.template.places import ROWS
from orchestration.template.styles import STAR

_CHECKED = ("R03", "R05", "R06", "R10", "R12", "Q01")


@dataclass(frozen=True)
class Section:
    """A heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """What one guide speaks of. `partners` counts those already listed; `send_to` is None where it is not known."""

    contract: Contract
    cite: Cite
    quarter: str
    partners: int = 0
    send_to: str | None = None


def title(asked: Request) -> str:
    """Whose return, and of which days."""
    return typeset(f"Mode d'emploi de la remontée trimestrielle\n{asked.cite.name} : {period(asked.quarter)}")


def due(asked: Request) -> str:
    """By when it is asked for."""
    day = deadline(asked.quarter, asked.contract.submission.deadline_days)
    return typeset(f"À renvoyer au plus tard le {in_words(day)}. Après, elle compte encore, mais en retard.")


def marks() -> dict[str, tuple[str, str]]:
    """A sample and its meaning, by the role that gives it its colours."""
    return {
        "required": (f"Titre{STAR}", typeset("Bleu foncé et étoile : à remplir obligatoirement.")),
        "optional": ("Titre", typeset("Bleu clair, sans étoile : à remplir si vous avez l'information.")),
        "given": ("Texte", typeset("Gris : déjà rempli, ou calculé. N'y changez rien.")),
    }


def sections(asked: Request) -> list[Section]:
    """Everything else, in reading order; the marks belong under the second heading."""
    return [
        Section("1. Remplissez dans cet ordre", tuple(_steps(asked))),
        Section("2. Les couleurs et les signes", (_HINT,)),
        Section("3. Vérifiez avant d'envoyer", tuple(_checks(asked))),
        Section("4. Envoyez", tuple(map(typeset, _sending(asked)))),
        Section("5. Ce que vous recevez", tuple(map(typeset, _RETURNED))),
    ]


_HINT = typeset(
    "Une flèche à côté de la case : choisissez dans la liste. Une bulle s'ouvre sur chaque case et dit ce qui "
    "est attendu. Les petits titres gris des tableaux servent à relire le fichier : laissez-les."
)
_RETURNED = (
    "Un verdict et un rapport, en français.",
    "Acceptée : vos chiffres comptent. Le rapport peut contenir des alertes, à regarder pour la prochaine fois.",
    "Rejetée : le rapport donne chaque erreur, sa feuille, sa case et ce qu'il faut faire. "
    "Corrigez ce même fichier, puis renvoyez-le en entier.",
    "Une erreur après coup ? Renvoyez le fichier corrigé : dès qu'il est accepté, il remplace le précédent.",
)


def _steps(asked: Request) -> Iterator[str]:
    ordered = sorted(asked.contract.submission.sheets, key=lambda sheet: _ORDER.index(sheet.layout))
    for number, sheet in enumerate(ordered, start=1):
        yield typeset(f"{number}. {sheet.label} : {_step(sheet, asked)}")


_ORDER = ("lignes", "indicateurs", "champs")
"""Tables first; signing comes last, when all is ready."""


def _step(sheet: Sheet, asked: Request) -> str:
    what = sheet.description[0].lower() + sheet.description[1:].rstrip(".")
    if sheet.layout == "champs":
        return "quand tout est prêt, la date de signature et les deux validations (« oui »)."
    if sheet.layout == "indicateurs":
        return f"{what}. Rien à écrire : ils se calculent, jusqu'à {french(ROWS)} lignes par tableau. Vérifiez-les."
    if sheet.name == "partenaires" and asked.partners:
        return (
            f"{what}, une par ligne. {_carried(asked.partners)} de votre dernière remontée acceptée : relisez, "
            "ajoutez les nouveaux, notez la date de sortie de ceux qui sont partis."
        )
    return f"{what}, une par ligne. Rien à déclarer ? Laissez le tableau vide."


def _carried(count: int) -> str:
    return f"{count} partenaires sont repris" if count > 1 else "1 partenaire est repris"


def _checks(asked: Request) -> Iterator[str]:
    rules = asked.contract.submission.by_name["actions_innovantes"].rules
    by_id = {rule.id: rule.description for rule in rules}
    held = (f"• {by_id[rule]}" for rule in _CHECKED if rule in by_id)
    yield typeset("\n".join(["Pour chaque action :", *held]))
    identifier = asked.contract.submission.by_name["actions_innovantes"].by_name["id_action"]
    if identifier.hint:
        yield typeset(f"{identifier.label} : {identifier.hint}")
    yield typeset(
        "Aucune donnée personnelle : ni adresse électronique, ni téléphone, ni numéro de sécurité sociale, "
        "ni date de naissance."
    )


def _sending(asked: Request) -> Iterator[str]:
    yield "Signez après la fin du trimestre, et faites valider par les deux copilotes (État et collectivité)."
    yield (
        f"Envoyez ce fichier (.xlsx ou .ods) à : {asked.send_to}"
        if asked.send_to
        else "Envoyez ce fichier (.xlsx ou .ods) là où l'équipe nationale vous l'a demandé."
    )
    yield "Son nom est libre : la cité et le trimestre sont lus dans le fichier. Pas de mot de passe, pas de macros."
