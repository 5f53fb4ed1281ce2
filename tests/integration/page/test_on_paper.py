"""The page on paper, read out of the PDF that a browser prints: whole tables, headings with what they head, no empty promise."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import cache

import pytest

from orchestration.page.place import PAGE
from tests.integration.page.conftest import EDITIONS
from tests.unit.page.editions import plain

READER = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(READER is None, reason="pdftotext (poppler-utils) is not installed")

SPLIT = ["ordinary", "crowded", "forty_quarters"]


@pytest.fixture(scope="module")
def printed(browser, release, tmp_path_factory) -> Callable[[str], list[str]]:
    """The pages of a printed page, as text in the order in which it stands; printed once."""
    paper = tmp_path_factory.mktemp("paper")

    @cache
    def pages(name: str) -> list[str]:
        page = browser.new_page()
        page.goto((release(name) / PAGE).as_uri())
        page.pdf(path=paper / name, format="A4", prefer_css_page_size=True)
        page.close()
        told = subprocess.run([READER, "-layout", paper / name, "-"], capture_output=True, check=True)
        return [page for page in told.stdout.decode().split("\f") if page.strip()]

    return pages


def lines(page: str) -> list[str]:
    return [plain(line) for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("name", EDITIONS)
def test_it_begins_with_its_title_and_ends_with_its_version(printed, opened, name):
    pages = printed(name)
    title = plain(opened(name).page.locator("h1").inner_text())
    assert title in plain(pages[0])
    assert "modèle de remontée" in plain(pages[-1])


def test_every_bar_of_the_trends_has_its_value_and_coverage_on_paper(printed):
    (page,) = [page for page in printed("ordinary") if "Une barre par trimestre" in plain(page)]
    told = plain(page)
    for quarter, coverage in (
        ("T1 2022", "3 cités sur 3"),
        ("T2 2022", "4 cités sur 4"),
        ("T3 2022", "3 cités sur 4"),
    ):
        assert told.count(coverage) == 6, quarter
    assert {"55", "74", "15", "16", "17"} <= set(told.split())


def test_every_breakdown_has_its_table_on_paper(printed):
    told = plain(" ".join(printed("ordinary")))
    for heading in ("Catégorie Partenaires actifs Part", "Sexe Bénéficiaires Part", "Âge Bénéficiaires Part"):
        assert heading in told
    assert "Femmes 24 44 % 48" in told


@pytest.mark.parametrize("name", SPLIT)
def test_no_heading_is_cut_off_from_what_it_heads(printed, opened, name):
    headings = {plain(text) for text in opened(name).page.locator("h2, h3").all_inner_texts()}
    notes = {"La somme de chaque colonne est le chiffre national", "Sous chaque valeur, les remontées"}
    for page in printed(name):
        last = lines(page)[-1]
        assert last not in headings
        assert not [note for note in notes if last.startswith(note)]


def test_a_long_table_repeats_its_headings_and_has_its_sum_once(printed):
    pages = printed("crowded")
    of_cites = [page for page in pages if "Empreinte" in page]
    assert len(of_cites) > 1
    assert sum(page.count("Ensemble") for page in pages) == 1
    numbered = [n for n in range(90) if plain(" ".join(of_cites)).count(f"{n:03d}") >= 1]
    assert numbered == list(range(90))


@pytest.mark.parametrize("name", SPLIT)
def test_nothing_is_announced_that_paper_does_not_have(printed, name):
    told = [line for page in printed(name) for line in lines(page)]
    assert not {"Dictionnaire des données", "Téléchargements", "Les données"} & set(told)
    assert any(
        line.startswith("Sur papier, il manque les téléchargements et le dictionnaire") for line in told
    )


@pytest.mark.parametrize("name", SPLIT)
def test_the_last_page_is_not_for_the_footer_alone(printed, name):
    assert len(lines(printed(name)[-1])) > 4


def test_revisions_are_whole_on_paper(printed):
    told = plain(" ".join(printed("crowded")))
    assert told.count("autres causes, dans la table « Révisions »") == 12
    assert "…" not in told


def test_the_screen_has_what_paper_leaves_out(opened):
    page = opened("ordinary").page
    assert page.locator("#dictionnaire").is_visible() and page.locator("#telechargements").is_visible()
    assert not page.locator(".papier").is_visible()
