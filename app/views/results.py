"""Results in the order and the places that a page shows them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.views.places import Place
from app.views.texts import city_phrase
from peerlearn.passages import Passage
from peerlearn.search.ordering import ORDERS, in_order
from peerlearn.search.result import Hit, PassageMatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.i18n import Translator
    from app.state import State
    from app.views.cards import Card, Labels
    from peerlearn.practice import Record


@dataclass(frozen=True)
class Spot:
    """A city on the map of results, and the cards of its results."""

    place: Place
    cards: tuple[Card, ...]


def ordered(hits: Sequence[Hit], state: State, labels: Labels) -> tuple[Hit, ...]:
    """Return hits in the order that the URL asks for."""
    by = next((each for each in ORDERS if each == state.sort), None)
    if by is None:
        return tuple(hits)

    def name(city: str) -> str:
        found = labels.cities.get(city)
        return found.name(state.lang) if found else city

    return in_order(hits, by, city_name=name)


def spots(hits: Iterable[Hit], cards: Iterable[Card], labels: Labels, tr: Translator) -> tuple[tuple[Spot, ...], tuple[Card, ...]]:
    """Return the cities of results with their cards, in the order of the results, and the cards that are of no city."""
    found: dict[str, list[Card]] = {}
    nowhere: list[Card] = []
    for hit, card in zip(hits, cards, strict=True):
        city = hit.record.city
        (found.setdefault(city, []) if city and city in labels.cities else nowhere).append(card)
    return tuple(Spot(_place(city, cards_here, labels, tr), tuple(cards_here)) for city, cards_here in found.items()), tuple(nowhere)


def _place(city_id: str, cards: Sequence[Card], labels: Labels, tr: Translator) -> Place:
    city = labels.cities[city_id]
    country = labels.vocabularies.label("countries", city.country, tr.lang)
    return Place(city.id, city_phrase(city, tr.lang), country, city.region, len(cards), cards[0].link, city.lat, city.lon)


def kept_hit(record: Record, lang: str) -> Hit:
    """Return a record as a listing shows it: with its summary, and nothing about a question."""
    version = record.version(lang)
    passage = Passage(record.id, version.lang, "summary", 0, len(version.summary), version.summary)
    return Hit(record, record.full_text(lang).lang, version.lang, 1.0, None, (), (PassageMatch(passage, 1.0),))
