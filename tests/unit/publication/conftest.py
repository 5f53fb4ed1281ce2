"""Publications: real ones for what a release holds, and quick ones for how releases follow one another."""

import pytest

from orchestration.publication import writing
from tests.unit.audit.small_world import tables
from tests.unit.publication.memory import Memory
from tests.unit.publication.publishing import Assembler, Press, first_two_quarters


@pytest.fixture(scope="session")
def two_releases(tmp_path_factory) -> dict[str, bytes]:
    """The objects of a storage with two releases: two quarters, then three; the second is current."""
    press = Press(tmp_path_factory.mktemp("press"))
    press.publish(first_two_quarters())
    press.publish(tables())
    return dict(press.storage.objects)


@pytest.fixture
def storage(two_releases) -> Memory:
    return Memory(two_releases)


@pytest.fixture(scope="session")
def assembler(tmp_path_factory) -> Assembler:
    return Assembler(tmp_path_factory.mktemp("assembled"))


@pytest.fixture(scope="session")
def candidates(tmp_path_factory):
    return tmp_path_factory.mktemp("candidates")


@pytest.fixture
def press(candidates, monkeypatch, assembler) -> Press:
    """A press whose releases are assembled once a session: for tests of the order of things."""
    monkeypatch.setattr(writing, "assemble", assembler)
    return Press(candidates)
