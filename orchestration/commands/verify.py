"""`cites verify`: whether all that is kept is still what it was, a line for each thing that is not, and what puts it back."""

from __future__ import annotations

import argparse
import json

from orchestration.settings import read_settings
from orchestration.storage.opening import demand_there, open_storage
from orchestration.terminal import Progress, safe
from orchestration.verification.problem import Verification
from orchestration.verification.verify import verify as verified

_WORDS = {
    "segments": "segment{s} of the register",
    "originaux": "original{s}",
    "lignes_preparees": "file{s} of staged rows",
    "rapports": "reports and answers",
    "releases": "release{s}",
}


def verify(arguments: argparse.Namespace) -> int:
    """0 where everything is as it was written down, 1 where anything is not."""
    storage, progress = open_storage(read_settings().storage), Progress()
    demand_there(storage)
    found = verified(storage, arguments.deep, lambda what: progress.stage(f"verifying {what}"))
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join([*(safe(str(problem)) for problem in found.problems), *_ending(found, storage.url)]))
    return int(bool(found.problems))


def _ending(found: Verification, url: str) -> list[str]:
    looked_at = ", ".join(
        f"{count} {_WORDS[kind].format(s=_s(count))}" for kind, count in found.looked_at.items()
    )
    count = len(found.problems)
    told = f"{count} problem{_s(count)}" if count else "all whole"
    return [
        *(f"cannot be verified: {each}" for each in found.not_verifiable),
        f"{told} in {safe(url)}: {looked_at}",
    ]


def _s(count: int) -> str:
    return "s" * (count != 1)
