"""Readers that read whole releases, again and again, while a hundred others are published.

Belongs here: publishing, reading beside it, counting what was not whole. Does not belong here: runs that are cut off (`cut_off`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.proof.children import side_by_side
from tests.proof.lines import Line

_READERS = 3


def readers(place: Path, publications: int) -> Line:
    """Publish so many releases of the small programme one after the other, beside readers in processes of their own."""
    place.mkdir()
    works = [_publish(place, publications), *(_read(place, number) for number in range(_READERS))]
    answers = list(side_by_side(works, len(works), "readers and publisher"))
    told = [json.loads(answer) for answer in answers if answer and answer.startswith("{")]
    failed = [answer for answer in answers if answer and not answer.startswith("{")]
    reads = sum(one["reads"] for one in told)
    seen = {release for one in told for release in one["seen"]}
    misses = (*failed, *(bad for one in told for bad in one["bad"]))
    return Line(
        f"{_READERS} readers beside {publications} publications",
        "every reading is one whole release: every file as its manifest says, the DuckDB file and the tables of its content hash",
        reads + len(failed),
        misses,
        f"{reads} whole readings, of {len(seen)} different releases.",
    )


def _publish(place: Path, publications: int) -> Callable[[], str]:
    def work() -> str:
        from orchestration.storage.folder import Folder
        from tests.unit.audit.small_world import tables
        from tests.unit.publication.publishing import Press

        press = Press(place / "candidates", Folder(place / "storage"))
        try:
            for number in range(publications):
                published = tables()
                published["indicateurs_cites"][0]["actions_aller_vers"] = 1000 + number
                assert press.publish(published).outcome == "published"
        finally:
            (place / "over").touch()
        return ""

    return work


def _read(place: Path, number: int) -> Callable[[], str]:
    def work() -> str:
        seen, bad, reads = set(), [], 0
        while not (is_over := (place / "over").exists()) or not reads:
            try:
                release = _whole(place / "storage")
            except Exception as error:
                bad.append(f"reader {number}: {type(error).__name__}: {error}")
                release = ""
            if release:
                seen.add(release)
                reads += 1
            elif is_over:
                break
        return json.dumps({"reads": reads, "seen": sorted(seen), "bad": bad})

    return work


def _whole(storage: Path) -> str:
    """The current release's id, after all of it was read; nothing before the first one. Raises what is wrong with it."""
    from orchestration.publication.catalogue import NothingPublished, warehouse
    from orchestration.publication.fingerprint import content_hash, read_tables
    from orchestration.storage.folder import Folder
    from tests.proof.world import whole_release
    from tests.unit.audit.small_world import small_contract

    try:
        file = Path(warehouse(Folder(storage)))
        release, _ = whole_release(storage)
    except NothingPublished:
        return ""
    assert file.parent.name.endswith(f"-{content_hash(read_tables(file, small_contract()))[:8]}")
    return release
