"""Alter one thing of a storage, and see which commands tell.

Belongs here: the kinds of damage, and the table of who tells. Does not belong here: runs that are cut off (`cut_off`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.making.files import make
from tests.making.returns import valid_return
from tests.proof.children import side_by_side
from tests.proof.lines import Line
from tests.proof.world import command, copy_of, demand

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("run",),
    ("status",),
    ("reminders", "--quarter", "2023-T4"),
    ("pull", "indicateurs_cites"),
    ("explain", "indicateurs_nationaux", "--where", "trimestre=2023-T4", "--column", "partenaires"),
    ("verify",),
    ("verify", "--deep"),
)
THOROUGH = ("verify", "--deep")


@dataclass(frozen=True)
class Damage:
    """One kind of damage, and how it is done to a storage."""

    what: str
    do: Callable[[Path], None]


def tampering(world: Path, place: Path, at_once: int) -> tuple[Line, list[str]]:
    """The proof's line, and the table: a row a kind of damage, a column a command, ● where it tells."""
    place.mkdir()
    whole = _settled(world, place)
    spoken = [" ".join(words) for words in COMMANDS if command(whole, *words).status]
    works = [_trial(whole, place, damage) for damage in DAMAGES]
    told = {answer[0]: answer[1] for answer in side_by_side(works, at_once, "altered files")}
    rows = [(damage.what, told[damage.what]) for damage in DAMAGES]
    missed = [what for what, telling in rows if " ".join(THOROUGH) not in telling]
    line = Line(
        "something in the storage altered by hand",
        "`cites verify --deep` says what, and none of these commands says anything over a storage that is whole",
        len(rows) + len(COMMANDS),
        (*missed, *(f"`cites {words}` over a whole storage" for words in spoken)),
    )
    return line, list(_table(rows))


def _settled(world: Path, place: Path) -> Path:
    """Two releases, a correction, a rejected return, and nothing new."""
    storage = copy_of(world, place / "settled")
    demand(command(storage, "run"))
    return storage


def _trial(whole: Path, place: Path, damage: Damage) -> Callable[[], tuple[str, list[str]]]:
    def work() -> tuple[str, list[str]]:
        telling = []
        for number, words in enumerate(COMMANDS):
            storage = copy_of(whole, place / f"{DAMAGES.index(damage)}-{number}")
            _open_up(storage)
            damage.do(storage)
            if command(storage, *words).status:
                telling.append(" ".join(words))
            shutil.rmtree(storage, ignore_errors=True)
        return damage.what, telling

    return work


def _table(rows: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    names = [" ".join(words[:2] if words[0] == "verify" else words[:1]) for words in COMMANDS]
    yield f"| what was altered | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for what, telling in rows:
        marks = ("●" if " ".join(words) in telling else "·" for words in COMMANDS)
        yield f"| {what} | {' | '.join(marks)} |"


def _open_up(storage: Path) -> None:
    """Give the right to write back, as somebody would who alters a file."""
    for path in (storage / "releases").rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def _first(storage: Path, pattern: str, which: int = 0) -> Path:
    return sorted(path for path in storage.glob(pattern) if path.is_file())[which]


def _current(storage: Path) -> Path:
    pointer = json.loads((storage / "releases/current.json").read_text(encoding="utf-8"))
    return storage / "releases" / str(pointer["release"])


def _same_size(path: Path) -> None:
    """Turn one byte in the middle over: neither name nor size tells."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


def _in_force(storage: Path) -> str:
    """The fingerprint of a return that counts."""
    return str(
        json.loads((_current(storage) / "manifest.json").read_text(encoding="utf-8"))["remontees"][0][
            "empreinte"
        ]
    )


def _original(storage: Path) -> Path:
    mark = _in_force(storage)
    return storage / "returns" / mark[:2] / mark


def _report(storage: Path) -> Path:
    return _first(storage, f"reports/*/*/{_in_force(storage)}.json")


def _staged(storage: Path) -> Path:
    return _first(storage, "staged/aller_vers/*/*.parquet")


def _edit(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    said = json.loads(path.read_text(encoding="utf-8"))
    change(said)
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _forged_hash(storage: Path) -> None:
    _edit(_current(storage) / "manifest.json", lambda said: said.update(empreinte_contenu="0" * 64))


def _file_with_its_checksum(storage: Path) -> None:
    """A file and what the manifest says of it, changed together."""
    release = _current(storage)
    path = release / "csv/indicateurs_nationaux.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("2023-T4", "2023-T3"), encoding="utf-8-sig")

    def restate(said: dict[str, object]) -> None:
        files = said["fichiers"]
        assert isinstance(files, list)
        for entry in files:
            if entry["chemin"] == "csv/indicateurs_nationaux.csv":
                data = path.read_bytes()
                entry.update(sha256=hashlib.sha256(data).hexdigest(), octets=len(data))

    _edit(release / "manifest.json", restate)


def _pointer_beside_its_journal(storage: Path) -> None:
    other = next(path.name for path in (storage / "releases").glob("r*") if path != _current(storage))
    _edit(storage / "releases/current.json", lambda said: said.update(release=other))


def _last_segment(storage: Path) -> Path:
    return _first(storage, "register/*.jsonl", -1)


def _another_register(storage: Path) -> None:
    """The last segment written anew with a valid chain, but other events."""
    from orchestration.storage.folder import Folder
    from orchestration.submissions.register import Register

    last = _last_segment(storage)
    events = [json.loads(line) for line in last.read_text(encoding="utf-8").splitlines()[1:]]
    last.unlink()
    kept = [
        {k: v for k, v in event.items() if k != "numero"}
        for event in events
        if event.get("verdict") != "rejetee"
    ]
    Register.load(Folder(storage)).append(kept)


def _exchanged_original(storage: Path) -> None:
    _original(storage).write_bytes(make(valid_return("cde-001").add_row("partenaires")))


DAMAGES = (
    Damage("the register's last segment is gone", lambda s: _last_segment(s).unlink()),
    Damage("the register is gone", lambda s: shutil.rmtree(s / "register")),
    Damage("the register's first segment is gone", lambda s: _first(s, "register/*.jsonl").unlink()),
    Damage("one byte of a segment", lambda s: _same_size(_first(s, "register/*.jsonl"))),
    Damage("the last segment exchanged for another valid one", _another_register),
    Damage("an original, same size", lambda s: _same_size(_original(s))),
    Damage("an original exchanged for another return", _exchanged_original),
    Damage("an original is gone", lambda s: _original(s).unlink()),
    Damage("a report, same size", lambda s: _same_size(_report(s))),
    Damage("a report is gone", lambda s: _report(s).unlink()),
    Damage("a staged file, same size", lambda s: _same_size(_staged(s))),
    Damage("a staged file is gone", lambda s: _staged(s).unlink()),
    Damage("a staged file too many", lambda s: shutil.copy(_staged(s), _staged(s).with_name("more.parquet"))),
    Damage(
        "a CSV of the current release, same size",
        lambda s: _same_size(_current(s) / "csv/indicateurs_cites.csv"),
    ),
    Damage(
        "a CSV of the current release, longer", lambda s: _longer(_current(s) / "csv/indicateurs_cites.csv")
    ),
    Damage(
        "a CSV of the current release is gone", lambda s: (_current(s) / "csv/indicateurs_cites.csv").unlink()
    ),
    Damage(
        "`cites.duckdb` of the current release, same size", lambda s: _same_size(_current(s) / "cites.duckdb")
    ),
    Damage(
        "a file of an earlier release, same size",
        lambda s: _same_size(_first(s, "releases/r0001-*/csv/*.csv")),
    ),
    Damage("a file that does not belong to a release", lambda s: (_current(s) / "notes.txt").write_text("x")),
    Damage("the content hash in the current manifest forged", _forged_hash),
    Damage("a file changed together with its checksum in the manifest", _file_with_its_checksum),
    Damage("the current manifest is gone", lambda s: (_current(s) / "manifest.json").unlink()),
    Damage("an earlier manifest is gone", lambda s: _first(s, "releases/r0001-*/manifest.json").unlink()),
    Damage("the pointer names another release than its journal", _pointer_beside_its_journal),
    Damage("the pointer is gone", lambda s: (s / "releases/current.json").unlink()),
)
