"""Originals, staged rows, reports and answers against what the register says of them.

Belongs here: which files there should be, with which bytes. Does not belong here: reading them (`contents`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from orchestration.landing.intake import returns_key
from orchestration.storage.interface import Storage
from orchestration.submissions.register import Register
from orchestration.submissions.reports import REPORTS
from orchestration.submissions.staging import is_batch_name
from orchestration.verification.contents import is_digest, unlike
from orchestration.verification.problem import Problem, Verification
from orchestration.warehouse.schemas import REPORT_FILES, STAGED_FILES

RETURNS, STAGED = "returns/", "staged/"
_STRANGER = "move it away, nothing is lost by that"
Events = Iterable[Mapping[str, Any]]


def verify_originals(storage: Storage, register: Register | None, verification: Verification) -> None:
    """Every original against its own name, which is its SHA-256; those that the register received and that are gone."""
    held = {entry.key for entry in storage.entries(RETURNS)}
    named = {key: key.rpartition("/")[2] for key in held}
    odd = [key for key, name in sorted(named.items()) if not is_digest(name) or returns_key(name) != key]
    received = {event["empreinte"] for event in register.of_kind("recue")} if register else set()
    expected = {returns_key(name): name for name in received} | {
        key: name for key, name in named.items() if key not in odd
    }
    problems = [
        *(Problem(key, f"{key} is no original, by its name", _STRANGER) for key in odd),
        *unlike(storage, expected, "the file that was received"),
    ]
    verification.add("originaux", len(expected), problems)


def verify_staged(storage: Storage, register: Register, verification: Verification) -> None:
    """The staged rows of every committed batch; files that none wrote, but for those of a batch that was cut off or goes on."""
    batches: dict[str, dict[str, str]] = {}
    for event in register.of_kind("jugee"):
        if lot := event.get("lot"):
            batches.setdefault(lot, {}).update(event.get(STAGED_FILES, {}))
    expected = {key: digest for files in batches.values() for key, digest in files.items()}
    strangers = [
        Problem(entry.key, f"{entry.key} was written by no batch", _STRANGER)
        for entry in storage.entries(STAGED)
        if entry.key not in expected
        and (batches.get(_batch(entry.key)) or not is_batch_name(_batch(entry.key)))
    ]
    problems = [*unlike(storage, expected, "what its batch wrote"), *strangers]
    verification.add("lignes_preparees", len(expected), problems)
    if older := sum(not files for files in batches.values()):
        verification.not_verifiable.append(
            f"staged rows of {older} batches judged before their checksums were kept"
        )


def _batch(key: str) -> str:
    return key.rpartition("/")[2].removesuffix(".parquet")


def verify_reports(storage: Storage, register: Register, verification: Verification) -> None:
    """Reports and answers of the last judgement of every file; files beside them that no judgement wrote."""
    last = {event["empreinte"]: event for event in register.of_kind("jugee")}
    ever = {key for event in register.of_kind("jugee") for key in event.get(REPORT_FILES, {})}
    expected = {key: found for event in last.values() for key, found in event.get(REPORT_FILES, {}).items()}
    older = {fingerprint for fingerprint, event in last.items() if REPORT_FILES not in event}
    held = {entry.key: _file(entry.key) for entry in storage.entries(REPORTS)}
    told = {fingerprint for key, fingerprint in held.items() if key.endswith(f"{fingerprint}.json")}
    problems = [
        *unlike(storage, expected, "what was told"),
        *_without(older - told),
        *(
            Problem(key, f"{key} was written by no judgement", _STRANGER)
            for key, fingerprint in held.items()
            if fingerprint in last and fingerprint not in older and key not in ever
        ),
    ]
    verification.add("rapports", len(expected) + len(older), problems)
    if older:
        verification.not_verifiable.append(
            f"reports of {len(older)} files judged before their checksums were kept"
        )


def _without(fingerprints: Iterable[str]) -> Iterator[Problem]:
    for fingerprint in sorted(fingerprints):
        yield Problem(REPORTS, f"the report of {fingerprint} is missing below {REPORTS}")


def _file(key: str) -> str:
    """The fingerprint of the file that a report or an answer is about: `reports/<quarter>/<cité>/<fingerprint>…`."""
    parts = key.split("/")
    return parts[3].removesuffix(".json") if len(parts) > 3 else ""
