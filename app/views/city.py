"""A city as a page, and all cities as a list that is searched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import my_city
from app import state as urls
from app.views.figures import FigureLine, figures_of
from app.views.texts import Phrase, city_phrase
from peerlearn.practice import Practice
from peerlearn.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.city import City
    from peerlearn.practice import Record


@dataclass(frozen=True)
class CityPage:
    """What the page of a city shows beside its practices.

    ``names`` are its other names with their languages; ``choose`` is the link that makes it the reader's city, or forgets it where
    it is that already (``mine``).
    """

    id: str
    name: Phrase
    country: str
    country_link: str
    region: str
    region_link: str
    membership: str
    names: tuple[Phrase, ...]
    figures: tuple[FigureLine, ...]
    languages: tuple[str, ...]
    source: str
    verified: bool
    mine: bool
    choose: str


@dataclass(frozen=True)
class CityLine:
    """A city in the list, with the number of its practices."""

    name: Phrase
    link: str
    count: int
    mine: bool


@dataclass(frozen=True)
class CountryCities:
    """A country with its cities."""

    name: str
    cities: tuple[CityLine, ...]


def city_page(city: City, labels: Labels, tr: Translator, *, records: Iterable[Record], mine: City | None) -> CityPage:
    """Return the page of a city; ``mine`` is the reader's own."""
    words, lang = labels.vocabularies, tr.lang
    own = mine is not None and mine.id == city.id
    state = urls.State(lang=lang, id=city.id)
    written = dict.fromkeys(each for record in records if record.city == city.id for each in (record.lang, *record.versions))
    return CityPage(
        id=city.id,
        name=city_phrase(city, lang),
        country=words.label("countries", city.country, lang),
        country_link=urls.home(lang, country=city.country),
        region=words.label("regions", city.region, lang),
        region_link=urls.home(lang, region=city.region),
        membership=membership(city, tr),
        names=tuple(Phrase(name, each) for each, name in city.names.items() if name and name != city.name(lang)),
        figures=figures_of(city, labels, tr),
        languages=tuple(words.label("languages", each, lang) for each in written),
        source=city.source,
        verified=city.verified,
        mine=own,
        choose=my_city.forgetting(urls.CITY, state) if own else my_city.choosing(urls.CITY, state, city.id),
    )


def membership(city: City, tr: Translator) -> str:
    """Return what is known of a city's membership in the network; that nothing was checked is said, too."""
    if city.member and city.joined_year:
        return tr("Member of UNESCO's network of learning cities since {year}", year=str(city.joined_year))
    if city.member:
        return tr("Member of UNESCO's network of learning cities, year unknown")
    if city.member is False:
        return tr("Not a member of UNESCO's network of learning cities")
    return tr("Whether it is a member of UNESCO's network of learning cities was not checked")


def cities_by_country(
    labels: Labels, tr: Translator, *, records: Iterable[Record], asked: str = "", mine: City | None = None
) -> tuple[CountryCities, ...]:
    """Return the cities under their countries, both in the order of the alphabet; with ``asked``, those whose name or country has it.

    Letters are folded as the search folds them: اربد finds إربد, and Medellin finds Medellín. Every name of a city counts.
    """
    counts = Counter(record.city for record in records if isinstance(record, Practice))
    wanted = fold(asked).strip()
    groups: dict[str, list[City]] = {}
    for city in labels.cities.values():
        country = labels.vocabularies.label("countries", city.country, tr.lang)
        if all(word in fold(" ".join((*city.names.values(), country))) for word in wanted.split()):
            groups.setdefault(country, []).append(city)
    return tuple(
        CountryCities(
            country, tuple(_line(city, counts[city.id], tr, mine) for city in sorted(found, key=lambda each: fold(each.name(tr.lang))))
        )
        for country, found in sorted(groups.items(), key=lambda group: fold(group[0]))
    )


def _line(city: City, count: int, tr: Translator, mine: City | None) -> CityLine:
    return CityLine(city_phrase(city, tr.lang), urls.city(tr.lang, city.id), count, mine is not None and mine.id == city.id)
