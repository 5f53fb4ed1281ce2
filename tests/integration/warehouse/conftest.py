"""One build of a small programme, shared by the tests that only look at it."""

from datetime import date
from pathlib import Path

import pytest

from orchestration.warehouse.dbt import BuildResult, build
from tests.integration.warehouse.world import ANGERS, BELFORT, NANTES, History


def two_quarters() -> History:
    """2022-T1 is complete, with a correction; in 2022-T2 one is rejected, one withdrawn, one in force."""
    history = History()
    history.accepted(ANGERS, "2022-T1", received="2022-04-10", partners=3, committees=1, outreach=[90])
    history.accepted(
        ANGERS,
        "2022-T1",
        received="2022-04-20",
        signed=date(2022, 4, 15),
        partners=4,
        committees=2,
        outreach=[10, 5],
        innovative=[4],
    )
    history.accepted(BELFORT, "2022-T1", signed=date(2022, 5, 2), partners=9, outreach=[7])
    history.rejected(ANGERS, "2022-T2", ["R05", "R05"])
    history.withdrawn(history.accepted(BELFORT, "2022-T2", partners=8, outreach=[70], warnings=1))
    history.accepted(NANTES, "2022-T2", partners=1, committees=1, innovative=[2, 3])
    history.rejected(None, None, ["I01"], read="2022-T2")
    history.rejected(None, None, ["I02"])
    history.rejected(ANGERS, "2022-T3", ["R05"])
    return history


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    """The candidate of those two quarters, with every unit test run on the way."""
    return build(two_quarters().prepare(tmp_path_factory.mktemp("built")), unit_tests=True)


@pytest.fixture(scope="session")
def candidate(built: BuildResult) -> Path:
    return built.candidate
