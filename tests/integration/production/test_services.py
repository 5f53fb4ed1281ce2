"""The production deployment in short: installed by the guide's commands, started by the units', a dropped file ends in a release.

What the guide promises beyond that (backup, restore, upgrade, failures, secrets) is followed by `make test-production`.
"""

from __future__ import annotations

import warnings

import pytest

from orchestration.publication.pointer import read_pointer
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from tests.making.files import make
from tests.making.returns import valid_return

pytestmark = [pytest.mark.s3, pytest.mark.xdist_group("production")]

PATIENCE = 400
"""Seconds after which a machine is no longer slow but wrong."""


def test_services_that_were_installed_by_the_guide_publish_what_is_dropped(modest_machine, keys):
    machine, storage = modest_machine, open_storage(modest_machine.url)
    if machine.postgres:
        machine.follow("deploy", "Dagster's database")
    else:
        warnings.warn(
            "no PostgreSQL server is installed here: Dagster's records are kept in SQLite", stacklevel=1
        )
    machine.follow("deploy", "Settings and secrets")
    machine.start("cites-webserver")
    machine.start("cites-daemon")
    storage.write("landing/retour.xlsx", make(valid_return("cde-012", "2024-T1")))

    machine.wait("a release is current", PATIENCE, lambda: read_pointer(storage) is not None)
    machine.wait("the UI answers", PATIENCE, machine.answers)
    machine.wait("no run is under way", PATIENCE, machine.is_quiet)
    assert [run["status"] for run in machine.runs()] == ["SUCCESS"]
    assert [one["code_cite"] for one in Register.load(storage).accepted()] == ["cde-012"]
    kept_here = [path.name for path in (machine.root / "var/lib/cites").rglob("*.db")]
    assert (kept_here == []) == (machine.postgres is not None)
    # nothing is under way: both end by themselves, long before they would be killed
    assert machine.stop() == {"cites-webserver": 0, "cites-daemon": 0}
