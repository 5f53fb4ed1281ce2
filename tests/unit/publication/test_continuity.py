"""Who opens the register is told where its end is gone, even though what is left of it is a whole chain."""

from __future__ import annotations

import json

import pytest

from orchestration.errors import DamagedRegister
from orchestration.publication.continuity import open_register, open_register_to_add
from orchestration.publication.manifest import key_of
from orchestration.publication.pointer import Movement, moved, stamp, write_pointer
from orchestration.storage.folder import Folder
from orchestration.submissions.register import Register
from tests.unit.publication.memory import HeldLease
from tests.unit.publication.publishing import NOON
from tests.unit.register.making import received

OLD, NEW = "r0001-aaaaaaaa", "r0002-bbbbbbbb"
PROMISED = {
    "empreinte_contenu": "",
    "fichiers": [],
    "tables": {},
    "remontees": [],
    "cree_le": "",
    "contrat": {},
}


@pytest.fixture
def storage(tmp_path) -> Folder:
    """Three segments; the first release knows one of them, the second two; the second is current."""
    storage = Folder(tmp_path / "storage")
    register, pointer = Register.load(storage), None
    for release, name in ((OLD, "a"), (NEW, "b")):
        register.append([received(name)])
        head = dict(zip(("segment", "empreinte"), register.head, strict=True))
        manifest = {"release": release, "code": "1", "registre": head, **PROMISED}
        storage.write(key_of(release, "manifest.json"), json.dumps(manifest).encode())
        pointer = moved(pointer, Movement(release, stamp(NOON), "publication", "motif"), "inputs")
    register.append([received("c")])
    write_pointer(storage, pointer, HeldLease())
    return storage


def lose(storage: Folder, *segments: int) -> None:
    for segment in segments:
        storage.delete(f"register/{segment:08d}.jsonl")


@pytest.mark.parametrize("opening", [open_register, open_register_to_add])
def test_a_register_as_long_as_the_releases_know_it_is_opened(storage, opening):
    lose(storage, 3)
    assert len(opening(storage).events) == 2


@pytest.mark.parametrize("opening", [open_register, open_register_to_add])
def test_one_whose_end_is_gone_is_refused(storage, opening):
    lose(storage, 2, 3)
    with pytest.raises(
        DamagedRegister, match=f"release {NEW} was made from segment 00000002 of the register, which is gone"
    ):
        opening(storage)


@pytest.mark.parametrize("opening", [open_register, open_register_to_add])
def test_one_that_is_gone_whole_is_refused(storage, opening):
    lose(storage, 1, 2, 3)
    with pytest.raises(DamagedRegister, match="restore register/ from a backup"):
        opening(storage)


def test_going_back_to_an_earlier_release_forgets_nothing(storage):
    from orchestration.publication.pointer import read_pointer

    back = Movement(OLD, stamp(NOON), "retour_arriere", "motif")
    write_pointer(storage, moved(read_pointer(storage), back, ""), HeldLease())
    lose(storage, 2, 3)
    with pytest.raises(DamagedRegister, match=NEW):
        open_register(storage)


@pytest.mark.parametrize("damage", ["releases/current.json", key_of(NEW, "manifest.json")])
def test_where_the_pointer_or_a_manifest_is_damaged_all_the_others_are_asked(storage, damage):
    storage.write(damage, b"{")
    assert len(open_register(storage).events) == 3
    lose(storage, 1, 2, 3)
    with pytest.raises(DamagedRegister, match=r"release r000[12]-"):
        open_register(storage)


def test_before_the_first_release_there_is_nothing_to_hold_it_against(tmp_path):
    assert open_register(Folder(tmp_path / "empty")).events == []
