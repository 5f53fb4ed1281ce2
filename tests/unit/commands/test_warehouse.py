"""`cites warehouse` gives a line that a shell can run, whatever the path holds, and shows no password."""

import shlex

import pytest

from orchestration.commands import releases
from orchestration.publication import catalogue
from orchestration.serving import serve
from orchestration.serving.address import ServingFailed


@pytest.fixture
def told(monkeypatch, capsys):
    """What the command prints, for a DuckDB file in this place and this PostgreSQL address."""

    def tell(place: str, dsn: str = "") -> list[str]:
        monkeypatch.setattr(releases, "opened_storage", lambda: None)
        monkeypatch.setattr(catalogue, "warehouse", lambda storage: place)
        monkeypatch.setenv("CITES_POSTGRES", dsn)
        assert releases.warehouse(None) == 0
        return capsys.readouterr().out.splitlines()

    return tell


def shell_words(lines: list[str]) -> list[str]:
    """The words of the command in these lines, as a shell reads them."""
    first = next(i for i, line in enumerate(lines) if line.startswith("  duckdb "))
    return shlex.split("\n".join(lines[first : first + 2]).replace("\\\n", ""))


@pytest.mark.parametrize(
    "folder", ["/srv/cites", "/srv/mes cités", "/srv/l'emploi", "/srv/$HOME", '/srv/a"b', "/srv/été;ls"]
)
def test_the_line_for_the_shell_opens_the_file_that_was_named(told, folder):
    path = f"{folder}/cites.duckdb"
    lines = told(path)
    assert lines[0] == f"DuckDB file (read only): {path}"
    assert shell_words(lines) == ["duckdb", "-readonly", path, "from publication.indicateurs_nationaux"]


def test_what_lies_in_a_bucket_is_to_be_copied_first(told):
    lines = told("s3://cites/releases/r0001-3fa9c1d2/cites.duckdb")
    assert lines[0] == "DuckDB file (read only): s3://cites/releases/r0001-3fa9c1d2/cites.duckdb"
    assert "copy it to this machine first" in lines[1]
    assert shell_words(lines)[2] == "cites.duckdb"


def test_an_ordinary_answer_fits_a_terminal_of_eighty_columns(told, monkeypatch):
    monkeypatch.setattr(serve, "served", lambda dsn: "r0003-3fa9c1d2")
    lines = told(
        "/srv/cites/releases/r0003-3fa9c1d2/cites.duckdb",
        "postgresql://lectrice:secret@db.example:5432/cites",
    )
    assert max(map(len, lines)) <= 80
    assert lines[-2:] == [
        "PostgreSQL, schema publication, serves r0003-3fa9c1d2:",
        "  postgresql://lectrice@db.example:5432/cites",
    ]


def test_a_server_that_does_not_answer_is_told_in_its_place(told, monkeypatch):
    def down(dsn):
        raise ServingFailed("connection refused")

    monkeypatch.setattr(serve, "served", down)
    lines = told("/srv/cites.duckdb", "host=db.example user=lectrice password=secret")
    assert lines[-2] == "PostgreSQL, schema publication, serves nothing now (connection refused):"
    assert "secret" not in "\n".join(lines)


def test_a_database_that_was_never_loaded_serves_nothing_yet(told, monkeypatch):
    monkeypatch.setattr(serve, "served", lambda dsn: None)
    lines = told("/srv/cites.duckdb", "postgresql:///cites")
    assert lines[-2] == "PostgreSQL, schema publication, serves nothing yet:"
