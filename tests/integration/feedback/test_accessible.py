"""The pages are read by everybody: axe finds nothing against the accessibility rules, on a screen and on a phone."""

import pytest

from orchestration.feedback.artefacts import artefacts
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book


def answered(book):
    content = make(book)
    return artefacts(content, judge_book(content), CONTRACT, None, True, TODAY)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Both pages, with something of everything in them."""
    folder = tmp_path_factory.mktemp("pages")
    rejected = valid_return(etp_coordination=5).set("aller_vers", column="femmes", value=14)
    rejected.set("synthese", column="partenaires", value=97)
    files = answered(rejected) | answered(valid_return(etp_coordination=5))
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("name", ["a-corriger.html", "recu.html"])
def test_a_page_breaks_no_rule_of_accessibility(pages, browser, name, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((pages / name).as_uri())
    assert [found["id"] for found in axe.Axe().run(page).response["violations"]] == []
    page.close()


@pytest.mark.parametrize("name", ["a-corriger.html", "recu.html"])
def test_a_page_fetches_nothing(pages, browser, name):
    page, asked = browser.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / name).as_uri())
    assert asked == [(pages / name).as_uri()]
    page.close()
