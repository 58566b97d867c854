"""The charts of the Explore page: the map of meaning, and practices by the year in which they began."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.explore import MapView
    from peerlearn.coverage import Starts

PAPER, INK, LINE, ACCENT = "#ffffff", "#1d2b2a", "#d8d1c3", "#0f5a56"
FONT = "IBM Plex Sans Arabic, system-ui, sans-serif"
EDGE = 0.06
"""How far the axes reach beyond the outermost points; what is drawn lies within 1 of the middle."""
_NO_MENU = {"embedOptions": {"actions": False, "loader": {"target": "_self"}}}


def meaning_chart(view: MapView, tr: Translator) -> alt.LayerChart:
    """Return the map: a point a text, which leads to its page, and the numbers of the groups, which the list below calls by name."""
    across, up = (_reach([getattr(point, side) for point in view.points]) for side in ("x", "y"))
    rows = [{"x": p.x, "y": p.y, "c": p.colour, "title": p.title, "below": p.below or "—", "href": p.link} for p in view.points]
    points = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(size=95, opacity=0.85, stroke=PAPER, strokeWidth=0.8, cursor="pointer", aria=False)
        .encode(
            x=alt.X("x:Q", scale=across, axis=None),
            y=alt.Y("y:Q", scale=up, axis=None),
            color=alt.Color("c:N", scale=None, legend=None),
            href="href:N",
            tooltip=[alt.Tooltip("title:N", title="title"), alt.Tooltip("below:N", title=" ")],
        )
    )
    marks = alt.Chart(alt.InlineData(values=[{"x": g.x, "y": g.y, "n": str(g.number)} for g in view.groups])).encode(
        x=alt.X("x:Q", scale=across, axis=None), y=alt.Y("y:Q", scale=up, axis=None)
    )
    discs = marks.mark_circle(size=520, color=PAPER, opacity=0.82, stroke=INK, strokeWidth=1, tooltip=None, aria=False)
    numbers = marks.mark_text(font=FONT, fontSize=13, fontWeight=600, color=INK, dy=1, tooltip=None, aria=False).encode(text="n:N")
    chart: alt.LayerChart = (
        alt.layer(points, discs, numbers)
        .properties(height=520, description=name_of_map(tr), usermeta=_NO_MENU, padding={"left": 6, "right": 6, "top": 6, "bottom": 6})
        .configure(background=PAPER, view=alt.ViewConfig(strokeWidth=0))
    )
    return chart


def _reach(places: Sequence[float]) -> alt.Scale:
    return alt.Scale(domain=[min(places, default=0) - EDGE, max(places, default=0) + EDGE], nice=False)


def name_of_map(tr: Translator) -> str:
    """Return what a screen reader says of the map; the list below it says the same in words."""
    return tr("Map of meaning; the groups below it say the same in words")


def starts_chart(starts: Starts, tr: Translator) -> alt.Chart:
    """Return a column a year, in the reading direction of the language."""
    rows = [{"year": year, "n": count, "told": tr.plural("{n} practice", "{n} practices", count)} for year, count in starts.years]
    rtl = tr.dir == "rtl"
    ticks = [year for year, _ in starts.years if year % 5 == 0]
    axis: dict[str, Any] = {
        "labelFont": FONT,
        "labelColor": INK,
        "labelFontSize": 13,
        "domainColor": LINE,
        "tickColor": LINE,
        "title": None,
    }
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(color=ACCENT, cornerRadiusTopLeft=3, cornerRadiusTopRight=3, aria=False)
        .encode(
            x=alt.X(
                "year:O",
                sort="descending" if rtl else "ascending",
                axis=alt.Axis(values=ticks, labelAngle=0, **axis),
                scale=alt.Scale(paddingInner=0.2),
            ),
            y=alt.Y(
                "n:Q", axis=alt.Axis(orient="right" if rtl else "left", tickMinStep=1, tickCount=4, gridColor="#ece6da", format="d", **axis)
            ),
            tooltip=[alt.Tooltip("year:O", title="title"), alt.Tooltip("told:N", title=" ")],
        )
        .properties(
            height=220,
            description=tr("Practices by the year in which they began; the table below says the same"),
            usermeta=_NO_MENU,
            padding={"left": 8, "right": 8, "top": 10, "bottom": 8},
        )
        .configure(background=PAPER, view=alt.ViewConfig(strokeWidth=0))
    )
    return chart
