"""A release keeps the page that describes how its tables were made; it is made for releases only."""

import pytest

from orchestration.publication.catalogue import current
from orchestration.publication.release import publish
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.memory import HeldLease, Memory
from tests.unit.publication.publishing import (
    CODE,
    NOON,
    FakeAudit,
    all_accepted,
    candidate_of,
    first_two_quarters,
)


class Scribe:
    """Makes the page, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> bytes:
        self.asked += 1
        return b"<!doctype html>"


@pytest.fixture
def press(tmp_path):
    storage = Memory()

    def release(documentation, published=None):
        candidate, fingerprint = candidate_of(tmp_path / "candidates", published)
        audit, contract = FakeAudit(fingerprint), small_contract()
        given = (storage, candidate, audit, all_accepted(), contract, HeldLease(), NOON, False, CODE)
        return publish(*given, documentation=documentation).outcome

    release.storage = storage
    return release


def files(storage) -> list[str]:
    return [entry["chemin"] for entry in current(storage).manifest["fichiers"]]


def test_the_page_is_a_file_of_the_release_under_its_manifest(press):
    press(Scribe())
    assert "docs/index.html" in files(press.storage)
    assert press.storage.read(f"releases/{current(press.storage).id}/docs/index.html") == b"<!doctype html>"


def test_it_is_made_once_a_release_and_not_where_nothing_is_new(press):
    scribe = Scribe()
    assert [press(scribe), press(scribe)] == ["published", "unchanged"]
    assert scribe.asked == 1
    assert press(scribe, first_two_quarters()) == "published"
    assert scribe.asked == 2


def test_the_content_hash_does_not_depend_on_it(press):
    press(Scribe())
    assert press(None) == "unchanged"


def test_without_one_a_release_is_whole_all_the_same(press):
    press(None)
    assert [path for path in files(press.storage) if path.startswith("docs/")] == []


def test_a_page_that_cannot_be_made_leaves_the_release_before(press):
    def broken() -> bytes:
        raise OSError("no room")

    press(Scribe(), first_two_quarters())
    before = current(press.storage).id
    with pytest.raises(OSError, match="no room"):
        press(broken)
    assert current(press.storage).id == before
