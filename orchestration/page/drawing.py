"""The charts, drawn as SVG by Vega-Altair and vl-convert: no browser, no address, the same bytes every time.

Belongs here: how a chart looks. Does not belong here: which points it shows. The status of a quarter is shown by fill,
outline and a written count, never by colour alone. Texts stay texts; the page names the chart for those who do not see it.
"""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import vl_convert

from orchestration.page.breakdowns import Breakdown
from orchestration.page.trends import Trend
from orchestration.page.words import number

_INK, _MUTED, _LINE, _ACCENT, _PALE, _PAPER = "#1d2a30", "#4d5c63", "#d5dde0", "#0b6172", "#b7d7dc", "#ffffff"
_WIDTH = 340
"""Of every chart, in pixels: what a telephone shows without shrinking its text."""

_HEIGHT = 200
_FIT = {"autosize": {"type": "fit", "contains": "padding"}}
FEW = 12
"""Up to this many quarters a bar bears its count; beyond, bars are too narrow for it."""

_LOW = 4
"""Up to this height every whole number has its line."""

UNPUBLISHED = "✕"
"""Stands where a bar would be, in a quarter without any published figure."""

_FILLS = {"complet": _ACCENT, "provisoire": _PALE, "partiel": _PAPER}
_DASHES = {"complet": [1, 0], "provisoire": [1, 0], "partiel": [3, 2]}
_CONFIG: dict[str, Any] = {
    "aria": False,
    "background": None,
    "font": "Arial, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelColor": _MUTED, "labelFontSize": 12, "title": None, "ticks": False, "domainColor": _INK},
    "axisY": {"gridColor": _LINE, "domain": False, "tickCount": 4, "labelPadding": 6},
    "axisX": {"grid": False, "labelAngle": 0, "labelPadding": 6, "labelLineHeight": 14},
}
_LOCALE = {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"], "minus": "−"}


def trend(course: Trend) -> str:
    """One bar a quarter, oldest first; what is not final is paler or dashed, and says how many cités it stands for."""
    rows = [
        {
            "quarter": point.quarter,
            "value": point.value,
            "status": point.coverage.status,
            "count": "" if point.coverage.status == "complet" else point.coverage.short,
        }
        for point in course.points
    ]
    named = {point.quarter for point in course.points}
    rows += [
        {"quarter": quarter, "value": 0, "status": None, "count": UNPUBLISHED}
        for quarter in course.course
        if quarter not in named
    ]
    across = alt.X(
        "quarter:O",
        axis=_quarters(len(rows)),
        scale=alt.Scale(domain=course.course, paddingInner=0.25, paddingOuter=0.15),
    )
    most = max(point.value for point in course.points)
    # room above the highest bar for its count
    up = alt.Y("value:Q", axis=_values(most), scale=alt.Scale(domain=[0, most * 1.1 or 1], nice=False))
    base = alt.Chart(alt.InlineData(values=rows), width=_WIDTH, height=_HEIGHT).encode(x=across, y=up)
    bars = (
        base.transform_filter("datum.status")
        .mark_bar(stroke=_ACCENT, strokeWidth=1.2)
        .encode(
            fill=alt.Fill("status:N", scale=_by_status(_FILLS), legend=None),
            strokeDash=alt.StrokeDash("status:N", scale=_by_status(_DASHES), legend=None),
        )
    )
    if len(rows) > FEW:
        return _svg(bars, _FIT)
    counts = base.mark_text(baseline="bottom", dy=-4, fontSize=11, color=_INK).encode(text="count:N")
    return _svg(bars + counts, _FIT)


def _quarters(shown: int) -> alt.Axis:
    """`T1` over its year; of many quarters only the years, where they begin."""
    position, year = "slice(datum.value, 5)", "slice(datum.value, 0, 4)"
    if shown > FEW:
        return alt.Axis(labelExpr=f"{position} == 'T1' ? {year} : ''", labelOverlap=False)
    begins = f"{position} == 'T1' || datum.index == 0"
    return alt.Axis(labelExpr=f"{begins} ? [{position}, {year}] : {position}")


def _values(most: int) -> alt.Axis:
    """Whole numbers, each once: of a low scale the library would name 0, 1, 1."""
    if most > _LOW:
        return alt.Axis(format=",d")
    whole = list(range(most + 1))
    return alt.Axis(format=",d", values=whole, tickCount=len(whole))


def _by_status(looks: dict[str, Any]) -> alt.Scale:
    return alt.Scale(domain=list(looks), range=list(looks.values()))


def bars(breakdown: Breakdown) -> str:
    """One bar a part, its label above it: long labels fit on a narrow screen."""
    rows = [
        {
            "label": part.label,
            "value": part.value,
            "text": f"{number(part.value)}  ({part.share})",
            "order": order,
        }
        for order, part in enumerate(breakdown.shown)
    ]
    most = max((part.value for part in breakdown.shown), default=0)
    base = alt.Chart(alt.InlineData(values=rows), width=_WIDTH, height=alt.Step(36)).encode(
        y=alt.Y("order:O", axis=None, scale=alt.Scale(padding=0))
    )
    status = breakdown.coverage.status or "complet"
    drawn = base.mark_bar(
        height=11, yOffset=7, fill=_FILLS[status], stroke=_ACCENT, strokeWidth=1.2, strokeDash=_DASHES[status]
    ).encode(x=alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, most or 1])))
    label = base.mark_text(align="left", dy=-8, fontSize=12, color=_INK, limit=275)
    value = base.mark_text(align="right", dy=-8, fontSize=12, color=_MUTED)
    return _svg(
        drawn
        + label.encode(x=alt.value(0), text="label:N")
        + value.encode(x=alt.value(_WIDTH), text="text:N"),
        {},
    )


def _svg(chart: alt.Chart | alt.LayerChart, sizing: dict[str, Any]) -> str:
    specification = chart.to_dict(validate=False) | {"config": _CONFIG, "padding": 1} | sizing
    return _bare(vl_convert.vegalite_to_svg(specification, format_locale=_LOCALE))


_OPENING = re.compile(r'<svg [^>]*?width="([\d.]+)"[^>]*?viewBox="([^"]*)">')
_EMPTY = re.compile(r'<path[^>]*\bd="(?:M0,0h0v0h0Z)?"[^>]*></path>')
_SPARE = re.compile(r' (?:aria-hidden|aria-roledescription|role|pointer-events|class)="[^"]*"')


def _bare(svg: str) -> str:
    """The drawing without a name, roles or a size of its own: the page gives them; never larger than drawn."""
    found = _OPENING.match(svg)
    if found is None:
        raise ValueError("the drawing does not open as an SVG of this library does")
    width, view = found.groups()
    inside = _SPARE.sub("", _EMPTY.sub("", svg[found.end() :]))
    return f'<svg viewBox="{view}" width="{width}" aria-hidden="true" focusable="false">{inside}'
