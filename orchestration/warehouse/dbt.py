"""Run dbt in this process: parse its project, build the candidate, say what became of every node.

Belongs here: dbt's arguments, its environment, its results in our words. Does not belong here: the SQL
(`dbt_project`), what dbt reads (`workdir`), Dagster's view of the nodes (`assets`).
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from orchestration.errors import CitesError
from orchestration.warehouse.statements import Statement, write_statements

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"

CANDIDATE = "candidate.duckdb"
"""The DuckDB file that a build writes into its workdir."""

_FAILED = frozenset({"error", "fail", "runtime error"})

_FLAGS = (
    *("--log-level", "none", "--log-level-file", "info", "--no-use-colors", "--no-print"),
    *("--no-write-json", "--no-populate-cache", "--no-version-check", "--no-send-anonymous-usage-stats"),
    "--partial-parse",
)

_parsed: list[Any] = []


class BuildFailed(CitesError):
    """dbt could not build the candidate, or a test on it failed."""


@dataclass(frozen=True, slots=True)
class Node:
    """One model or test that dbt dealt with: `status` is dbt's word, `seconds` its own time."""

    unique_id: str
    status: str
    seconds: float
    message: str

    @property
    def failed(self) -> bool:
        """Whether this node stops the publication."""
        return self.status in _FAILED


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made: the candidate's file and every node in the order of their ends."""

    candidate: Path
    nodes: tuple[Node, ...]


def parse(workdir: Path) -> dict[str, Any]:
    """The project's manifest, as in dbt's `manifest.json`. Parsed once a process: it depends on no workdir.

    dbt keeps what it parsed in `<workdir>/target`: where that folder lasts, the next process parses faster.
    Raises BuildFailed where the project cannot be parsed.
    """
    manifest: dict[str, Any] = _manifest(workdir).writable_manifest().to_dict(omit_none=False)
    return manifest


def build(
    workdir: Path, on_node: Callable[[Node], None] | None = None, *, unit_tests: bool = False
) -> BuildResult:
    """Build `<workdir>/candidate.duckdb` anew from what `workdir.prepare` put there; logs go to its `logs`.

    `on_node` hears of every node as it ends. One build at a time in a process: dbt changes the current folder
    and reads the environment; both are put back. Raises BuildFailed, naming the first node that failed.
    """
    workdir = workdir.resolve()
    manifest = _manifest(workdir)
    (workdir / CANDIDATE).unlink(missing_ok=True)
    nodes: list[Node] = []

    def listen(event: Any) -> None:
        if event.info.name == "NodeFinished":
            nodes.append(_node(event.data))
            if on_node is not None:
                on_node(nodes[-1])

    # exposures name who uses the tables: there is nothing to build
    unwanted = ("exposure",) if unit_tests else ("exposure", "unit_test")
    excluded = (word for kind in unwanted for word in ("--exclude-resource-type", kind))
    result = _invoke(("build", *excluded), workdir, manifest, listen)
    _demand_success(result, nodes, workdir)
    write_statements(workdir, _statements(result.result.results))
    return BuildResult(workdir / CANDIDATE, tuple(nodes))


def catalogue(workdir: Path) -> dict[str, Any]:
    """The tables and columns of the candidate in this workdir, as in dbt's `catalog.json`. Raises BuildFailed."""
    workdir = workdir.resolve()
    result = _invoke(("docs", "generate", "--no-compile"), workdir, _manifest(workdir))
    _demand_success(result, (), workdir)
    found: dict[str, Any] = result.result.to_dict(omit_none=False)
    return found


def compiled(workdir: Path) -> tuple[Statement, ...]:
    """The queries of today's project, in an order in which they can run; nothing is built. Raises BuildFailed."""
    workdir = workdir.resolve()
    result = _invoke(("compile",), workdir, _manifest(workdir))
    _demand_success(result, (), workdir)
    return tuple(_statements(result.result.results))


def _statements(results: Sequence[Any]) -> Iterator[Statement]:
    """The SQL of every model that was built, each behind what it needs and else by name.

    Two threads of dbt end in any order: the same project must give the same file.
    """
    models = {node.unique_id: node for node in (result.node for result in results) if _is_model(node)}
    needed = {
        name: sorted(set(node.depends_on.nodes) & models.keys()) for name, node in sorted(models.items())
    }
    for name in TopologicalSorter(needed).static_order():
        node = models[name]
        yield Statement(node.schema, node.name, node.compiled_code)


def _is_model(node: Any) -> bool:
    return bool(node.resource_type == "model")


def _manifest(workdir: Path) -> Any:
    if not _parsed:
        result = _invoke(("parse",), workdir.resolve())
        _demand_success(result, (), workdir)
        _parsed.append(result.result)
    return _parsed[0]


def _invoke(
    command: Sequence[str],
    workdir: Path,
    manifest: Any = None,
    listen: Callable[[Any], None] | None = None,
) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    where = (
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--profile", "cites_emploi", "--target", "duckdb"),
        *("--target-path", str(workdir / "target"), "--log-path", str(workdir / "logs")),
    )
    # Parsing must not see the workdir: dbt parses anew whenever the environment that it read has changed.
    seen = {} if command[0] == "parse" else {"CITES_WORKDIR": str(workdir)}
    try:
        with contextlib.chdir(PROJECT), _environment(seen):
            return dbtRunner(manifest, [listen] if listen else None).invoke([*_FLAGS, *command, *where])
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """The process's environment with these values and without settings meant for somebody else's dbt."""
    foreign = [name for name in os.environ if name.startswith(("DBT_", "CITES_WORKDIR"))]
    saved = {name: os.environ.pop(name) for name in foreign}
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values:
            del os.environ[name]
        os.environ.update(saved)


def _node(data: Any) -> Node:
    result = data.run_result
    return Node(data.node_info.unique_id, result.status, result.execution_time, _one_line(result.message))


def _demand_success(result: Any, nodes: Sequence[Node], workdir: Path) -> None:
    # whoever asks a run to end does it with an exception that is no Exception; dbt hands it on like an error
    if result.exception is not None and not isinstance(result.exception, Exception):
        raise result.exception
    log = f"see {workdir / 'logs' / 'dbt.log'}"
    failed = next((node for node in nodes if node.failed), None)
    if failed is not None:
        raise BuildFailed(f"dbt: {failed.unique_id}: {failed.status}: {failed.message}; {log}")
    if not result.success:
        raise BuildFailed(f"dbt: {_one_line(str(result.exception or 'no node was built'))}; {log}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
