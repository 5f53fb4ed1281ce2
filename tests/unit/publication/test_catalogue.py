"""Releases are found by name, and going back is a move with a reason."""

import pytest

from orchestration.errors import UsageError
from orchestration.publication.catalogue import (
    NothingPublished,
    consolidated_tables_of,
    current,
    releases,
    resolve,
    rollback,
    tables_of,
    warehouse,
)
from orchestration.publication.fingerprint import content_hash
from orchestration.publication.manifest import DamagedRelease
from orchestration.publication.pointer import KEY, DamagedPointer, read_pointer
from tests.unit.audit.small_world import small_contract
from tests.unit.publication.memory import HeldLease, Memory
from tests.unit.publication.publishing import NOON


def go_back(storage, name, reason="chiffres contestés", lease=None):
    return rollback(storage, name, reason, NOON, lease or HeldLease())


def test_releases_come_newest_first_with_the_current_one_marked(storage):
    assert [(release.id[:5], release.current) for release in releases(storage)] == [
        ("r0002", True),
        ("r0001", False),
    ]


def test_where_nothing_is_published_there_is_no_release():
    assert releases(Memory()) == []


def test_a_folder_without_a_manifest_is_no_release(storage):
    newest = releases(storage)[0].id
    storage.delete(f"releases/{newest}/manifest.json")
    assert [release.id[:5] for release in releases(storage)] == ["r0001"]


@pytest.mark.parametrize(
    "key", ["releases/notes/manifest.json", "releases/r1-abc/manifest.json", "releases/manifest.json"]
)
def test_what_is_not_named_like_a_release_is_none(storage, key):
    storage.objects[key] = b"{}"
    assert len(releases(storage)) == 2


def test_the_tenth_thousand_release_is_newer_than_the_one_before(storage):
    manifest = storage.read(f"releases/{releases(storage)[0].id}/manifest.json")
    for name in ("r9999-aaaaaaaa", "r10000-aaaaaaaa"):
        storage.objects[f"releases/{name}/manifest.json"] = manifest
    assert [release.id for release in releases(storage)][:2] == ["r10000-aaaaaaaa", "r9999-aaaaaaaa"]


@pytest.mark.parametrize("wanted", [0, 1])
def test_a_release_is_called_by_id_number_or_hash(storage, wanted):
    release = releases(storage)[wanted]
    for name in (
        release.id,
        release.id[:5],
        release.id[:9],
        release.content_hash,
        release.content_hash[:8],
        release.id.upper(),
    ):
        assert resolve(storage, name).id == release.id


def test_no_name_is_the_current_release(storage):
    assert resolve(storage, None).id == current(storage).id


@pytest.mark.parametrize("name", ["r0003", "r", "r000", "", "abc", "zzzz", "../r0001"])
def test_a_name_of_none_or_of_several_gives_the_list(storage, name):
    with pytest.raises(UsageError) as refused:
        resolve(storage, name)
    assert refused.value.exit_status == 2
    for release in releases(storage):
        assert release.id in str(refused.value)


def test_where_nothing_is_published_no_name_is_known():
    with pytest.raises(NothingPublished) as refused:
        resolve(Memory(), "r0001")
    assert refused.value.exit_status == 1


def test_a_current_release_that_is_gone_is_said_to_be_damaged(storage):
    storage.delete(f"releases/{current(storage).id}/manifest.json")
    with pytest.raises(DamagedRelease, match=r"manifest\.json is missing"):
        current(storage)


def test_a_damaged_manifest_is_said_to_be_so(storage):
    storage.objects[f"releases/{current(storage).id}/manifest.json"] = b'{"release": "r0002"}'
    with pytest.raises(DamagedRelease, match=r"manifest\.json is damaged"):
        current(storage)


def test_a_damaged_manifest_hides_no_other_release(storage):
    storage.objects[f"releases/{releases(storage)[1].id}/manifest.json"] = b"{"
    assert [release.id[:5] for release in releases(storage)] == ["r0002"]


def test_the_consolidated_tables_of_a_release_are_those_that_were_hashed(storage):
    release = current(storage)
    assert content_hash(consolidated_tables_of(storage, release)) == release.content_hash


def test_the_tables_of_a_release_are_those_and_its_revisions(storage):
    release = current(storage)
    held, hashed = tables_of(storage, release), consolidated_tables_of(storage, release)
    assert held.keys() - hashed.keys() == {"revisions"}
    assert [held[name].equals(rows) for name, rows in hashed.items()] == [True] * len(
        small_contract().published
    )


def test_the_warehouse_is_the_current_releases_duckdb_file(storage):
    assert warehouse(storage) == f"memory://releases/{current(storage).id}/cites.duckdb"


def test_without_a_release_there_is_no_warehouse():
    with pytest.raises(NothingPublished, match="nothing is published yet"):
        warehouse(Memory())


def test_going_back_makes_the_earlier_release_current(storage):
    first = releases(storage)[1].id
    go_back(storage, "r0001")
    assert current(storage).id == first


def test_going_back_is_told_in_the_journal(storage):
    pointer = go_back(storage, "r0001", "  chiffres contestés ")
    last = pointer.mouvements[-1]
    assert (last.release[:5], last.genre, last.motif, last.instant) == (
        "r0001",
        "retour_arriere",
        "chiffres contestés",
        "2023-02-01T12:00:00+00:00",
    )
    assert read_pointer(storage) == pointer


def test_going_back_and_forth_is_possible(storage):
    second = current(storage).id
    go_back(storage, "r0001")
    go_back(storage, second)
    assert [move.genre for move in read_pointer(storage).mouvements][2:] == [
        "retour_arriere",
        "retour_arriere",
    ]
    assert current(storage).id == second


def test_going_back_keeps_the_inputs_that_were_consolidated(storage):
    before = read_pointer(storage).entrees
    assert go_back(storage, "r0001").entrees == before


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_going_back_needs_a_reason(storage, reason):
    before = storage.read(KEY)
    with pytest.raises(UsageError, match="a reason is asked for"):
        go_back(storage, "r0001", reason)
    assert storage.read(KEY) == before


def test_the_current_release_cannot_be_gone_back_to(storage):
    with pytest.raises(UsageError, match=r"r0002-\w{8} is already the current release"):
        go_back(storage, "r0002")


def test_a_damaged_release_cannot_be_gone_back_to(storage):
    first, before = releases(storage)[1].id, storage.read(KEY)
    storage.objects[f"releases/{first}/cites.duckdb"] += b"x"
    with pytest.raises(DamagedRelease, match=r"cites\.duckdb is not the file that was published"):
        go_back(storage, "r0001")
    assert storage.read(KEY) == before


@pytest.mark.parametrize("change", ["missing", "added"])
def test_a_release_with_a_file_less_or_more_cannot_be_gone_back_to(storage, change):
    first = releases(storage)[1].id
    if change == "missing":
        storage.delete(f"releases/{first}/indicateurs.xlsx")
    else:
        storage.objects[f"releases/{first}/virus.exe"] = b"x"
    with pytest.raises(
        DamagedRelease,
        match=r"indicateurs\.xlsx is missing|virus\.exe is no file of this release; move it away",
    ):
        go_back(storage, "r0001")


def test_without_the_lock_nothing_moves(storage):
    before = storage.read(KEY)
    with pytest.raises(Exception, match="the lock is lost"):
        go_back(storage, "r0001", lease=HeldLease(checks=0))
    assert storage.read(KEY) == before


@pytest.fixture(params=["damaged", "gone"])
def pointerless(request, storage):
    """Two releases, and nothing that says which of them is current."""
    if request.param == "gone":
        del storage.objects[KEY]
    else:
        storage.objects[KEY] = b'{"release": '
    return storage


def test_without_the_pointer_every_release_can_still_be_found_by_name(pointerless):
    assert [(release.id[:5], release.current) for release in releases(pointerless)] == [
        ("r0002", False),
        ("r0001", False),
    ]
    assert tables_of(pointerless, resolve(pointerless, "r0001"))


def test_without_the_pointer_no_release_passes_for_the_current_one(pointerless):
    with pytest.raises(DamagedPointer, match=r"current\.json is (damaged|missing although).*cites rollback"):
        current(pointerless)


def test_going_back_is_the_way_out_of_a_damaged_pointer(pointerless):
    left = pointerless.objects.get(KEY)
    pointer = go_back(pointerless, "r0002")
    assert current(pointerless).id[:5] == "r0002"
    assert [(move.release[:5], move.genre) for move in pointer.mouvements] == [("r0002", "retour_arriere")]
    assert pointerless.objects.get("releases/current.damaged-20230201T120000Z.json") == left


def test_going_back_without_a_journal_sets_the_newer_release_aside(pointerless):
    newest = releases(pointerless)[0].id
    pointer = go_back(pointerless, "r0001")
    assert (pointer.release[:5], pointer.set_aside()) == ("r0001", frozenset({newest}))


def test_the_file_of_a_damaged_pointer_is_no_release(pointerless):
    go_back(pointerless, "r0001")
    assert len(releases(pointerless)) == 2


def test_one_release_without_a_pointer_is_a_first_publication_cut_short(storage):
    for key in [key for key in storage.objects if "/r0002-" in key]:
        del storage.objects[key]
    del storage.objects[KEY]
    assert read_pointer(storage) is None
