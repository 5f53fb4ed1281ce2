"""The SQL that a candidate was built by, statement by statement, as a file of the workdir and of the release.

Belongs here: its form. Does not belong here: compiling it (`dbt`), running it again (`replay`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.errors import CitesError

FILE = "requetes.json"
"""Its name, in the workdir and in a release."""


class UnreadableStatements(CitesError):
    """What should be the statements of a candidate is not."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One table: its schema and name in the candidate, and the query that gives its rows."""

    schema: str
    name: str
    sql: str


def encoded(statements: Iterable[Statement]) -> bytes:
    """The statements as JSON, in the order in which they must run."""
    return (json.dumps([asdict(each) for each in statements], ensure_ascii=False, indent=1) + "\n").encode()


def decoded(data: bytes) -> Sequence[Statement]:
    """The statements of these bytes. Raises UnreadableStatements."""
    try:
        return tuple(Statement(**each) for each in json.loads(data))
    except (ValueError, TypeError) as error:
        raise UnreadableStatements(
            f"{FILE} is damaged; build the candidate again with `cites run`"
        ) from error


def write_statements(workdir: Path, statements: Iterable[Statement]) -> None:
    """Keep them beside the candidate."""
    (workdir / FILE).write_bytes(encoded(statements))


def read_statements(workdir: Path) -> Sequence[Statement]:
    """Those of the workdir's candidate; none where it was built by other means. Raises UnreadableStatements."""
    path = workdir / FILE
    return decoded(path.read_bytes()) if path.exists() else ()
