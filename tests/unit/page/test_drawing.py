"""The charts: real SVG, what is not final marked as such, the same bytes every time."""

import re
import xml.etree.ElementTree as ET

import pytest

from orchestration.page import drawing
from orchestration.page.breakdowns import Breakdown, Part
from orchestration.page.trends import Point, Trend
from orchestration.publication.coverage import Coverage

SOLID, PALE, PAPER = "#0b6172", "#b7d7dc", "#ffffff"


def course(*statuses, quarters=None):
    names = [f"{2022 + n // 4}-T{n % 4 + 1}" for n in range(quarters or len(statuses))]
    points = [
        Point(name, 1000 + 100 * n, Coverage(3, 4, statuses[n % len(statuses)]))
        for n, name in enumerate(names)
    ]
    return Trend("nouveaux_beneficiaires", "Nouveaux bénéficiaires", tuple(points))


def breakdown(*labels, status="complet", value=1200):
    parts = tuple(Part(label, value - n, f"{n} %", None, ()) for n, label in enumerate(labels))
    coverage = Coverage(3, 4, status)
    return Breakdown("freins", "Les freins", "Frein", "Bénéficiaires", parts, coverage, coverage)


def texts(svg):
    return [element.text for element in ET.fromstring(svg).iter() if element.text and element.text.strip()]


def fills(svg):
    return re.findall(r'<path[^>]*fill="(#[0-9a-f]{6})"', svg) or re.findall(r'fill="(#[0-9a-f]{6})"', svg)


@pytest.mark.parametrize(
    ("status", "fill", "dashed"),
    [("complet", SOLID, False), ("provisoire", PALE, False), ("partiel", PAPER, True)],
)
def test_a_bar_looks_like_its_status(status, fill, dashed):
    svg = drawing.trend(course(status))
    assert fill in fills(svg)
    assert ('stroke-dasharray="3,2"' in svg) is dashed


def test_a_bar_that_is_not_final_says_how_many_cites_it_stands_for():
    assert texts(drawing.trend(course("complet", "provisoire", "partiel"))).count("3/4") == 2


def test_quarters_are_named_and_each_first_one_has_its_year():
    told = texts(drawing.trend(course("complet", quarters=8)))
    assert [word for word in told if word.startswith("T")] == ["T1", "T2", "T3", "T4"] * 2
    assert [word for word in told if word.startswith("20")] == ["2022", "2023"]


def test_a_history_that_begins_within_a_year_says_which():
    begun = course("complet", quarters=3)
    assert "2022" in texts(drawing.trend(Trend(begun.column, begun.label, begun.points[1:])))


def test_of_forty_quarters_only_the_years_are_named():
    told = texts(drawing.trend(course("complet", "partiel", quarters=40)))
    assert [word for word in told if word.startswith("20")] == [str(year) for year in range(2022, 2032)]
    assert not [word for word in told if word.startswith("T") or "/" in word]


def test_of_forty_quarters_the_partial_ones_are_still_marked():
    svg = drawing.trend(course("complet", "partiel", quarters=40))
    assert svg.count('stroke-dasharray="3,2"') == 20


def test_numbers_are_grouped_as_french_does():
    assert "1\u202f000" in texts(drawing.trend(course("complet")))


def test_a_measure_of_zeros_can_be_drawn():
    nothing = Trend("x", "X", (Point("2022-T1", 0, Coverage(1, 1, "complet")),))
    assert "T1" in texts(drawing.trend(nothing))


@pytest.mark.parametrize(
    ("most", "named"),
    [
        (1, ["0", "1"]),
        (2, ["0", "1", "2"]),
        (4, ["0", "1", "2", "3", "4"]),
        (5, ["0", "1", "2", "3", "4", "5"]),
    ],
)
def test_a_low_scale_names_every_number_once(most, named):
    low = Trend("x", "X", (Point("2022-T1", most, Coverage(1, 1, "complet")),))
    assert [word for word in texts(drawing.trend(low)) if word.isdigit() and len(word) < 4] == named


def test_a_quarter_that_was_not_published_has_a_place_a_mark_and_no_bar():
    whole = course("complet", quarters=4)
    svg = drawing.trend(Trend(whole.column, whole.label, (whole.points[0], whole.points[3])))
    assert [word for word in texts(svg) if word.startswith("T")] == ["T1", "T2", "T3", "T4"]
    assert texts(svg).count(drawing.UNPUBLISHED) == 2
    assert fills(svg).count(SOLID) == 2


def test_of_forty_quarters_one_without_figures_has_a_place_too():
    whole = course("complet", quarters=40)
    svg = drawing.trend(Trend(whole.column, whole.label, (*whole.points[:20], *whole.points[21:])))
    assert fills(svg).count(SOLID) == 39
    assert drawing.UNPUBLISHED not in texts(svg)


def test_a_part_is_named_and_counted():
    assert texts(drawing.bars(breakdown("Mobilité"))) == ["Mobilité", "1\u202f200  (0 %)"]


@pytest.mark.parametrize(("status", "fill"), [("complet", SOLID), ("provisoire", PALE), ("partiel", PAPER)])
def test_the_bars_of_a_breakdown_look_like_their_quarter(status, fill):
    assert fill in fills(drawing.bars(breakdown("Mobilité", status=status)))


def test_a_very_long_label_is_cut_within_the_drawing():
    told = texts(drawing.bars(breakdown("Structure " * 30)))[0]
    assert told.endswith("…") and len(told) < 60


def test_a_breakdown_of_zeros_can_be_drawn():
    assert texts(drawing.bars(breakdown("Mobilité", value=0)))[0] == "Mobilité"


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x>', "a & b", "]]>", "'\\u003c"]
)
def test_a_hostile_label_stays_a_text(hostile):
    svg = drawing.bars(breakdown(hostile))
    assert texts(svg)[0] == hostile
    assert "<script" not in svg and "<img" not in svg


def test_a_drawing_has_no_address_no_size_limit_and_no_name_of_its_own():
    svg = drawing.trend(course("partiel"))
    assert svg.startswith('<svg viewBox="0 0 ')
    assert 'aria-hidden="true"' in svg and "http" not in svg and "role=" not in svg


def test_the_same_points_give_the_same_bytes():
    assert drawing.trend(course("partiel", "complet")) == drawing.trend(course("partiel", "complet"))


def test_every_trend_chart_has_the_same_size():
    sizes = {drawing.trend(course("complet", quarters=n)).split(' width="')[0] for n in (1, 8, 40)}
    assert sizes == {'<svg viewBox="0 0 340 200"'}
