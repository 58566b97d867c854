"""The cities with practices as lists of links: the map for keyboards and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.i18n.formats import number
from app.markup import Html, element, text_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.places import Place


def legend(tr: Translator) -> Html:
    """Return what the two kinds of points mean."""
    with_practices = element("span", element("i", class_="pl-dot-with", aria_hidden="true"), tr("City with practices in the library"))
    without = element("span", element("i", class_="pl-dot-without", aria_hidden="true"), tr("City of the network without one yet"))
    return element("p", with_practices, without, class_="pl-legend", lang=tr.lang, dir=tr.dir)


def place_lists(regions: Iterable[tuple[str, list[Place]]], tr: Translator) -> Html:
    """Return the cities under their regions, each a link to its practices."""
    parts = [
        element("section", element("h2", region), element("ul", *(_item(place, tr) for place in places))) for region, places in regions
    ]
    return element("div", *parts, class_="pl-places", lang=tr.lang, dir=tr.dir)


def _item(place: Place, tr: Translator) -> Html:
    name = text_in("span", place.name.text, place.name.lang)
    told = tr.plural("{n} practice", "{n} practices", place.count)
    count = element("span", f"({number(place.count, tr.lang)})", aria_hidden="true")
    link = element("a", name, element("span", f"{tr(', ')}{told}", class_="pl-sr"), href=place.link, target="_self")
    return element("li", link, " ", element("span", place.country, class_="pl-muted"), " ", count)
