"""Texts with their language, chosen among what the corpus has, and labels of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.city import City
    from peerlearn.practice import Record
    from peerlearn.vocabulary import Vocabularies


@dataclass(frozen=True)
class Phrase:
    """A text and the language it is in."""

    text: str
    lang: str


ROOM = 300
"""So many letters of a title or a name are shown: more is no name, and a megabyte of it would stop the browser."""


def heading(text: str, lang: str) -> Phrase:
    """Return a title as it is shown: whole, or its beginning where it has no end."""
    return Phrase(text if len(text) <= ROOM else text[:ROOM].rstrip() + " …", lang)


def phrase(texts: Mapping[str, str] | None, lang: str) -> Phrase | None:
    """Return the text in ``lang``, else in English, else in whatever language it is known."""
    if not texts:
        return None
    found = next((each for each in (lang, "en") if texts.get(each)), next(iter(texts)))
    return Phrase(texts[found], found)


def city_phrase(city: City, lang: str) -> Phrase:
    """Return the city's name in ``lang``, or in English."""
    return Phrase(city.name(lang), lang if city.names.get(lang) else "en")


def label(vocabularies: Vocabularies, name: str, term: str, lang: str) -> Phrase:
    """Return the label of a term; a term without a label is shown as its id."""
    return Phrase(vocabularies.label(name, term, lang), lang)


def place(record: Record, cities: Mapping[str, City], vocabularies: Vocabularies, lang: str) -> tuple[Phrase, ...]:
    """Return city and country of a record, as far as they are known; a city that is called like its country is named once."""
    city = cities.get(record.city) if record.city else None
    if city is None:
        return ()
    name, country = city_phrase(city, lang), label(vocabularies, "countries", city.country, lang)
    return (name,) if name.text == country.text else (name, country)
