"""The pages on a telephone: nothing sticks out, no word is cut, every value has its title beside it."""

import pytest

from orchestration.feedback.artefacts import artefacts
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, judge_book

PAGES = ["a-corriger.html", "recu.html"]
WIDTHS = [320, 375, 414, 600]
PREVIOUS = {
    "empreinte": "ab" * 32,
    "recue_le": "2024-01-14T10:00:00.000000+00:00",
    "synthese": {"partenaires": 3, "comites_pilotage": 1, "nouveaux_beneficiaires": 1054},
}

STICKING_OUT = """() => [...document.querySelectorAll('body *')]
  .filter(one => !one.closest('.cachee, thead'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 0.5)
  .map(one => one.tagName + ' ' + one.textContent.slice(0, 40))"""

CUT_WORDS = """() => {
  const cut = [];
  const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (texts.currentNode.parentElement.closest('.cachee, thead')) continue;
    for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      if (word[0].length > 30) continue;  // a fingerprint fits on no telephone
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
      if (lines.size > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""

TITLES = """() => [...document.querySelectorAll('td[data-titre]')]
  .filter(one => one.textContent)
  .map(one => getComputedStyle(one, '::before').content)"""


def answered(book, container, previous=None):
    content = make(book, container)
    return artefacts(content, judge_book(content), CONTRACT, previous, True, TODAY)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Both pages with long names in them; the rejected return is of CSV, whose places are the longest."""
    folder = tmp_path_factory.mktemp("pages")
    rejected = valid_return(etp_coordination=5).set("aller_vers", column="femmes", value=14)
    rejected.set("actions_innovantes", column="part_cite", value=9e6)
    rejected.set("actions_innovantes", column="siret_porteur", value="1" * 80)
    files = answered(rejected, "zip") | answered(valid_return(etp_coordination=5), "xlsx", PREVIOUS)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def seen(pages, browser):
    """What a script says of a page on a screen of this width."""

    def look(name, width, script):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((pages / name).as_uri())
        found = page.evaluate(script)
        page.close()
        return found

    return look


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out(seen, name, width):
    assert seen(name, width, "() => document.documentElement.scrollWidth") == width
    assert seen(name, width, STICKING_OUT) == []


@pytest.mark.parametrize("width", [*WIDTHS, 1200])
@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_cut(seen, name, width):
    assert seen(name, width, CUT_WORDS) == []


@pytest.mark.parametrize(
    ("name", "title"), [("a-corriger.html", '"Ce qui ne va pas : "'), ("recu.html", '"Cette version : "')]
)
def test_every_value_has_its_title_beside_it(seen, name, title):
    titles = [one.replace("\u00a0", " ") for one in seen(name, 375, TITLES)]
    assert title in titles
    assert "none" not in titles


@pytest.mark.parametrize("name", PAGES)
def test_on_a_wide_screen_titles_stand_above_their_columns_alone(seen, name):
    assert set(seen(name, 1200, TITLES)) == {"none"}
