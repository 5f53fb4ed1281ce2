"""The one resource of every asset: a run that holds the storage's lock for as long as the Dagster run lasts."""

from collections.abc import Iterator

import dagster as dg

from orchestration.run import Run, open_run
from orchestration.settings import read_settings

RUN = "cites_run"


@dg.resource(description="The storage with its lock held, the contract, the register and the workdir.")
def cites_run(_: dg.InitResourceContext) -> Iterator[Run]:
    """Open a run for the time of one Dagster run; where another one holds the lock, this one fails and says so."""
    with open_run(read_settings()) as run:
        yield run
