"""`cites verify` tells in one line each what is not as it was written down, and what puts it back."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.cli import main
from orchestration.storage.folder import Folder
from orchestration.verification.verify import problems, verify
from tests.making.files import make
from tests.making.returns import valid_return

CSV = "csv/indicateurs_nationaux.csv"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A storage with one accepted and one rejected return and a release of them."""
    home = tmp_path_factory.mktemp("published")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITES_STORAGE", str(home))
        patch.delenv("DAGSTER_HOME", raising=False)
        (home / "landing").mkdir()
        (home / "landing/a.xlsx").write_bytes(make(valid_return("cde-001")))
        wrong = valid_return("cde-002").set("aller_vers", column="femmes", value=99)
        (home / "landing/b.xlsx").write_bytes(make(wrong))
        assert main(["run"]) == 0
    return home


@pytest.fixture
def home(published, tmp_path) -> Path:
    """A copy that a test may damage."""
    copy = tmp_path / "storage"
    shutil.copytree(published, copy)
    for path in (copy / "releases").rglob("*"):
        path.chmod(0o755)
    return copy


def some(home: Path, pattern: str) -> Path:
    return sorted(path for path in home.glob(pattern) if path.is_file())[0]


def flip(path: Path) -> None:
    """Another byte in the middle: same size, other content."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def forge(home: Path, *, with_file: bool) -> None:
    """Another checksum in the manifest; `with_file`: that of the file, which is changed too."""
    manifest = some(home, "releases/r*/manifest.json")
    said = json.loads(manifest.read_text("utf-8"))
    (entry,) = [each for each in said["fichiers"] if each["chemin"] == CSV]
    if with_file:
        flip(manifest.parent / CSV)
    entry["sha256"] = hashlib.sha256((manifest.parent / CSV).read_bytes() if with_file else b"?").hexdigest()
    manifest.write_text(json.dumps(said), "utf-8")


def move_pointer(home: Path) -> None:
    path = home / "releases/current.json"
    said = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**said, "release": "r0009-aaaaaaaa"}), "utf-8")


def stranger(home: Path) -> None:
    one = some(home, "staged/partenaires/*/*.parquet")
    other = home / "staged/partenaires/trimestre=2020-T1" / one.name
    other.parent.mkdir()
    shutil.copy(one, other)


def misnamed(home: Path) -> None:
    one = some(home, "staged/partenaires/*/*.parquet")
    shutil.copy(one, one.with_name("copie.parquet"))


TAMPERINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "an original": (lambda home: flip(some(home, "returns/*/*")), "is not the file that was received"),
    "an original gone": (lambda home: some(home, "returns/*/*").unlink(), "is missing"),
    "a report": (lambda home: flip(some(home, "reports/*/*/*.json")), "is not what was told"),
    "an answer": (lambda home: flip(some(home, "reports/*/*/*/retour-annote.xlsx")), "is not what was told"),
    "staged rows": (lambda home: flip(some(home, "staged/*/*/*.parquet")), "is not what its batch wrote"),
    "staged rows of nobody": (stranger, "was written by no batch; move it away"),
    "staged rows under another name": (misnamed, "copie.parquet was written by no batch; move it away"),
    "the database": (
        lambda home: flip(some(home, "releases/r*/cites.duckdb")),
        "is not the file that was published",
    ),
    "a file cut off": (
        lambda home: some(home, f"releases/r*/{CSV}").write_bytes(b""),
        "is not the file that was published: its size differs",
    ),
    "a forged checksum": (
        lambda home: forge(home, with_file=False),
        "manifest.json is not the one that was published",
    ),
    "a file and its checksum": (
        lambda home: forge(home, with_file=True),
        "manifest.json is not the one that was published",
    ),
    "a file too many": (
        lambda home: (some(home, "releases/r*/manifest.json").parent / "x.txt").touch(),
        "x.txt is no file of this release; move it away",
    ),
    "the pointer": (
        move_pointer,
        "current.json was altered: what it says is not the last move of its own journal",
    ),
    "no pointer": (lambda home: (home / "releases/current.json").unlink(), "current.json is missing"),
    "a release gone": (
        lambda home: shutil.rmtree(some(home, "releases/r*/manifest.json").parent),
        "is gone, which was published once",
    ),
    "the register's end": (
        lambda home: some(home, "register/*.jsonl").unlink(),
        "was made from segment 00000001 of the register, which is gone",
    ),
    "a segment": (lambda home: flip(some(home, "register/*.jsonl")), "restore register/ from a backup"),
}


def test_what_is_whole_is_said_to_be_so(published, capsys, monkeypatch):
    monkeypatch.setenv("CITES_STORAGE", str(published))
    assert main(["verify", "--deep"]) == 0
    assert capsys.readouterr().out.startswith("all whole in ")


@pytest.mark.parametrize("damage", TAMPERINGS)
def test_every_damage_is_told_with_what_puts_it_back(home, damage):
    tamper, told = TAMPERINGS[damage]
    tamper(home)
    found = [str(problem) for problem in problems(Folder(home))]
    assert [line for line in found if told in line] != []
    assert [line for line in found if "\n" in line or "; " not in line] == []


def test_the_command_ends_with_one_and_gives_the_same_as_json(home, capsys, monkeypatch):
    monkeypatch.setenv("CITES_STORAGE", str(home))
    flip(original := some(home, "returns/*/*"))
    assert main(["verify", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert [problem["cle"] for problem in said["problemes"]] == [original.relative_to(home).as_posix()]
    assert said["examines"]["originaux"] == 2


def test_figures_that_are_not_those_of_the_releases_name_are_found_by_computing_them_again(home):
    """Even where nothing vouches for the manifest, as for releases of earlier versions."""
    pointer = home / "releases/current.json"
    said = json.loads(pointer.read_text("utf-8"))
    for movement in said["mouvements"]:
        movement["manifeste"] = ""
    pointer.write_text(json.dumps(said), "utf-8")
    manifest = some(home, "releases/r*/manifest.json")
    stated = json.loads(manifest.read_text("utf-8"))
    (entry,) = [one for one in stated["fichiers"] if one["chemin"] == "parquet/indicateurs_cites.parquet"]
    other = manifest.parent / "parquet/indicateurs_qpv.parquet"
    (manifest.parent / entry["chemin"]).write_bytes(other.read_bytes())
    entry |= {"octets": other.stat().st_size, "sha256": hashlib.sha256(other.read_bytes()).hexdigest()}
    manifest.write_text(json.dumps(stated), "utf-8")
    assert problems(Folder(home)) == []
    assert "are not those that its name and its manifest tell of" in str(problems(Folder(home), deep=True)[0])


def test_a_pointer_that_is_gone_is_told_to_a_monitor_too(home, monkeypatch, capsys):
    monkeypatch.setenv("CITES_STORAGE", str(home))
    assert main(["health"]) == 0
    (home / "releases/current.json").unlink()
    assert main(["health"]) == 1
    assert "current.json is missing though there is a release: nobody is served it" in capsys.readouterr().out


def test_a_report_of_before_checksums_were_kept_is_told_as_not_verifiable(home):
    from orchestration.submissions.register import Register
    from tests.unit.register.making import judged, received

    storage = Folder(home)
    old = judged("old", verdict="rejetee")
    Register.load(storage).append([received("old"), old])
    found = verify(storage)
    assert any("1 files judged before their checksums were kept" in each for each in found.not_verifiable)
    assert f"the report of {old['empreinte']} is missing below reports/" in [
        one.what for one in found.problems
    ]
