"""The house keeps its shape: who may import whom, and how large a room may grow."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted([*ROOT.glob("contracts/**/*.py"), *ROOT.glob("orchestration/**/*.py")])
DAGSTER_ROOMS = ("orchestration/assets/", "orchestration/definitions.py", "orchestration/launch.py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_every_module_says_what_belongs_there(path: Path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
        f"{names(path)} opens without a docstring"
    )


@pytest.mark.parametrize("path", [p for p in MODULES if names(p).startswith("contracts/")], ids=names)
def test_the_contract_does_not_know_who_uses_it(path: Path):
    assert not {name for name in imported(path) if name.split(".")[0] == "orchestration"}


@pytest.mark.parametrize("path", [p for p in MODULES if not names(p).startswith(DAGSTER_ROOMS)], ids=names)
def test_only_the_wiring_imports_dagster(path: Path):
    assert not {name for name in imported(path) if name.split(".")[0] in {"dagster", "dagster_dbt"}}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_only_the_storage_speaks_s3(path: Path):
    if not names(path).startswith("orchestration/storage/s3"):
        assert not {name for name in imported(path) if name.split(".")[0] in {"boto3", "botocore"}}


CALLS_OUT = {
    "urllib.request": {"orchestration/notifications/calling.py"},
    "smtplib": {"orchestration/reminders/sending.py"},
    "requests": set(),
}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_only_the_ways_to_people_call_out(path: Path):
    called = {name for name in imported(path) if name in CALLS_OUT}
    assert {name for name in called if names(path) not in CALLS_OUT[name]} == set()


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_only_the_settings_read_the_environment(path: Path):
    allowed = {"orchestration/settings.py"}
    if names(path) not in allowed:
        source = path.read_text(encoding="utf-8")
        assert "os.environ.get" not in source and "getenv" not in source, (
            f"{names(path)} reads the environment itself"
        )


OPENS_THE_REGISTER = {
    "orchestration/publication/continuity.py",  # for everybody else
    "orchestration/verification/register.py",  # tells of damage in place of ending with it
}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_who_reads_the_register_holds_it_against_the_releases(path: Path):
    """The end of the chain can be lost without a mark in it: `open_register` asks the current release."""
    loads = "Register.load(" in path.read_text(encoding="utf-8")
    assert not loads or names(path) in OPENS_THE_REGISTER, "open it by publication.continuity.open_register"


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_only_the_charts_load_a_charting_library(path: Path):
    if names(path) not in ("orchestration/page/drawing.py", "orchestration/schedule/chart.py"):
        assert not {name for name in imported(path) if name.split(".")[0] in {"altair", "vl_convert"}}


@pytest.mark.parametrize("path", sorted(ROOT.glob("orchestration/page/templates/*")), ids=names)
def test_the_page_of_a_release_names_no_address_to_load_from(path: Path):
    assert not {
        sign for sign in ("//", "<script", "@import", "url(", "src=") if sign in path.read_text("utf-8")
    }


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_nobody_reads_parquet_with_threads_of_arrow(path: Path):
    """A short command that ends while one of them still starts is aborted: every other time under load (pyarrow 26)."""
    source = path.read_text(encoding="utf-8")
    calls = {"pq.read_table(", "parquet.read_table(", "pd.read_parquet("}
    assert not {call for call in calls if call in source}


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_rooms_stay_small(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, "split it: one reason to change a file"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if names(p).startswith("orchestration/publication/")], ids=names
)
def test_a_publication_does_not_know_who_explains_it(path: Path):
    """What replays figures is handed to it: a release can be made, and tested, without."""
    assert not {name for name in imported(path) if name.startswith("orchestration.explanation")}


@pytest.mark.parametrize("forbidden", ["utils", "helpers", "common", "misc"])
def test_every_function_has_found_its_name(forbidden: str):
    assert [names(path) for path in MODULES if path.stem == forbidden] == []


def test_judging_on_the_spot_needs_no_orchestrator():
    script = (
        "import sys; import orchestration.commands.check, orchestration.submissions.check;"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'dagster','dbt','great_expectations','dagster_dbt'}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert found.stdout.strip() == "[]"
