"""The page before people: in a real Chromium, wide and narrow, with a keyboard, on paper, from a folder alone."""

from __future__ import annotations

from urllib.parse import unquote, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe

from orchestration.page.place import PAGE
from tests.integration.page.conftest import EDITIONS, WIDTHS

ANYWHERE = pytest.mark.parametrize("width", WIDTHS)
ANY = pytest.mark.parametrize("name", EDITIONS)

# Scrolling takes a few frames. Waiting by Playwright's own polling evaluates text in the page, which its policy forbids.
HAS_SCROLLED = """board => new Promise(answer => {
    board.addEventListener("scroll", () => answer(true), {once: true});
    if (board.scrollLeft > 0) answer(true);
    setTimeout(() => answer(false), 10_000);
})"""


@ANY
@ANYWHERE
def test_nothing_sticks_out_of_the_screen(opened, name, width):
    page = opened(name, width).page
    assert page.evaluate("document.documentElement.scrollWidth") == width


@ANY
def test_it_asks_nobody_for_anything_and_complains_of_nothing(opened, release, name):
    seen = opened(name)
    seen.page.wait_for_load_state("networkidle")
    assert seen.requests == [(release(name) / PAGE).as_uri()]
    assert seen.complaints == []


@ANY
@ANYWHERE
def test_axe_finds_no_violation(opened, name, width):
    page = opened(name, width).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(page)
    assert [
        (rule["id"], node["html"]) for rule in found.response["violations"] for node in rule["nodes"]
    ] == []


@ANYWHERE
def test_without_scripts_it_is_the_same_page(opened, width):
    page = opened("ordinary", width, scripts=False).page
    assert page.locator("#essentiel .valeur").first.inner_text() == "55"
    assert page.locator("#evolution svg").first.is_visible()
    assert page.locator("#carte svg").nth(1).is_visible()


def test_a_hostile_label_runs_nothing(opened):
    page = opened("long_and_hostile").page
    assert page.title().startswith("Cités de l'emploi")
    assert page.locator("script").count() == 0


def test_the_first_tab_leads_past_the_contents(opened):
    page = opened("ordinary").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    assert page.locator(".evitement").bounding_box()["x"] == 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_what_scrolls_can_be_scrolled_with_the_keyboard(opened):
    page = opened("forty_quarters", 375).page
    board = page.locator("#remontees .defile")
    board.focus()
    page.keyboard.press("ArrowRight")
    assert board.evaluate(HAS_SCROLLED)


def test_the_focus_is_seen(opened):
    page = opened("ordinary").page
    for _ in range(3):
        page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_every_file_that_it_links_to_is_there(opened, release):
    page = opened("ordinary").page
    links = page.evaluate("[...document.querySelectorAll('#telechargements a')].map(each => each.href)")
    paths = [unquote(urlparse(link).path) for link in links]
    folder = str(release("ordinary"))
    assert len(paths) == 6 + 3 * 13
    assert [path for path in paths if not path.startswith(folder)] == []
    assert [path for path in paths if not release("ordinary").joinpath(path).exists()] == []


def test_a_figure_leads_to_the_cites_that_it_is_made_of(opened):
    page = opened("ordinary").page
    page.locator("#essentiel .piste a").first.click()
    assert page.url.endswith("#cites")
    column = page.locator("#carte tbody tr td:nth-child(3)")
    given = [text for text in column.all_inner_texts() if text.isdigit()]
    assert sum(map(int, given[:4])) == 55


@pytest.mark.parametrize("media", ["screen", "print"])
@ANYWHERE
def test_no_name_on_the_board_is_cut(opened, width, media):
    page = opened("crowded", width).page
    page.emulate_media(media=media)
    names = page.locator("#remontees tbody th")
    assert (
        names.evaluate_all("all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length") == 0
    )
    assert (
        names.evaluate_all("all => all.filter(each => getComputedStyle(each).textOverflow != 'clip').length")
        == 0
    )
    assert names.count() == 90


@pytest.mark.parametrize("name", ["ordinary", "forty_quarters"])
def test_it_is_light(release, name):
    assert (release(name) / PAGE).stat().st_size < 1_500_000


def test_charts_keep_their_texts_within_their_drawing(opened):
    page = opened("long_and_hostile").page
    outside = page.evaluate(
        """[...document.querySelectorAll('.dessin svg')].flatMap(svg => {
            const box = svg.getBoundingClientRect()
            return [...svg.querySelectorAll('text')].filter(text => {
                const own = text.getBoundingClientRect()
                return own.right > box.right + 1 || own.left < box.left - 1
            }).map(text => text.textContent)
        })"""
    )
    assert outside == []
