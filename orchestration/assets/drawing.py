"""Keep the grid of returns like the register: what every run that judges does, and the job `refresh_grid`.

Belongs here: from the register to squares with their facts. Does not belong here: Dagster's events (`grid`), colours
(`orchestration.schedule.grid`).
"""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from contracts.loading import load_contract
from orchestration.assets.grid import Author, Drawn, Facts, draw
from orchestration.assets.partitions import add_quarters, grid_of, legend
from orchestration.assets.places import address
from orchestration.feedback.artefacts import PAGE, RECEIPT
from orchestration.landing.intake import returns_key
from orchestration.schedule.grid import Square, grid
from orchestration.schedule.reasons import rules, told
from orchestration.schedule.view import View
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Place
from orchestration.submissions.rejection import blocking_findings

_WIDTH = 46
"""Characters a line that the panel beside the grid shows without scrolling."""

_CONTRACT = load_contract(read_settings().reference)
PARTITIONS = grid_of(_CONTRACT)
CITES = dg.MetadataValue.md(legend(_CONTRACT))
"""The names of the cités beside the grid, which has their codes; a square has its cité's name among its facts."""


def facts_of(view: View) -> Facts:
    """What a click on a square shows: cité, what is wrong and where, verdict, file, dates, and where its answer is."""
    storage, cites = view.storage, view.contract.reference.cites

    def facts(square: Square) -> Mapping[str, dg.MetadataValue]:
        cite = cites.get(square.code_cite)
        shown: dict[str, dg.MetadataValue] = {
            name: dg.MetadataValue.int(value) if isinstance(value, int) else dg.MetadataValue.text(str(value))
            for name, value in square.facts().items()
        }
        name = dg.MetadataValue.text(cite.name if cite else square.code_cite)
        return {"cite": name, **_reasons(storage, square), **shown, **_kept(storage, square)}

    return facts


def _reasons(storage: Storage, square: Square) -> dict[str, dg.MetadataValue]:
    """Of the rejected file: the square's own, or the correction that was rejected after it."""
    if square.rejected is None:
        return {}
    findings = blocking_findings(storage, f"{square.kept(square.rejected)}.json")
    what = "what_is_wrong" if square.state == "rejetee" else "wrong_in_correction"
    return {
        what: dg.MetadataValue.md(told(findings, width=_WIDTH)),
        "rules": dg.MetadataValue.text(rules(findings)),
    }


def _kept(storage: Storage, square: Square) -> dict[str, dg.MetadataValue]:
    """Where everything about the file is: behind a click, since addresses with a fingerprint in them are wide."""
    page = PAGE if square.state == "rejetee" else RECEIPT
    key, fingerprint = square.kept(square.event), square.event["empreinte"]
    kept = {
        "answer": str(address(storage, f"{key}/{page}").value),
        "report": storage.location(f"{key}.json"),
        "original": storage.location(returns_key(fingerprint)),
        "fingerprint": fingerprint,
    }
    return {"where_it_is": dg.MetadataValue.json(kept)}


def keep_current(instance: dg.DagsterInstance, view: View, author: Author | None) -> Drawn | None:
    """Make the grid like the register; None where nobody keeps what is drawn (an ephemeral instance)."""
    if instance.is_ephemeral:
        return None
    add_quarters(instance, view.quarters)
    return draw(instance, known(view), PARTITIONS, facts_of(view), author)


def known(view: View) -> dict[Place, Square]:
    """The squares of the cités that the grid has."""
    # a cité that has left the reference has no column any more
    return {
        place: square
        for place, square in grid(view.register).items()
        if place[0] in view.contract.reference.cites
    }
