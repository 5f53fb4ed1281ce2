"""The project's queries, compiled once, and worlds to run them over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.explanation.states import Replays
from orchestration.warehouse.dbt import compiled
from tests.integration.warehouse.world import History, three_cites


@pytest.fixture(scope="session")
def statements(tmp_path_factory: pytest.TempPathFactory):
    """Without a build: an empty programme's workdir is enough to compile."""
    return compiled(History().prepare(tmp_path_factory.mktemp("compiled")))


@pytest.fixture
def replays_of(statements, tmp_path: Path) -> Callable[[History], Replays]:
    """What replays states of this history."""

    def made(history: History) -> Replays:
        return Replays(statements, history.prepare(tmp_path), three_cites())

    return made
