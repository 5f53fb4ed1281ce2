"""A release in a bucket, a web server before it: the page opens in a browser, and all that it links to is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from orchestration.commands.page import how_to_open, where
from orchestration.page.place import PAGE
from orchestration.publication.catalogue import current
from orchestration.publication.manifest import key_of
from orchestration.storage.opening import open_storage
from orchestration.storage.s3 import S3Storage
from tests.unit.publication.publishing import Press

pytestmark = pytest.mark.s3


@pytest.fixture
def published(s3_url: str, tmp_path) -> S3Storage:
    """A bucket with one release, published as a run does it."""
    storage = open_storage(s3_url)
    with storage.lock() as lease:
        Press(tmp_path, storage, lease).publish()
    return storage


@pytest.fixture
def page(published, s3_server, browser) -> Iterator[Page]:
    """The current release's page, opened from the bucket's website."""
    key = published.location(key_of(current(published).id, PAGE)).removeprefix(f"s3://{s3_server.bucket}/")
    tab = browser.new_page()
    tab.goto(f"{s3_server.website}/{key}")
    yield tab
    tab.close()


def test_it_opens_as_a_page_with_its_headline(page):
    assert page.evaluate("document.contentType") == "text/html"
    assert page.title().startswith("Cités de l")
    assert page.locator("#essentiel .valeur").first.inner_text().strip()
    assert page.locator("#evolution svg").first.is_visible()


def test_every_link_of_it_answers(page, published, s3_server):
    links = page.evaluate("[...document.querySelectorAll('a')].map(each => each.href.split('#')[0])")
    files = sorted({link for link in links if link and link != page.url})
    release = page.url.removesuffix(PAGE)
    assert len(files) > 40
    assert [link for link in files if not link.startswith(release)] == []
    answers = {link.removeprefix(release): page.request.get(link) for link in files}
    assert {name: answer.status for name, answer in answers.items() if answer.status != 200} == {}
    assert [name for name, answer in answers.items() if not answer.body()] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("data-docs.html", "text/html; charset=utf-8"),
        ("csv/indicateurs_nationaux.csv", "text/csv; charset=utf-8"),
        ("manifest.json", "application/json"),
        ("indicateurs.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_a_browser_is_told_what_each_file_is(page, name, kind):
    assert page.request.get(page.url.removesuffix(PAGE) + name).headers["content-type"] == kind


def test_the_command_says_how_to_come_to_it(published):
    release = current(published).id
    assert list(where(published)) == [f"page: {published.url}/releases/{release}/{PAGE}"]
    assert list(how_to_open(published))[2:] == [
        f"  aws s3 cp --recursive {published.url}/releases/{release} {release}",
        f"  {release}/{PAGE}",
    ]
