"""The register, backed up and restored by the guide's own commands: the same release, and nothing judged twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.cli import main
from orchestration.publication.catalogue import current
from orchestration.storage.opening import open_storage
from orchestration.submissions.register import Register
from tests.integration.production.guide import Block, blocks
from tests.making.files import make
from tests.making.returns import valid_return

GUIDE = "back-up-the-register"


KEPT = ("register/", "returns/", "staged/", "reports/", "releases/")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A storage with a release: one return in force, one rejected. Made once, copied by each test."""
    place = tmp_path_factory.mktemp("published") / "cites"
    with pytest.MonkeyPatch.context() as patched:
        alone(patched)
        drop(str(place), "cde-001")
        drop(str(place), "cde-012", wrong=True)
        run(str(place), patched)
    return place


@pytest.fixture
def root(tmp_path, published, monkeypatch) -> Path:
    """What stands for `/`: the storage is `srv/cites`."""
    alone(monkeypatch)
    shutil.copytree(published, tmp_path / "srv" / "cites")
    return tmp_path


def alone(patched: pytest.MonkeyPatch) -> None:
    """Forget the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("CITES_") or name == "DAGSTER_HOME":
            patched.delenv(name)


def drop(url: str, cite: str, *, wrong: bool = False) -> None:
    book = valid_return(cite, "2024-T1")
    if wrong:
        book = book.set("aller_vers", column="femmes", value=3)
    open_storage(url).write(f"landing/{cite}.xlsx", make(book))


def run(url: str, monkeypatch) -> None:
    monkeypatch.setenv("CITES_STORAGE", url)
    assert main(["run"]) == 0


def section(title: str) -> list[Block]:
    found = [block for block in blocks(GUIDE) if block.section == title and block.is_tried]
    assert found
    return found


def follow(title: str, root: Path) -> str:
    """Run the blocks of a section, with `/srv` and `/backup` below the root."""
    said = ""
    for block in section(title):
        script = block.text.replace("/srv/", f"{root}/srv/").replace("/backup/", f"{root}/backup/")
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(root),
            "PYTHONPATH": str(Path(__file__).parents[3]),
        }
        done = subprocess.run(
            ["bash", "-euc", script], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout
    return said


def everything(url: str, *prefixes: str) -> dict[str, bytes]:
    storage = open_storage(url)
    return {entry.key: storage.read(entry.key) for prefix in prefixes for entry in storage.entries(prefix)}


def test_a_folder_comes_back_from_its_backup(root, monkeypatch):
    url, restored = str(root / "srv/cites"), str(root / "srv/cites-restored")
    release, before = current(open_storage(url)), everything(url, *KEPT)
    follow("Back up a folder", root)
    drop(url, "cde-018")  # after the backup
    shutil.move(root / "srv/cites/landing", root / "landing")
    shutil.rmtree(root / "srv/cites")
    said = follow("Restore", root)
    assert f"nothing new: {release.id} stays the current release" in said
    assert everything(restored, *KEPT) == before

    shutil.move(root / "landing", root / "srv/cites-restored/landing")
    run(restored, monkeypatch)
    register = Register.load(open_storage(restored))
    judged = [(event["code_cite"], event["verdict"]) for event in register.of_kind("jugee")]
    assert sorted(judged) == [("cde-001", "acceptee"), ("cde-012", "rejetee"), ("cde-018", "acceptee")]
    assert current(open_storage(restored)).id.startswith("r0002-")


def test_a_backup_that_is_taken_again_holds_what_is_new_and_the_pointer_of_now(root, monkeypatch):
    url = str(root / "srv/cites")
    follow("Back up a folder", root)
    drop(url, "cde-018")
    run(url, monkeypatch)
    follow("Back up a folder", root)
    held = everything(str(root / "backup/cites"), *KEPT)
    assert held == everything(url, *KEPT)
    assert json.loads(held["releases/current.json"])["release"].startswith("r0002-")


def test_a_damaged_segment_is_put_back_from_the_backup(root, monkeypatch, capsys):
    url = str(root / "srv/cites")
    monkeypatch.setenv("CITES_STORAGE", url)
    follow("Back up a folder", root)
    segment = root / "srv/cites/register/00000001.jsonl"
    segment.write_bytes(segment.read_bytes().replace(b"acceptee", b"rejetee"))
    assert main(["run"]) == 1
    assert "register/00000001.jsonl" in capsys.readouterr().err
    follow("When a command says that the register is damaged", root)
    assert main(["run"]) == 0
    assert "stays the current release" in capsys.readouterr().out


@pytest.mark.s3
def test_a_bucket_is_restored_object_by_object_in_the_guides_order(root, s3_url, monkeypatch, capsys):
    source, target = open_storage(str(root / "srv/cites")), open_storage(s3_url)
    for prefix in ("releases/current.json", "returns/", "staged/", "reports/", "releases/", "register/"):
        target.write_many((entry.key, source.read(entry.key)) for entry in source.entries(prefix))
    run(s3_url, monkeypatch)
    assert f"nothing new: {current(source).id} stays the current release" in capsys.readouterr().out
    assert everything(s3_url, *KEPT) == everything(source.url, *KEPT)


def test_every_block_is_run_here_or_says_that_it_was_not():
    titles = {"Back up a folder", "Restore", "When a command says that the register is damaged"}
    assert {block.section for block in blocks(GUIDE) if block.is_tried} == titles
