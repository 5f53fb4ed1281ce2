"""One reader of a dashboard's kind: asks its questions one after the other until told to stop, and says how long each took.

    python -m tests.bench.readers duckdb|duckdb-anew|postgres ADDRESS STOP

ADDRESS is a storage's folder or a libpq address; the reader ends once the file STOP exists, and prints its waits in seconds
as JSON.
Belongs here: the questions, and how a tool asks them. Does not belong here: what goes on meanwhile (`bi`).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

THINKING_SECONDS = 0.25
"""Between an answer and the next question."""

QUESTIONS = (
    "select trimestre, statut, cites_repondantes, nouveaux_beneficiaires from publication.indicateurs_nationaux "
    "order by trimestre",
    "select libelle, trimestre, beneficiaires_accompagnes from publication.indicateurs_territoriaux "
    "where niveau = 'region' order by libelle, trimestre",
    "select region_code, sum(nouveaux_beneficiaires), count(*) from publication.indicateurs_cites "
    "where trimestre = '2023-T4' group by region_code order by 2 desc",
    "select c.nom_cite, s.retard_jours from publication.suivi_remontees s "
    "join publication.indicateurs_cites c using (code_cite, trimestre) where s.retard_jours > 0 order by 2 desc limit 20",
    "select f.libelle, sum(f.beneficiaires), min(n.statut) from publication.actions_innovantes_freins f "
    "join publication.indicateurs_nationaux n using (trimestre) group by f.libelle order by 2 desc",
)

Ask = Callable[[str], list[tuple[Any, ...]]]


def _current(folder: str) -> str:
    pointer = Path(folder) / "releases" / "current.json"
    release = json.loads(pointer.read_text(encoding="utf-8"))["release"]
    return str(pointer.parent / release / "cites.duckdb")


@contextmanager
def duckdb_file(folder: str) -> Iterator[Ask]:
    """Keeps the release's file open, and goes on to the next release's when there is one."""
    import duckdb

    opened = {_current(folder): duckdb.connect(_current(folder), read_only=True)}

    def ask(question: str) -> list[tuple[Any, ...]]:
        if (path := _current(folder)) not in opened:
            opened.popitem()[1].close()
            opened[path] = duckdb.connect(path, read_only=True)
        return opened[path].execute(question).fetchall()

    yield ask
    opened.popitem()[1].close()


@contextmanager
def duckdb_anew(folder: str) -> Iterator[Ask]:
    """Opens the current release's file for each question, as Superset does."""
    import duckdb

    def ask(question: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(_current(folder), read_only=True) as connection:
            return connection.execute(question).fetchall()

    yield ask


@contextmanager
def postgres(address: str) -> Iterator[Ask]:
    """Keeps one connection, as pools do."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        yield lambda question: connection.execute(question).fetchall()


def waits(ask: Ask, stop: Path) -> list[float]:
    """How long each answer took."""
    found = []
    for question in cycle(QUESTIONS):
        begun = time.perf_counter()
        assert ask(question)
        found.append(time.perf_counter() - begun)
        if stop.exists():
            return found
        time.sleep(THINKING_SECONDS)
    return found


if __name__ == "__main__":
    kinds = {"duckdb": duckdb_file, "duckdb-anew": duckdb_anew, "postgres": postgres}
    with kinds[sys.argv[1]](sys.argv[2]) as asking:
        asking(QUESTIONS[0])
        print("ready", flush=True)
        print(json.dumps(waits(asking, Path(sys.argv[3]))))
