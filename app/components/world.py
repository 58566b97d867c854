"""The map of the world: cities of the network, those with practices larger and darker. Everything comes from this server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.places import Place

COUNTRIES = "/app/static/map/countries-110m.json"
LAND, COAST, SEA = "#e3dccd", "#fbf9f5", "#eef4f3"
WITH, WITHOUT = "#0f5a56", "#8fb5ae"
ANTARCTICA = "010"


def world(places: Iterable[Place], tr: Translator) -> alt.LayerChart:
    """Return the map; the points of cities without practices lie under the others."""
    rows = [_row(place, tr) for place in places if place.lat is not None and place.lon is not None]
    countries = alt.UrlData(url=COUNTRIES, format=alt.TopoDataFormat(feature="countries", type="topojson"))
    land = (
        alt.Chart(countries)
        .transform_filter(f"datum.id != '{ANTARCTICA}'")
        .mark_geoshape(fill=LAND, stroke=COAST, strokeWidth=0.6, aria=False)
    )
    layers = [land, _points(rows, with_practices=False), _points(rows, with_practices=True)]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .project("equalEarth")
        .properties(height=400, description=name_of_map(tr), usermeta={"embedOptions": {"actions": False}})
        .configure_view(stroke=None)
        .configure(background=SEA)
    )
    return chart


def name_of_map(tr: Translator) -> str:
    """Return what a screen reader says of the map; its points are read out by the list below it."""
    return tr("World map of the cities; the list below says the same in words")


def _row(place: Place, tr: Translator) -> dict[str, object]:
    told = tr.plural("{n} practice", "{n} practices", place.count) if place.count else tr("no practice here yet")
    return {"lat": place.lat, "lon": place.lon, "count": place.count, "name": f"{place.name.text}{tr(', ')}{place.country}", "told": told}


def _points(rows: list[dict[str, object]], *, with_practices: bool) -> alt.Chart:
    values = [row for row in rows if bool(row["count"]) is with_practices]
    chart = alt.Chart(alt.InlineData(values=values)).mark_circle(
        color=WITH if with_practices else WITHOUT, opacity=0.9 if with_practices else 0.75, stroke="#ffffff", strokeWidth=0.8, aria=False
    )
    size = alt.Size("count:Q", scale=alt.Scale(domain=[1, 8], range=[70, 420]), legend=None) if with_practices else alt.value(22)
    tooltip = [alt.Tooltip("name:N", title="title"), alt.Tooltip("told:N", title=" ")]
    encoded: alt.Chart = chart.encode(longitude="lon:Q", latitude="lat:Q", size=size, tooltip=tooltip)
    return encoded
