"""What a notice says: short, French, plain.

Belongs here: its sentences. Does not belong here: sending them. A file's own name is never said: it can hold that of a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.model import Contract
from contracts.typography import typeset
from orchestration.clock import PARIS
from orchestration.notifications.jobs import CONSOLIDATION, job_of
from orchestration.notifications.notice import Notice
from orchestration.plurals import agreed, counted
from orchestration.submissions.findings import Judgement

LISTED = 30
"""Rejected returns that are named; the board has them all."""

STEPS = {
    "1": "prise en compte des fichiers reçus",
    "2": "examen des remontées",
    "3": "consolidation",
    "4": "audit",
    "5": "publication",
    "landing__files": "prise en compte des fichiers reçus",
    "judge_returns": "examen des remontées",
    "build_candidate": "consolidation",
    "audit_candidate": "audit",
    "publication__release": "publication",
    "draw_the_grid": "dessin de la grille",
    "returns": "dessin de la grille",
    "collection_health": "examen de la collecte",
    "verify_what_is_kept": "vérification de ce qui est conservé",
}
"""The steps of a run, by the number that the terminal shows and by the name that Dagster gives them."""

_WHOLE = "Les lecteurs gardent une version complète : rien n'est publié à moitié."


def rejections(
    judgements: Sequence[Judgement], contract: Contract, reports: str, first: str = ""
) -> Notice | None:
    """One notice on all the rejected returns of a batch; None where there is none. `first` stands above everything."""
    rejected = [judgement for judgement in judgements if judgement.verdict == "rejetee"]
    if not rejected:
        return None
    told = [_line(judgement, contract) for judgement in rejected[:LISTED]]
    more = len(rejected) - LISTED
    lines = (
        *([first, ""] if first else []),
        *told,
        *([f"… et {counted(more, 'autre')}"] if more > 0 else []),
        "",
        "Les règles qui ne sont pas respectées :",
        *_legend(rejected, contract),
        "",
        f"Les rapports : {reports}",
        "Une remontée rejetée ne change rien à ce qui est publié : elle attend sa correction.",
    )
    title = (
        f"Cités de l'emploi : {counted(len(rejected), 'remontée')} {agreed(len(rejected), 'rejetée')} "
        f"sur {counted(len(judgements), 'fichier')} {agreed(len(judgements), 'reçu')}"
    )
    return Notice(typeset(title), tuple(map(typeset, lines)))


def failure(
    what: str,
    step: str | None,
    run: str | None = None,
    job: str = CONSOLIDATION,
    remedy: str | None = None,
) -> Notice:
    """A notice on a run that failed: of which job, at which step, what the programme says of it, Dagster's name of the run.

    `remedy` says what to do next, where what the programme says does not.
    """
    lines = (
        *([f"Étape : {STEPS.get(step, step)}"] if step else []),
        f"Ce que dit le programme : {what}",
        *([f"Que faire : {remedy}."] if remedy else []),
        *([f"Exécution dans Dagster : {run}"] if run else []),
        "",
        _WHOLE,
    )
    return Notice(typeset(f"Cités de l'emploi : {job_of(job).name} a échoué"), tuple(map(typeset, lines)))


def recovery(job: str, failed: datetime) -> Notice:
    """The notice on a job that went well after people were told, at the instant `failed`, that it fails."""
    when = failed.astimezone(PARIS)
    lines = (
        f"L'échec du {when:%d/%m/%Y} à {when:%H:%M} est passé : une exécution est allée jusqu'au bout depuis.",
        "Il n'y a rien à faire.",
    )
    title = f"Cités de l'emploi : {job_of(job).name} fonctionne de nouveau"
    return Notice(typeset(title), tuple(map(typeset, lines)))


def _line(judgement: Judgement, contract: Contract) -> str:
    rules = ", ".join(_rules(judgement))
    if judgement.is_in_doubt(contract.submission):
        return f"- cité et trimestre à confirmer : {rules}"
    cite = contract.reference.cites.get(judgement.code_cite or "")
    who = f"{cite.name} ({cite.code})" if cite else "cité inconnue"
    return f"- {who}, {judgement.trimestre or 'trimestre inconnu'} : {rules}"


def _rules(judgement: Judgement) -> list[str]:
    return sorted({finding.regle for finding in judgement.constats if finding.gravite == "bloquant"})


def _legend(rejected: Sequence[Judgement], contract: Contract) -> list[str]:
    met = {rule for judgement in rejected for rule in _rules(judgement)}
    return [f"- {rule} : {contract.submission.rule(rule).description}" for rule in sorted(met)]
