"""The city and the country that a file is about, by the names of the corpus's lists in any language."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.extract.reading import Found
from peerlearn.search.naming import ORDINARY_WORDS
from peerlearn.text.terms import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peerlearn.city import City
    from peerlearn.curation.extract.blocks import Block
    from peerlearn.curation.extract.reading import Reading
    from peerlearn.search.lexicon import Lexicon

_CLITICS = ("", "و", "ب", "ل", "وب", "ول", "ف")
_CITY_BEFORE = re.compile(
    r"(?:\bcity of|\bville d[e’']|\bciudad de|(?:^|\s)(?:و|ب|ل|في )?ل?مدينة|\bmunicipality of|محافظة|ولاية)\s*$", re.IGNORECASE
)
_EARLY = 3


@dataclass(frozen=True)
class _Mention:
    city: str
    block: Block
    start: int
    end: int
    ordinary: bool = False


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Finds cities and countries: through the search's lexicon, and, with something to support them, names that are ordinary words too."""

    cities: Mapping[str, City]
    lexicon: Lexicon
    doubtful: Mapping[tuple[str, ...], tuple[str, ...]]

    @classmethod
    def of(cls, cities: Mapping[str, City], lexicon: Lexicon) -> Gazetteer:
        """Make the gazetteer of a corpus."""
        hidden = {tuple(forms(each)) for each in ORDINARY_WORDS}
        found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for city in cities.values():
            for name in set(city.names.values()):
                key = tuple(forms(re.sub(r"\s*\([^)]*\)", "", name)))
                if key in hidden and city.id not in found[key]:
                    found[key].append(city.id)
        return cls(cities, lexicon, {key: tuple(ids) for key, ids in found.items()})

    def find(self, reading: Reading) -> list[Found]:
        """Return the cities and countries that a file names, each once, with what speaks for it."""
        cities: list[_Mention] = []
        countries: list[_Mention] = []
        for block in reading.blocks:
            for named in self.lexicon.find(block.text):
                mention = _Mention(named.value, block, *named.span)
                (cities if named.field == "city" else countries if named.field == "country" else []).append(mention)
            cities += self._doubtful(block)
        return [*self._cities(reading, cities, countries), *self._countries(reading, cities, countries)]

    def _doubtful(self, block: Block) -> Iterator[_Mention]:
        """Yield names that are words too, where they are written as a name: with a capital, or after the word for city in Arabic."""
        text_words = words(block.text)
        for at, word in enumerate(text_words):
            for size in (2, 1):
                rest = tuple(each.form for each in text_words[at + 1 : at + size])
                for clitic in _CLITICS:
                    ids = self.doubtful.get((word.form.removeprefix(clitic) if clitic else word.form, *rest), ())
                    if ids and len(rest) == size - 1 and self._is_written_as_name(block.text, word.start):
                        end = text_words[at + size - 1].end
                        yield from (_Mention(each, block, word.start, end, ordinary=True) for each in ids)

    @staticmethod
    def _is_written_as_name(text: str, start: int) -> bool:
        if text[start].isascii() or text[start].isupper():
            return text[start].isupper()
        return bool(_CITY_BEFORE.search(text[:start]))

    def _cities(self, reading: Reading, cities: list[_Mention], countries: list[_Mention]) -> Iterator[Found]:
        counts = Counter(each.city for each in cities)
        named = Counter(each.city for each in countries)
        first: dict[str, _Mention] = {}
        for each in sorted(cities, key=lambda each: (_rank(reading, each.block), each.block.number, each.start)):
            first.setdefault(each.city, each)
        for order, (city, mention) in enumerate(first.items()):
            own_country = self.cities[city].country
            features = self._features(reading, mention, cities, ("city",)) | {
                "first": float(order == 0),
                "most": float(counts[city] == max(counts.values())),
                "country named": float(named[own_country] > 0),
                "other country named": float(bool(named) and not named[own_country]),
                "ordinary word": float(mention.ordinary),
                "after city of": float(bool(_CITY_BEFORE.search(mention.block.text[: mention.start]))),
                "alone": float(len(first) == 1),
            }
            yield Found("city", city, mention.block.place(mention.start, mention.end), features)

    def _countries(self, reading: Reading, cities: list[_Mention], countries: list[_Mention]) -> Iterator[Found]:
        implied = [_Mention(self.cities[each.city].country, each.block, each.start, each.end, each.ordinary) for each in cities]
        every = [*countries, *(each for each in implied if not each.ordinary)]
        counts = Counter(each.city for each in every)
        direct = Counter(each.city for each in countries)
        first: dict[str, _Mention] = {}
        for each in sorted(every, key=lambda each: (_rank(reading, each.block), each.block.number, each.start)):
            first.setdefault(each.city, each)
        for order, (country, mention) in enumerate(first.items()):
            features = self._features(reading, mention, every, ("city", "country")) | {
                "first": float(order == 0),
                "most": float(counts[country] == max(counts.values())),
                "by its name": float(direct[country] > 0),
                "by a city": float(direct[country] < counts[country]),
                "alone": float(len(first) == 1),
            }
            yield Found("country", country, mention.block.place(mention.start, mention.end), features)

    @staticmethod
    def _features(reading: Reading, mention: _Mention, every: list[_Mention], labels: tuple[str, ...]) -> dict[str, float]:
        mine = [each for each in every if each.city == mention.city]
        return {
            "share": len(mine) / len(every),
            "in title": float(any(each.block is reading.title for each in mine)),
            "early": float(any(each.block.number < _EARLY for each in mine)),
            "labelled": float(any(reading.under[each.block.number] in labels for each in mine)),
        }


def _rank(reading: Reading, block: Block) -> int:
    """Order mentions as evidence: a labelled one, then the title, then the rest."""
    return 0 if reading.under[block.number] in ("city", "country") else 1 if block is reading.title else 2
