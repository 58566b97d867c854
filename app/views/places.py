"""Cities for the map and for the list beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import state as urls
from app.views.texts import Phrase, city_phrase
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.practice import Record


@dataclass(frozen=True)
class Place:
    """A city with the number of its practices; ``lat`` and ``lon`` are degrees, or None where the place is unknown."""

    id: str
    name: Phrase
    country: str
    region: str
    count: int
    link: str
    lat: float | None
    lon: float | None


def places_of(records: Iterable[Record], labels: Labels, tr: Translator) -> tuple[Place, ...]:
    """Return every city, those with most practices first, then by name."""
    counts = Counter(record.city for record in records if isinstance(record, Practice))
    found = [
        Place(
            city.id,
            city_phrase(city, tr.lang),
            labels.vocabularies.label("countries", city.country, tr.lang),
            city.region,
            counts[city.id],
            urls.home(tr.lang, city=city.id),
            city.lat,
            city.lon,
        )
        for city in labels.cities.values()
    ]
    return tuple(sorted(found, key=lambda place: (-place.count, place.name.text)))


def by_region(places: Iterable[Place], labels: Labels, tr: Translator) -> list[tuple[str, list[Place]]]:
    """Return the cities with practices under the names of their regions, the fullest region first."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        if place.count:
            groups.setdefault(place.region, []).append(place)
    ordered = sorted(groups.items(), key=lambda group: -sum(place.count for place in group[1]))
    return [(labels.vocabularies.label("regions", region, tr.lang), found) for region, found in ordered]
