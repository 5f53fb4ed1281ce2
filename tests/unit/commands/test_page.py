"""`cites page` names the current release's page, and says so where there is none."""

import shlex

import pytest

from orchestration.commands import page as command
from orchestration.commands.page import PageMissing, how_to_open, where
from orchestration.page.place import PAGE
from orchestration.publication import catalogue
from orchestration.publication.catalogue import NothingPublished, Release
from tests.unit.publication.memory import Memory

CURRENT = "r0002-0123abcd"


@pytest.fixture
def storage(monkeypatch) -> Memory:
    """A storage whose current release has a page."""
    monkeypatch.setattr(catalogue, "current", lambda storage: Release(CURRENT, {}, True))
    return Memory({f"releases/{CURRENT}/{PAGE}": b"<!DOCTYPE html>"})


def test_the_page_of_the_current_release_is_named_as_a_browser_opens_it(storage):
    assert list(where(storage)) == [f"page: {storage.location(f'releases/{CURRENT}/{PAGE}')}"]


def test_a_release_made_before_there_were_pages_has_none(storage):
    del storage.objects[f"releases/{CURRENT}/{PAGE}"]
    assert list(where(storage)) == []


def test_the_command_prints_the_place(storage, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(command, "open_storage", lambda url: storage)
    monkeypatch.setattr(storage, "local_path", lambda key: tmp_path / key)
    assert command.page(None) == 0
    assert capsys.readouterr().out == f"page: {storage.location(f'releases/{CURRENT}/{PAGE}')}\n"


def test_in_a_bucket_it_says_what_opens_the_page(storage, monkeypatch, capsys):
    monkeypatch.setattr(command, "open_storage", lambda url: storage)
    assert command.page(None) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"page: {storage.location(f'releases/{CURRENT}/{PAGE}')}"
    folder = storage.location(f"releases/{CURRENT}")
    assert told[-2:] == [f"  aws s3 cp --recursive {folder} {CURRENT}", f"  {CURRENT}/{PAGE}"]


def test_the_command_to_copy_works_whatever_the_prefix_holds(storage, monkeypatch):
    monkeypatch.setattr(storage, "location", lambda key: f"s3://bucket/l'été/{key}")
    line = list(how_to_open(storage))[2]
    assert shlex.split(line)[4] == f"s3://bucket/l'été/releases/{CURRENT}"


def test_the_command_says_that_there_is_no_page(storage, monkeypatch):
    storage.objects.clear()
    monkeypatch.setattr(command, "open_storage", lambda url: storage)
    with pytest.raises(PageMissing, match="made by an earlier version"):
        command.page(None)


def test_where_nothing_is_published_that_is_said():
    with pytest.raises(NothingPublished):
        list(where(Memory({})))
