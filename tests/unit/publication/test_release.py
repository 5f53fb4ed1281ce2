"""Publishing: a complete release or nothing, and no release that says nothing new."""

import hashlib
import json
import re

import pytest

from orchestration.errors import StorageError
from orchestration.publication.catalogue import current, releases, rollback
from orchestration.publication.fingerprint import content_hash
from orchestration.publication.formats.parquet_file import decode
from orchestration.publication.inputs import inputs_digest
from orchestration.publication.manifest import DamagedRelease
from orchestration.publication.pointer import read_pointer
from orchestration.publication.release import Unaudited
from tests.unit.audit.small_world import ANGERS, CORRECTED, RETURNS, small_contract, tables
from tests.unit.publication.memory import HeldLease, Memory
from tests.unit.publication.publishing import CODE, NOON, FakeAudit, Press, all_accepted, first_two_quarters

NAMES = list(small_contract().released)
HASHED = list(small_contract().published)


def manifest_of(storage, release: str) -> dict:
    return json.loads(storage.read(f"releases/{release}/manifest.json"))


def with_one_more_alert():
    published = tables()
    published["suivi_remontees"][0]["alertes"] += 1
    return published


def test_a_release_is_complete(storage):
    release = current(storage).id
    held = {
        entry.key.removeprefix(f"releases/{release}/") for entry in storage.entries(f"releases/{release}/")
    }
    assert held == {
        "cites.duckdb",
        "indicateurs.xlsx",
        "datapackage.json",
        "audit.json",
        "audit.html",
        "data-docs.html",
        "manifest.json",
        "page/index.html",
        *(f"{kind}/{name}.{kind}" for kind in ("parquet", "csv", "json") for name in NAMES),
    }


def test_its_name_is_its_number_and_the_beginning_of_its_hash(storage):
    newest, first = releases(storage)
    assert (first.id, newest.id) == (f"r0001-{first.content_hash[:8]}", f"r0002-{newest.content_hash[:8]}")


def test_the_manifest_names_every_file_with_size_and_checksum(storage):
    manifest = manifest_of(storage, current(storage).id)
    for file in manifest["fichiers"]:
        data = storage.read(f"releases/{manifest['release']}/{file['chemin']}")
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["octets"], file["sha256"])
    assert len(manifest["fichiers"]) == 7 + 3 * len(NAMES)


def test_the_manifest_says_what_the_release_was_made_from(storage):
    manifest = manifest_of(storage, current(storage).id)
    assert manifest["contrat"] == {"version": small_contract().version, "empreinte": small_contract().digest}
    assert (manifest["code"], manifest["numero"], manifest["demonstration"]) == (CODE, 2, False)
    assert manifest["cree_le"] == "2023-02-01T12:00:00+00:00"
    assert manifest["entrees"] == inputs_digest(all_accepted(), small_contract(), CODE)
    segment, digest = all_accepted().head
    assert manifest["registre"] == {"segment": segment, "empreinte": digest}
    assert manifest["bibliotheques"]["duckdb"] == "1.5.5"


def test_the_manifest_has_the_fingerprint_of_every_return_in_force_and_of_no_other(storage):
    told = manifest_of(storage, current(storage).id)["remontees"]
    assert told == [
        {"code_cite": sent.cite, "trimestre": sent.quarter, "empreinte": sent.sha}
        for sent in sorted(RETURNS, key=lambda sent: (sent.cite, sent.quarter))
    ]
    assert CORRECTED.sha not in {line["empreinte"] for line in told}


def test_the_content_hash_is_that_of_the_parquet_files(storage):
    release = current(storage)
    held = {name: decode(storage.read(f"releases/{release.id}/parquet/{name}.parquet")) for name in HASHED}
    assert content_hash(held) == release.content_hash


def test_the_audit_goes_with_the_release(storage):
    release = current(storage)
    assert json.loads(storage.read(f"releases/{release.id}/audit.json")) == {
        "reussi": True,
        "empreinte_contenu": release.content_hash,
        "controles": 0,
        "resultats": [],
    }
    page = storage.read(f"releases/{release.id}/audit.html").decode()
    assert f"Audit of {release.id}" in page and release.content_hash in page
    assert storage.exists(f"releases/{release.id}/data-docs.html")


def test_the_first_publication_is_told_as_one(press):
    published = press.publish()
    assert published.outcome == "published"
    assert re.fullmatch(r"r0001-[0-9a-f]{8}", published.release)
    assert published.release.endswith(published.content_hash[:8])


def test_two_builds_of_the_same_content_give_the_same_bytes_but_for_the_duckdb_file(tmp_path):
    press = Press(tmp_path)
    published = press.publish()
    again = Press(tmp_path / "again")
    again.publish({name: rows[::-1] for name, rows in tables().items()})
    kept = {key: data for key, data in press.storage.objects.items() if not key.endswith(".duckdb")}
    manifest = f"releases/{published.release}/manifest.json"
    assert kept.keys() - {manifest} == {key for key in kept if again.storage.objects[key] == kept[key]} - {
        manifest
    }


def test_the_same_content_again_writes_no_release(press):
    first = press.publish()
    before = dict(press.storage.objects)
    again = press.publish()
    assert (again.release, again.outcome) == (first.release, "unchanged")
    assert press.storage.objects == before


def test_inputs_that_gave_the_same_content_are_remembered(press):
    press.publish()
    events = all_accepted().judged(RETURNS[0], "rejetee")
    assert press.publish(register=events).outcome == "unchanged"
    pointer = read_pointer(press.storage)
    assert pointer.entrees == inputs_digest(events, small_contract(), CODE)
    assert len(pointer.mouvements) == 1


def test_other_content_is_another_release(press):
    first = press.publish(first_two_quarters())
    second = press.publish()
    assert second.release.startswith("r0002-")
    assert [move.release for move in read_pointer(press.storage).mouvements] == [
        first.release,
        second.release,
    ]


def test_content_that_an_earlier_release_has_makes_that_one_current_again(press):
    first = press.publish(first_two_quarters())
    press.publish()
    again = press.publish(first_two_quarters())
    assert (again.release, again.outcome) == (first.release, "republished")
    assert len(releases(press.storage)) == 2
    assert [move.genre for move in read_pointer(press.storage).mouvements] == [
        "publication",
        "publication",
        "republication",
    ]


def test_a_run_does_not_undo_a_rollback(press):
    first = press.publish(first_two_quarters())
    press.publish()
    rollback(press.storage, first.release, "chiffres contestés", NOON, HeldLease())
    again = press.publish(code_version="1.0.1+def")
    assert (again.release, again.outcome) == (first.release, "set_aside")
    assert current(press.storage).id == first.release


def test_the_inputs_of_a_run_after_a_rollback_are_remembered(press):
    first = press.publish(first_two_quarters())
    press.publish()
    rollback(press.storage, first.release, "chiffres contestés", NOON, HeldLease())
    assert read_pointer(press.storage).entrees == inputs_digest(all_accepted(), small_contract(), CODE)
    press.publish(code_version="1.0.1+def")
    assert read_pointer(press.storage).entrees == inputs_digest(all_accepted(), small_contract(), "1.0.1+def")


def test_something_new_after_a_rollback_is_published(press):
    first = press.publish(first_two_quarters())
    press.publish()
    rollback(press.storage, first.release, "chiffres contestés", NOON, HeldLease())
    assert press.publish(with_one_more_alert()).release.startswith("r0003-")


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        (lambda fingerprint: FakeAudit(fingerprint, success=False), "did not pass"),
        (lambda fingerprint: FakeAudit("0" * 64), "is not the one that was audited"),
        (lambda fingerprint: FakeAudit(""), "is not the one that was audited"),
    ],
    ids=["failed", "another candidate", "not comparable"],
)
def test_a_candidate_without_a_passed_audit_of_its_own_is_refused(press, audit, said):
    with pytest.raises(Unaudited, match=said):
        press.publish(audit=audit)
    assert press.storage.objects == {}


def test_a_change_after_the_audit_is_refused(press):
    other = press.publish().content_hash
    with pytest.raises(Unaudited):
        press.publish(with_one_more_alert(), audit=lambda _: FakeAudit(other))


def test_what_a_crashed_publication_left_is_cleaned_and_its_number_used_again(press):
    press.storage.objects["releases/r0001-0badc0de/csv/x.csv"] = b"half"
    assert press.publish().release.startswith("r0001-")
    assert not [key for key in press.storage.objects if "0badc0de" in key]


def test_the_number_of_a_release_whose_manifest_is_damaged_is_not_used_again(press):
    whole = press.publish(first_two_quarters()).release
    damaged = press.publish().release
    rollback(press.storage, whole, "abîmée", NOON, press.lease)
    press.storage.objects[f"releases/{damaged}/manifest.json"] = b"{"
    assert press.publish(with_one_more_alert()).release.startswith("r0003-")
    assert press.storage.exists(f"releases/{damaged}/cites.duckdb")


def test_the_files_of_a_release_that_lost_its_manifest_are_not_cleaned(press):
    whole = press.publish(first_two_quarters()).release
    lost = press.publish().release
    rollback(press.storage, whole, "abîmée", NOON, press.lease)
    del press.storage.objects[f"releases/{lost}/manifest.json"]
    assert press.publish(with_one_more_alert()).outcome == "published"
    assert press.storage.exists(f"releases/{lost}/cites.duckdb")


def test_nothing_but_unfinished_releases_is_cleaned(press):
    kept = {"releases/NOTES.txt": b"mine", "releases/archive/x.csv": b"mine", "returns/ab/cd": b"bytes"}
    press.storage.objects.update(kept)
    press.publish()
    assert {key: press.storage.objects.get(key) for key in kept} == kept


def test_a_whole_release_that_never_became_current_is_used(press):
    published = press.publish()
    del press.storage.objects["releases/current.json"]
    again = press.publish()
    assert (again.release, again.outcome) == (published.release, "published")


def test_a_damaged_release_is_not_made_current_again_but_written_anew(press):
    first = press.publish(first_two_quarters())
    press.publish()
    press.storage.objects[f"releases/{first.release}/csv/dictionnaire.csv"] += b"x"
    again = press.publish(first_two_quarters())
    assert (again.outcome, again.release[:5], again.content_hash) == (
        "published",
        "r0003",
        first.content_hash,
    )


@pytest.mark.parametrize("checks", [0, 1])
def test_a_lost_lock_publishes_nothing(tmp_path, checks):
    press = Press(tmp_path, lease=HeldLease(checks))
    with pytest.raises(StorageError, match="the lock is lost"):
        press.publish()
    assert read_pointer(press.storage) is None


def test_a_storage_that_does_not_keep_what_it_was_given_publishes_nothing(tmp_path):
    class Forgetful(Memory):
        def write(self, key, data):
            super().write(key, data[:-1] if key.endswith("dictionnaire.csv") else data)

    press = Press(tmp_path, storage=Forgetful())
    with pytest.raises(DamagedRelease, match=r"dictionnaire\.csv is not the file that was published"):
        press.publish()
    assert releases(press.storage) == []


def test_a_demonstration_is_marked(press):
    release = press.publish(demo=True).release
    assert manifest_of(press.storage, release)["demonstration"] is True


def test_a_correction_of_one_cite_only_is_in_the_manifest(press):
    press.publish(register=all_accepted([*RETURNS, CORRECTED]))
    told = manifest_of(press.storage, current(press.storage).id)["remontees"]
    assert told[0] == {"code_cite": ANGERS, "trimestre": "2022-T1", "empreinte": CORRECTED.sha}
