"""The list beside the map of results: every city with its results as links, which is the map for keyboards and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.components.badges import place_line
from app.language import direction
from app.markup import Html, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.i18n import Translator
    from app.views.cards import Card
    from app.views.results import Spot


def spot_list(spots: Sequence[Spot], nowhere: Sequence[Card], tr: Translator) -> Html:
    """Return the cities in the order of the results, and last what is of no city."""
    parts = [_part(place_line(spot.cards[0].place), spot.cards) for spot in spots]
    parts += [_part(tr("Of no single city"), nowhere)] if nowhere else []
    return element("div", *parts, class_="pl-spots", lang=tr.lang, dir=tr.dir)


def _part(heading: str, cards: Sequence[Card]) -> Html:
    return element("section", element("h3", heading), element("ul", *(_item(card) for card in cards)))


def _item(card: Card) -> Html:
    link = element("a", card.title.text, href=card.link, target="_self", lang=card.title.lang, dir=direction(card.title.lang))
    band = element("span", card.band_label, class_=f"pl-band pl-band-{card.band}") if card.band else None
    return element("li", link, " ", band)
