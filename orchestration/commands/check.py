"""`cites check`: judge files on the spot, changing nothing.

Belongs here: the exit status and how verdicts are shown. Imports late: a cold answer takes about a second.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.loading import load_contract
from contracts.typography import typeset
from orchestration.clock import today
from orchestration.errors import UsageError
from orchestration.plurals import counted
from orchestration.settings import read_settings
from orchestration.storage.opening import is_there
from orchestration.terminal import safe

if TYPE_CHECKING:
    from orchestration.submissions.findings import Cause, Finding, Judgement, NotJudged

_INDENT = " " * 6
_LISTED = 50
"""Findings of one rule in one column that are shown: nobody reads more of the same on a terminal."""

_NOT_JUDGED = (
    "  La machine n'a pas laissé lire ce fichier (occupée, en pause ou à court de mémoire) : il n'est ni accepté ni\n"
    "  rejeté. Relancez la commande."
)

_NO_PAST = (
    "Sans le passé : il n'y a pas de stockage à « {} » (CITES_STORAGE). Ce qui compare avec les remontées précédentes (règles Q) "
    "n'a pas été contrôlé."
)

_Kind = tuple[str, str | None, str | None]


def check(arguments: argparse.Namespace) -> int:
    """0 where every file is accepted, 1 where one is rejected or could not be judged.

    UsageError (2) where a file is not there, or is a folder.
    """
    folders = [str(path) for path in arguments.files if path.is_dir()]
    if folders:
        raise UsageError(
            f"{', '.join(folders)}: {'are folders' if folders[1:] else 'is a folder'}: give files"
        )
    absent = [str(path) for path in arguments.files if not path.is_file()]
    if absent:
        raise UsageError(f"no such file: {', '.join(absent)}")
    from orchestration.submissions.check import check_files

    settings = read_settings()
    contract, day = load_contract(settings.reference), today()
    judgements = check_files(arguments.files, settings.storage, contract, day)
    written = {}
    if arguments.report:
        from orchestration.commands.feedback import write_feedback

        written = write_feedback(*_judged(arguments, judgements), contract, settings.storage, day)
    if arguments.json:
        print(json.dumps([judgement.as_report() for judgement in judgements], ensure_ascii=False, indent=1))
    else:
        shown = (_shown(judgement, written.get(judgement.empreinte)) for judgement in judgements)
        print(safe("\n\n".join(shown)))
        if not is_there(settings.storage):
            print(typeset(_NO_PAST.format(safe(settings.storage))), file=sys.stderr)
    return int(any(judgement.verdict != "acceptee" for judgement in judgements))


def _judged(
    arguments: argparse.Namespace, judgements: Sequence[Judgement | NotJudged]
) -> tuple[argparse.Namespace, list[Judgement]]:
    """The judgements alone, and the arguments with their files: nothing is sent back for a file that was not judged."""
    from orchestration.submissions.findings import Judgement

    judged = [
        (one, path)
        for one, path in zip(judgements, arguments.files, strict=True)
        if isinstance(one, Judgement)
    ]
    files = [path for _, path in judged]
    return argparse.Namespace(**{**vars(arguments), "files": files}), [one for one, _ in judged]


def _shown(judgement: Judgement | NotJudged, folder: Path | None) -> str:
    if judgement.verdict is None:
        return f"{judgement.fichier} : NON JUGÉE\n{_NOT_JUDGED}"
    whose = " · ".join(filter(None, (judgement.code_cite, judgement.trimestre)))
    word = {"acceptee": "ACCEPTÉE", "rejetee": "REJETÉE"}[judgement.verdict]
    title = f"{judgement.fichier} : {word}" + (f" ({whose})" if whose else "")
    returned = [f"  Retour pour la cité : {folder}"] if folder else []
    return "\n".join([title, *_findings(judgement), *returned])


def _findings(judgement: Judgement) -> Sequence[str]:
    """What is known of where findings come from, each cause once with its places; then the others, in their order."""
    if not judgement.constats:
        return ["  Aucun constat."]
    causes: dict[Cause, list[Finding]] = {}
    others = []
    for finding in judgement.constats:
        if finding.cause is not None:
            causes.setdefault(finding.cause, []).append(finding)
        else:
            others.append(finding)
    known = sorted(causes.items(), key=lambda one: one[0].rank)
    return [*(line for cause, found in known for line in _cause(cause, found)), *_listed(others)]


def _cause(cause: Cause, found: Sequence[Finding]) -> Iterator[str]:
    """The cause, what to do, then the places of its findings by rule."""
    yield f"  {cause.heading}"
    yield from _wrapped(f"{cause.found} {cause.remedy}")
    places: dict[tuple[str, str | None], list[str]] = {}
    for one in found:
        cell = one.cellule or " ".join(
            filter(None, (f"ligne {one.ligne}" if one.ligne else None, one.colonne))
        )
        places.setdefault((f"{one.regle} ({one.gravite})", one.feuille), []).append(cell)
    for kind, cells in places.items():
        more = f" … et {counted(len(cells) - _LISTED, 'autre')}" if len(cells) > _LISTED else ""
        where = ", ".join(filter(None, cells[:_LISTED]))
        yield from _wrapped(f"{' · '.join(filter(None, kind))}{' : ' if where else ''}{where}{more}")


def _listed(findings: Sequence[Finding]) -> Sequence[str]:
    """The findings in their order; of one rule in one column the first ones, then how many more there are."""
    lines: list[str] = []
    told: Counter[_Kind] = Counter()
    for finding in findings:
        kind = (finding.regle, finding.feuille, finding.colonne)
        told[kind] += 1
        if told[kind] <= _LISTED:
            lines += _finding(finding)
    return [*lines, *(_more(kind, count) for kind, count in told.items() if count > _LISTED)]


def _finding(finding: Finding) -> Iterator[str]:
    place = _place(finding)
    yield f"  {finding.regle} ({finding.gravite})" + (f"  {place}" if place else "")
    yield from _wrapped(finding.message)


def _place(finding: Finding) -> str:
    cell = finding.cellule or (f"ligne {finding.ligne}" if finding.ligne else None)
    return " · ".join(filter(None, (finding.feuille, cell, finding.colonne)))


def _wrapped(text: str) -> Sequence[str]:
    width = max(60, min(shutil.get_terminal_size().columns, 110))
    return textwrap.wrap(
        text, width, initial_indent=_INDENT, subsequent_indent=_INDENT, break_on_hyphens=False
    )


def _more(kind: _Kind, count: int) -> str:
    rule, *place = kind
    return f"  {rule} · {' · '.join(filter(None, place))} : et {counted(count - _LISTED, 'autre')} (--json les donne)"
