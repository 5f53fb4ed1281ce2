"""The small programme, staged once, and the audit's checks on its candidate."""

import pytest

from orchestration.audit.audit import figures
from orchestration.audit.recount import recount
from tests.unit.audit.small_world import as_arrow, register, small_contract, write_staged


@pytest.fixture(scope="session")
def workdir(tmp_path_factory):
    return write_staged(tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="session")
def counted(workdir):
    return recount(workdir, register().events, small_contract())


@pytest.fixture
def failing(workdir):
    """The controls that a set of tables does not pass, by sentence, each with its problems (key, expected, found)."""

    def check(published, *, events=None, previous=None):
        contract = small_contract()
        arrow = {name: as_arrow(contract, name, rows) for name, rows in published.items()}
        found = figures(workdir, arrow, events or register(), contract, previous)
        wrong = {
            c.sentence: [line for line in c.lines if c.problems_only or line[1] != line[2]] for c in found
        }
        return {sentence: lines for sentence, lines in wrong.items() if lines}

    return check
