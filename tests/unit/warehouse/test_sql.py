"""Every model reads the same way, and what only one database knows stays in its macros."""

import re
from pathlib import Path

import pytest

from orchestration.warehouse.dbt import PROJECT

MODELS = sorted((PROJECT / "models").rglob("*.sql"))
TESTS = sorted((PROJECT / "tests").rglob("*.sql"))
MACROS = sorted((PROJECT / "macros").rglob("*.sql"))
LAYERS = {"staging": "stg_", "intermediate": "int_", "marts": ""}
ONLY_DUCKDB = {
    "integer division": r"//",
    "cast by colons": r"::",
    "median": r"\bmedian\s*\(",
    "reading files": r"\bread_\w+\s*\(",
    "qualify": r"\bqualify\b",
    "star with exclusions": r"\bexclude\b|\bcolumns\s*\(",
    "grouping by all": r"\b(group|order)\s+by\s+all\b",
    "filtered aggregates": r"\bfilter\s*\(",
    "lists": r"\blist\w*\s*\(|\bunnest\s*\(|\bstring_agg\s*\(",
    "dates by function": r"\b(date_diff|datediff|make_date|last_day|strptime|strftime)\s*\(",
    "joins by position or using": r"\b(positional|asof)\s+join\b|\busing\s*\(",
    "unnamed from": r"(?m)^\s*from\s+\S+\s+select\b",
}


def names(path: Path) -> str:
    return path.stem


def code(path: Path) -> str:
    """The SQL without comments and Jinja."""
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"--.*", "", text)


@pytest.mark.parametrize("path", [*MODELS, *TESTS], ids=names)
def test_the_first_line_says_the_grain(path):
    assert path.read_text(encoding="utf-8").startswith("-- One row per ")


@pytest.mark.parametrize("path", MODELS, ids=names)
def test_a_model_ends_by_selecting_what_it_called_final(path):
    assert path.read_text(encoding="utf-8").endswith("\n)\n\nselect * from final\n")


@pytest.mark.parametrize("path", MODELS, ids=names)
def test_a_model_bears_the_name_of_its_layer(path):
    assert path.stem.startswith(LAYERS[path.parent.name])


@pytest.mark.parametrize("path", [p for p in MODELS if p.parent.name != "staging"], ids=names)
def test_only_staging_reads_sources(path):
    assert "source(" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODELS, ids=names)
def test_a_model_imports_first_and_counts_afterwards(path):
    imported = re.findall(r"select \* from \{\{ (?:ref|source)\(", path.read_text(encoding="utf-8"))
    used = re.findall(r"\{\{ (?:ref|source)\(", path.read_text(encoding="utf-8"))
    assert imported
    assert len(imported) == len(used)


@pytest.mark.parametrize("what", ONLY_DUCKDB)
def test_models_and_tests_are_standard_sql(what):
    found = [
        path.name for path in [*MODELS, *TESTS] if re.search(ONLY_DUCKDB[what], code(path), re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("path", [p for p in MACROS if p.parent.name == "portable"], ids=names)
def test_a_portable_macro_is_chosen_by_the_database_and_has_a_default(path):
    text = path.read_text(encoding="utf-8")
    public = re.findall(r"adapter\.dispatch\('(\w+)', 'cites_emploi'\)", text)
    assert public
    assert all(f"macro {name}(" in text and f"macro default__{name}(" in text for name in public)


def test_the_duckdb_only_macros_are_where_they_are_looked_for():
    elsewhere = [
        path.name for path in MACROS if path.parent.name != "portable" and "duckdb__" in path.read_text()
    ]
    assert elsewhere == []


def test_the_guard_of_standard_sql_sees_what_it_is_there_for():
    seen = {
        "integer division": "a // b",
        "cast by colons": "a::int",
        "median": "median (a)",
        "reading files": "read_parquet('x')",
        "qualify": "qualify rank = 1",
        "star with exclusions": "* exclude (a)",
        "grouping by all": "group by all",
        "filtered aggregates": "count(*) filter (where a)",
        "lists": "string_agg(a)",
        "dates by function": "date_diff('day', a, b)",
        "joins by position or using": "join b using (a)",
        "unnamed from": "from a select b",
    }
    assert seen.keys() == ONLY_DUCKDB.keys()
    assert [what for what, sql in seen.items() if not re.search(ONLY_DUCKDB[what], sql)] == []
