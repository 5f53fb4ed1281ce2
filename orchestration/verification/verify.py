"""Verify a whole storage: what `cites verify` and the weekly schedule ask.

Belongs here: the order of the checks, and a second look where a run changed things meanwhile. Does not belong here: any of
the checks, or showing what they found (`commands.verify`).
"""

from __future__ import annotations

from collections.abc import Callable

from orchestration.publication.pointer import KEY
from orchestration.storage.interface import Storage
from orchestration.submissions.register import PREFIX
from orchestration.verification.kept import verify_originals, verify_reports, verify_staged
from orchestration.verification.problem import Problem, Verification
from orchestration.verification.register import forgotten, read_register
from orchestration.verification.releases import Shelf, look, unvouched, verify_files, verify_manifests

Say = Callable[[str], None]


def problems(storage: Storage, deep: bool = False) -> list[Problem]:
    """All that is wrong with what is kept, worst first; `str` of each is one line with its remedy. Raises StorageError."""
    return verify(storage, deep).problems


def verify(storage: Storage, deep: bool = False, say: Say = lambda _: None) -> Verification:
    """Read every byte that is kept and hold it against its record; `deep`: compute the figures of every release again too.

    Takes no lock and changes nothing. Where a run added something meanwhile and a problem shows, it looks once more.
    Raises StorageError where the storage cannot be reached.
    """
    before = _state(storage)
    found = _verify(storage, deep, say)
    return _verify(storage, deep, say) if found.problems and _state(storage) != before else found


def _state(storage: Storage) -> tuple[object, ...]:
    """What every run that changes anything changes: the register's end and the pointer."""
    return *(entry.mark for entry in storage.entries(PREFIX)), storage.version(KEY)


def _verify(storage: Storage, deep: bool, say: Say) -> Verification:
    found = Verification()
    say("the register")
    register, damage = read_register(storage)
    shelf = look(storage)
    found.add("segments", register.head[0] if register else 0, damage)
    if register is not None:
        found.problems += forgotten(register, shelf.manifests)
    say("originals")
    verify_originals(storage, register, found)
    if register is None:
        found.not_verifiable.append(
            "staged rows and reports: the register, which knows their checksums, is damaged"
        )
    else:
        say("staged rows and reports")
        verify_staged(storage, register, found)
        verify_reports(storage, register, found)
    _verify_releases(storage, shelf, deep, say, found)
    return found


def _verify_releases(storage: Storage, shelf: Shelf, deep: bool, say: Say, found: Verification) -> None:
    found.add("releases", len(shelf.held), [*shelf.problems, *verify_manifests(storage, shelf)])
    for release, manifest in shelf.manifests.items():
        say(release)
        wrong = list(verify_files(storage, shelf, release))
        if deep and not wrong:
            from orchestration.verification.figures import verify_figures

            wrong = list(verify_figures(storage, manifest))
        found.problems += wrong
    found.not_verifiable += [
        f"the manifest of {release}: nothing published since vouches for it"
        + ("" if deep else " (--deep computes its figures again)")
        for release in unvouched(shelf)
    ]
