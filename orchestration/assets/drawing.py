"""Keep the grid of returns like the register: what every run that judges does, and the job `refresh_grid`.

Belongs here: from the register to squares with their facts. Does not belong here: Dagster's events (`grid`), colours
(`orchestration.schedule.grid`).
"""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg

from contracts.loading import load_contract
from orchestration.assets.grid import Author, Drawn, Facts, draw
from orchestration.assets.partitions import add_quarters, grid_of
from orchestration.schedule.grid import Square, grid
from orchestration.schedule.reasons import reasons
from orchestration.schedule.view import View
from orchestration.settings import read_settings
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Place

PARTITIONS = grid_of(load_contract(read_settings().reference))


def facts_of(storage: Storage) -> Facts:
    """What a click on a square shows: verdict, rules, file, dates, and where the report is."""

    def facts(square: Square) -> Mapping[str, dg.MetadataValue]:
        rules = {"rules": reasons(storage, square.report_key)} if square.state == "rejetee" else {}
        shown: dict[str, dg.MetadataValue] = {
            name: dg.MetadataValue.int(value) if isinstance(value, int) else dg.MetadataValue.text(str(value))
            for name, value in {**rules, **square.facts()}.items()
        }
        return {**shown, "report": dg.MetadataValue.path(storage.location(square.report_key))}

    return facts


def keep_current(instance: dg.DagsterInstance, view: View, author: Author | None) -> Drawn | None:
    """Make the grid like the register; None where nobody keeps what is drawn (an ephemeral instance)."""
    if instance.is_ephemeral:
        return None
    add_quarters(instance, view.quarters)
    return draw(instance, known(view), PARTITIONS, facts_of(view.storage), author)


def known(view: View) -> dict[Place, Square]:
    """The squares of the cités that the grid has."""
    # a cité that has left the reference has no column any more
    return {
        place: square
        for place, square in grid(view.register).items()
        if place[0] in view.contract.reference.cites
    }
