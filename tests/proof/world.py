"""The storage that the proofs are tried on: one release, and four returns that the next run finds.

Belongs here: making it, running the command line on it, what a whole storage looks like afterwards.
Does not belong here: what is done to it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.making.files import make
from tests.making.returns import valid_return
from tests.proof.children import Ended, forked

FIRST = {"a.xlsx": ("cde-001", "xlsx"), "b.ods": ("cde-002", "ods")}


def prepare_imports() -> None:
    """Import what a run needs, once for all the children, and have charts and Data Docs left blank.

    To draw them anew in a thousand runs would double the hour, and their files are written all the same.
    """
    import great_expectations  # noqa: F401

    import orchestration.cli
    import orchestration.feedback.batch
    import orchestration.launch
    import orchestration.publication.release
    import orchestration.warehouse.documentation  # noqa: F401
    from orchestration.audit.data_docs import DataDocs
    from orchestration.page import drawing
    from orchestration.warehouse.dbt import parse

    DataDocs.render = lambda docs, release: release.encode()  # type: ignore[method-assign]
    drawing._svg = lambda chart, sizing: "<svg></svg>"

    with tempfile.TemporaryDirectory() as workdir:
        parse(Path(workdir))


def make_world(place: Path) -> Path:
    """A storage with one release, after which a correction, a first return, a rejected one and no workbook were dropped."""
    storage = place / "storage"
    landing = storage / "landing"
    landing.mkdir(parents=True)
    for name, (cite, container) in FIRST.items():
        (landing / name).write_bytes(make(valid_return(cite), container))
    demand(command(storage, "run"))
    (landing / "correction.xlsx").write_bytes(
        make(valid_return("cde-001").add_row("aller_vers", id_action="AV-PLUS"))
    )
    (landing / "new.zip").write_bytes(make(valid_return("cde-003"), "zip"))
    (landing / "rejected.xlsx").write_bytes(
        make(valid_return("cde-004").set("aller_vers", column="femmes", value=99))
    )
    (landing / "no workbook.xlsx").write_bytes(b"no workbook")
    return storage


def copy_of(storage: Path, place: Path) -> Path:
    """The storage once more, with the times of its files: they are marks of what was seen."""
    return Path(shutil.copytree(storage, place, symlinks=True))


def command(storage: Path, *words: str) -> Ended:
    """What `cites` says about a storage, in a child."""

    def work() -> int:
        _at(storage)
        from orchestration.cli import main

        return main(list(words))

    return forked(work)


def _at(storage: Path) -> None:
    os.environ["CITES_STORAGE"] = str(storage)
    for name in ("DAGSTER_HOME", "CITES_POSTGRES", "CITES_REFERENCE"):
        os.environ.pop(name, None)


def demand(ended: Ended) -> Ended:
    """The same, where it ended well. Raises RuntimeError with what it said."""
    if ended.status:
        raise RuntimeError(f"exit {ended.status}: {ended.err[-2000:]}{ended.out[-500:]}")
    return ended


@dataclass(frozen=True)
class State:
    """What a storage holds, as far as it must not depend on how often its runs were cut off."""

    current: str
    releases: tuple[str, ...]
    judged: tuple[tuple[tuple[str, str], int], ...]
    keys: tuple[str, ...]

    def differs(self, other: State) -> str:
        """What is not the same, in a few words; nothing where all is."""
        return "; ".join(
            f"{name}: {_apart(getattr(self, name), getattr(other, name))}"
            for name in self.__dataclass_fields__
            if getattr(self, name) != getattr(other, name)
        )


def _apart(one: object, other: object) -> str:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return f"{sorted(set(one) ^ set(other), key=str)[:3]}"
    return f"{one} / {other}"


def whole_release(storage: Path) -> tuple[str, str]:
    """The id and content hash of the current release, read as a reader does: every file against the manifest, every table.

    Raises CitesError where it is not whole, AssertionError where its tables are not those of its hash.
    """
    from orchestration.publication.catalogue import consolidated_tables_of, current
    from orchestration.publication.fingerprint import content_hash
    from orchestration.publication.manifest import verify
    from orchestration.storage.folder import Folder

    opened = Folder(storage)
    release = current(opened)
    with tempfile.TemporaryDirectory() as scratch:
        verify(opened, release.manifest, Path(scratch))
    assert content_hash(consolidated_tables_of(opened, release)) == release.content_hash
    return release.id, release.content_hash


def state_of(storage: Path) -> State:
    """The state of a storage whose current release is whole. Raises as `whole_release`, and DamagedRegister."""
    from orchestration.publication.manifest import complete_releases
    from orchestration.storage.folder import Folder
    from orchestration.submissions.register import Register

    opened = Folder(storage)
    judged = Counter(
        (event["empreinte"], event["verdict"]) for event in Register.load(opened).of_kind("jugee")
    )
    return State(
        whole_release(storage)[1],
        tuple(manifest["empreinte_contenu"] for manifest in complete_releases(opened).values()),
        tuple(sorted(judged.items())),
        tuple(sorted(key for key in _keys(storage) if not key.startswith("releases/r"))),
    )


_PASSING = (".tmp/", "work/", "candidates/", "run.lock", "landing/")


def _keys(storage: Path) -> list[str]:
    found = (path.relative_to(storage).as_posix() for path in storage.rglob("*") if path.is_file())
    return [key for key in found if not key.startswith(_PASSING)]


def fingerprint(storage: Path) -> str:
    """What tells two states of a storage apart: its files' names and contents, those that nobody reads left aside."""
    digest = hashlib.sha256()
    for key in sorted(_keys(storage)):
        digest.update(f"{key}\0".encode() + hashlib.sha256((storage / key).read_bytes()).digest())
    return digest.hexdigest()
