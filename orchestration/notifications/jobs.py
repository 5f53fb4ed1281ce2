"""The jobs that end in a notice, by the name that the programme gives them and by the one that people know.

Belongs here: both names, and what to do next where one failed. Does not belong here: the jobs themselves (`definitions`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """What people call it, and what they do once it failed in Dagster for a reason that is not ours."""

    name: str
    remedy: str


CONSOLIDATION = "publish_release"
GRID = "refresh_grid"
LOOK = "look_at_the_collection"
VERIFY = "verify_storage"

JOBS: Mapping[str, Job] = {
    CONSOLIDATION: Job(
        "la consolidation",
        "ouvrir cette exécution dans Dagster (Runs) et lire ce que dit son journal. Les fichiers qui attendent sont redemandés "
        "d'eux-mêmes, de plus en plus tard ; après correction : Jobs, publish_release, Materialize all",
    ),
    GRID: Job(
        "le dessin de la grille des remontées",
        "rien si la grille redevient juste d'elle-même dans l'heure ; sinon corriger ce que dit le programme, puis dans "
        "Dagster : Jobs, refresh_grid, Launch run. La grille ne fait que montrer le registre : ni remontée ni chiffre n'est "
        "touché",
    ),
    LOOK: Job(
        "l'examen quotidien de la collecte",
        "ouvrir cette exécution dans Dagster (Runs) et lire ce que dit son journal ; après correction : Jobs, "
        "look_at_the_collection, Materialize all. Cet examen ne change rien",
    ),
    VERIFY: Job(
        "la vérification du stockage",
        "ouvrir cette exécution dans Dagster (Runs) et lire ce que dit son journal, ou lancer cites verify --deep. Cet examen ne "
        "change rien",
    ),
}
_BY_HAND = Job(
    "une exécution demandée à la main dans Dagster",
    "ouvrir cette exécution dans Dagster (Runs), lire ce que dit son journal, et la redemander après correction",
)


def job_of(name: str) -> Job:
    """The job of this name; any other is one that somebody asked for by hand (assets that were chosen in the UI)."""
    return JOBS.get(name, _BY_HAND)
