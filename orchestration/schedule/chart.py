"""The collection over time as a picture: returns received per day against the deadline.

Belongs here: drawing. Does not belong here: counting (`collection`). Altair is imported late: it is slow to load.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date

_WIDTH, _HEIGHT = 560, 220


def drawn(points: Sequence[tuple[date, int]], due: date, expected: int, title: str) -> str:
    """An SVG: cités that have sent a return by day, the deadline as a red line, the number expected as the top."""
    import altair as alt
    import pandas as pd
    import vl_convert

    frame = pd.DataFrame(points, columns=["day", "received"])
    frame["day"] = pd.to_datetime(frame["day"])
    received = (
        alt.Chart(frame)
        .mark_area(interpolate="step-after", line=True, opacity=0.35)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%d/%m")),
            y=alt.Y("received:Q", title="cités", scale=alt.Scale(domain=[0, max(expected, 1)])),
        )
    )
    lines = pd.DataFrame({"day": [pd.Timestamp(due)], "label": [f"deadline {due:%d/%m}"]})
    limit = alt.Chart(lines).mark_rule(color="#c81e1e", strokeWidth=2).encode(x="day:T")
    label = (
        alt.Chart(lines)
        .mark_text(align="right", dx=-6, color="#c81e1e", baseline="top")
        .encode(x="day:T", y=alt.value(4), text="label")
    )
    chart = (received + limit + label).properties(width=_WIDTH, height=_HEIGHT, title=title)
    return str(vl_convert.vegalite_to_svg(chart.to_json()))


def as_markdown(svg: str, alternative: str) -> str:
    """The picture inside a Markdown text, without any file."""
    return f"![{alternative}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"
