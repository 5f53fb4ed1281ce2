"""The version names the code that was loaded, and tells it from the code that lies on disk now."""

import pytest

from orchestration import version
from orchestration.version import VERSION, code_version, version_on_disk


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A tree of its own that `version` reads."""
    source = tmp_path / "orchestration" / "run.py"
    source.parent.mkdir()
    source.write_text("one\n", encoding="utf-8")
    monkeypatch.setattr(version, "_ROOT", tmp_path)
    code_version.cache_clear()
    yield source
    code_version.cache_clear()


def test_it_is_the_version_and_a_digest_of_the_sources(tree):
    said, _, digest = code_version().partition("+")
    assert (said, len(digest)) == (VERSION, 12)


def test_code_that_changes_on_disk_is_not_what_was_loaded(tree):
    loaded = code_version()
    assert version_on_disk() == loaded
    tree.write_text("two\n", encoding="utf-8")
    assert version_on_disk() != loaded
    assert code_version() == loaded


def write(tree, name):
    """A new file beside the code."""
    path = tree.parents[1] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["orchestration/new.py", "contracts/rule.yaml", "dbt_project/models/a.sql"])
def test_whatever_can_change_a_figure_counts(tree, name):
    before = version_on_disk()
    write(tree, name)
    assert version_on_disk() != before


@pytest.mark.parametrize("name", ["docs/page.md", "dbt_project/target/run/a.sql", "tests/test_a.py"])
def test_what_cannot_does_not(tree, name):
    before = version_on_disk()
    write(tree, name)
    assert version_on_disk() == before
