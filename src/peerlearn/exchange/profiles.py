"""A city by any of its names, or a situation that somebody describes instead of a city."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from peerlearn.city import CITY_ID, MISSING, Figure
from peerlearn.errors import NotFoundError
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.city import City

SHORTEST_BEGINNING = 3
"""Letters from which the beginning of a name stands for the whole."""
_ALIKE = 70
_HAMZAS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": ""})
_WORD = re.compile(r"[^\W_]+")
_GENERIC = frozenset({"مدينه", "محافظه", "city", "ville", "ciudad", "of", "de"})


@lru_cache(maxsize=100_000)
def loose(name: str) -> str:
    """Return a name for look-up only: without hamzas, articles, the word city, and spaces, so that أبو ظبي is أبوظبي."""
    words = [word.translate(_HAMZAS) for word in _WORD.findall(fold(name))]
    words = [word.removeprefix("ال") if len(word) > 4 else word for word in words if word]
    return "".join([word for word in words if word not in _GENERIC] or words)


def find_city(text: str, *, cities: Mapping[str, City]) -> City:
    """Return the city that an id or a name in any language means; the beginning of a name will do where it means one city only.

    Raises:
        NotFoundError: no city is called so, or several are; the remedy names those that may be meant.
    """
    if CITY_ID.fullmatch(text) and text in cities:
        return cities[text]
    asked = loose(text)
    names = {city.id: {loose(name) for name in city.names.values()} for city in cities.values()}
    found = [each for each, own in names.items() if asked in own]
    if not found and len(asked) >= SHORTEST_BEGINNING:
        found = [each for each, own in names.items() if any(name.startswith(asked) for name in own)]
    if len(found) == 1:
        return cities[found[0]]
    if found:
        raise NotFoundError(f"{text!r} may mean several cities", remedy=f"write one of {_listed(found, cities)}")
    raise NotFoundError(f"there is no city {text!r} in cities.csv", remedy=_nearest(asked, names, cities))


def _nearest(asked: str, names: Mapping[str, set[str]], cities: Mapping[str, City]) -> str:
    spelt = {(each, name): name for each, own in names.items() for name in own}
    close = process.extract(asked, spelt, scorer=fuzz.ratio, limit=8, score_cutoff=_ALIKE) if asked else []
    ids = list(dict.fromkeys(key[0] for _, _, key in close))[:3]
    return f"write one of {_listed(ids, cities)}" if ids else "describe its situation instead (peerlearn peers --situation)"


def _listed(ids: list[str], cities: Mapping[str, City]) -> str:
    return ", ".join(f"{each} ({cities[each].names['en']})" for each in ids[:8])


@dataclass(frozen=True)
class Situation:
    """What peers are looked for: a city, or what somebody says of theirs; what is not said is missing.

    ``needs`` maps theme -> weight above 0. Empty: needs are read from the challenges of the city's own practices.
    """

    figures: Mapping[str, Figure] = field(default_factory=dict, hash=False)
    region: str | None = None
    country: str | None = None
    city: str | None = None
    needs: Mapping[str, float] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, city: City, *, needs: Mapping[str, float] | None = None) -> Situation:
        """Return a city's situation, as far as its profile tells it."""
        known = {name: city.figure(name) for name in ("population", *city.figures)}
        return cls(known, city.region, city.country, city.id, dict(needs or {}))

    def figure(self, name: str) -> Figure:
        """Return a figure, or one with the status ``missing``."""
        return self.figures.get(name, MISSING)
