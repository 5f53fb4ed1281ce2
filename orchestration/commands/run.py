"""`cites run`: from what arrived to the current release, with a summary on the terminal.

Belongs here: the quick way out when there is nothing new, and the summary. Dagster and dbt are imported only where there is
work for them.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator

from contracts.model import Contract
from orchestration.commands.arrivals import arrivals, left_about
from orchestration.commands.national_figures import national_figures
from orchestration.commands.page import where
from orchestration.demo.marker import NOTICE
from orchestration.landing.intake import LANDING, look_at
from orchestration.notifications.telling import telling_failures
from orchestration.run import Run, open_run
from orchestration.settings import is_by_default, read_settings
from orchestration.storage.opening import is_there, open_storage
from orchestration.submissions.findings import Judgement
from orchestration.submissions.reading.hindrances import TOLD
from orchestration.terminal import Progress, safe, table

_SHOWN = 20
"""How many rejected returns the summary lists; the reports have them all."""


def run(arguments: argparse.Namespace) -> int:
    """0 published or nothing new; a failed audit, a held lock and other faults are raised with their own status."""
    settings, progress = read_settings(), Progress()
    if not is_there(settings.storage):
        # nothing is made there: it may be a share that is not mounted
        print(_no_landing(open_storage(settings.storage).url))
        return 0
    with telling_failures(settings, progress), open_run(settings, progress) as opened:
        return run_on(opened)


def run_on(opened: Run) -> int:
    """The same for a run whose lock is held already."""
    look = look_at(opened.storage, opened.register)
    if not look.unseen and opened.is_up_to_date:
        skipped = map(_left_alone, opened.storage.skipped(LANDING))
        told = [*skipped, *left_about(look.left_about), *_nothing_new(opened)]
    elif not opened.intake.new and opened.is_up_to_date and not _is_anything_else_said(opened):
        # known bytes under another name, or files that cannot be taken: noted, but no figure depends on them
        told = [*_problems(opened), *arrivals(opened), *_hindered(opened), *_nothing_new(opened)]
    else:
        from orchestration.launch import launch

        launch(opened)
        told = list(summary(opened))
    print("\n".join(told))
    opened.serve()
    return 0


def _is_anything_else_said(opened: Run) -> bool:
    """Commit what was sent again, judged again where it was rejected; whether that gave another judgement."""
    if opened.intake.again:
        return bool(opened.judge().judgements)
    opened.register.append(opened.intake.events)
    return False


def _problems(opened: Run) -> list[str]:
    return [*map(_left_alone, opened.intake.problems), *left_about(opened.intake.left_about)]


def _hindered(opened: Run) -> Iterator[str]:
    """The files that got no verdict, each with what came between."""
    hindered = opened.batch.hindered if opened.batch else []
    if hindered:
        files = "1 file" if len(hindered) == 1 else f"{len(hindered)} files"
        yield f"not judged  {files}: the next run tries again"
        yield from (f"  {safe(arrival.key)}: {TOLD[reason]}" for arrival, reason in hindered)


def _left_alone(problem: str) -> str:
    return f"left alone: {problem}"


def _nothing_new(opened: Run) -> Iterator[str]:
    from orchestration.publication.pointer import read_pointer

    pointer, landing = read_pointer(opened.storage), opened.storage.local_path("landing")
    # a bucket has no folders to look for
    lacking = landing is not None and not os.path.lexists(landing)
    if lacking:
        yield _no_landing(opened.storage.url)
    if pointer is not None:
        yield f"nothing new: {pointer.release} stays the current release"
    elif not lacking:
        yield f"nothing to publish: no return was accepted yet in {opened.storage.location('landing')}"


def _no_landing(url: str) -> str:
    default = " (the default: CITES_STORAGE is not set)" if is_by_default(url) else ""
    return f"landing/ does not exist in {url}{default}: create it and drop returns there"


def summary(opened: Run) -> Iterator[str]:
    """What came in, what was rejected and why, what is published; figures with their denominators."""
    yield ""
    if opened.demo:
        yield from (NOTICE, "")
    yield from _received(opened)
    yield from _figures(opened)
    yield from _release(opened)


def _received(opened: Run) -> Iterator[str]:
    intake, judgements = opened.intake, opened.batch.judgements if opened.batch else []
    verdicts = Counter(judgement.verdict for judgement in judgements)
    warned = sum(1 for j in judgements if j.verdict == "acceptee" and j.constats)
    yield (
        f"received  {_files(len(intake.new))} ({_recognised(opened)}): "
        f"{verdicts['acceptee']} accepted ({warned} with warnings), {verdicts['rejetee']} rejected"
    )
    yield from _problems(opened)
    yield from _hindered(opened)
    yield from arrivals(opened)
    rejected = [judgement for judgement in judgements if judgement.verdict == "rejetee"]
    if rejected:
        rows = [
            (
                j.fichier,
                *_whose(j, opened.contract),
                " ".join(sorted({f.regle for f in j.constats if f.gravite == "bloquant"})),
            )
            for j in rejected[:_SHOWN]
        ]
        yield table(("rejected file", "cité", "quarter", "rules"), rows, elastic=0)
        if len(rejected) > _SHOWN:
            yield f"… and {len(rejected) - _SHOWN} more"
        yield f"reports: {opened.storage.location('reports')}"
    yield ""


def _recognised(opened: Run) -> str:
    again = len(opened.intake.again)
    return f"{len(opened.intake.recognised)} recognised{f', {again} judged again' if again else ''}"


def _whose(judgement: Judgement, contract: Contract) -> tuple[str, str]:
    """Cité and quarter, where there is no doubt."""
    if judgement.is_in_doubt(contract.submission):
        return "?", "?"
    return judgement.code_cite or "?", judgement.trimestre or "?"


def _files(number: int) -> str:
    return "1 new file" if number == 1 else f"{number} new files"


def _figures(opened: Run) -> Iterator[str]:
    import duckdb

    with duckdb.connect(str(opened.candidate), read_only=True) as connection:
        nation = connection.sql("from publication.indicateurs_nationaux order by trimestre")
        yield from national_figures(nation.to_arrow_table().to_pylist())


def _release(opened: Run) -> Iterator[str]:
    published = opened.published
    if published is None:
        yield "nothing is published: no return was accepted yet"
        return
    told = {
        "published": "published",
        "republished": "current again (its content is what the returns in force give)",
        "unchanged": "unchanged: the figures are those of the current release",
        "set_aside": "not published again: somebody rolled back from exactly this content; the current release is",
    }[published.outcome]
    yield (
        f"{told}  {published.release}"
        if published.outcome == "set_aside"
        else f"release {published.release}: {told}"
    )
    yield f"  {opened.storage.location(f'releases/{published.release}')}"
    yield from where(opened.storage)
