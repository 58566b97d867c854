"""What the library covers and what it lacks: themes by regions, starts, languages, evidence, sizes of cities, and who is missing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.facts import year_of
from peerlearn.practice import Practice
from peerlearn.search.facets import passes, values_of

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.index.meaning import MeaningMap
    from peerlearn.practice import Record
    from peerlearn.vocabulary import Vocabularies

SIZES = {"village": 1, "town": 20_000, "city": 100_000, "large": 500_000, "million": 1_000_000}
"""Size of a city -> the least population (heads) that has it; a city whose population nobody gave has the size ``unknown``."""
UNKNOWN = "unknown"
FIRST_YEAR = 2000
"""Starts before it are counted together: they are few and far between."""
NAMED_BY = 2
"""Themes that a group of the map is named by."""


@dataclass(frozen=True)
class Grid:
    """Practices by theme and region: ``counts`` has every pair of ``themes`` and ``regions``, the empty ones with 0."""

    themes: tuple[str, ...]
    regions: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    @property
    def empty(self) -> tuple[tuple[str, str], ...]:
        """The pairs without a practice."""
        return tuple(pair for pair, count in self.counts.items() if not count)


@dataclass(frozen=True)
class Starts:
    """Practices by the year in which they began, every year between the first and the last; before ``FIRST_YEAR`` and unknown apart."""

    years: tuple[tuple[int, int], ...]
    earlier: int
    unknown: int


@dataclass(frozen=True)
class LanguageLine:
    """Texts in a language: originals, whole texts (originals too), and those that have title and summary only."""

    lang: str
    originals: int
    whole: int
    short: int


@dataclass(frozen=True)
class Share:
    """A part of the network: its practices, the cities known here as members, and how many of those have a practice."""

    name: str
    practices: int
    members: int
    members_with: int


@dataclass(frozen=True)
class Coverage:
    """Everything that the Explore page tells in figures."""

    practices: int
    documents: int
    cities: int
    grid: Grid
    starts: Starts
    languages: tuple[LanguageLine, ...]
    evidence: tuple[tuple[int, int], ...]
    regions: tuple[Share, ...]
    sizes: tuple[Share, ...]
    countries_without: tuple[tuple[str, int], ...]
    languages_without: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Records that lie side by side on the map, the most typical first, and the themes that set them apart from the others."""

    number: int
    records: tuple[str, ...]
    themes: tuple[str, ...]
    middle: tuple[float, float]


def chosen(records: Iterable[Record], cities: Mapping[str, City], where: Mapping[str, Sequence[str]]) -> list[Record]:
    """Return the records that have, in every field asked for, one of the values asked for, as the search filters."""
    return [record for record in records if passes(values_of(record, cities), where)]


def coverage(
    records: Iterable[Record], cities: Mapping[str, City], vocabularies: Vocabularies, *, where: Mapping[str, Sequence[str]]
) -> Coverage:
    """Count what is left of the library after filters.

    Args:
        records: all of them.
        cities: by id; those known as members of the network are what practices are counted against.
        vocabularies: whose themes, regions and languages are looked for, found or not.
        where: field -> accepted values; region and country also choose among the members.
    """
    found = chosen(records, cities, where)
    practices = [each for each in found if isinstance(each, Practice)]
    towns = [each for each in cities.values() if _within(each, where)]
    return Coverage(
        practices=len(practices),
        documents=len(found) - len(practices),
        cities=len({each.city for each in practices}),
        grid=_grid(practices, cities, vocabularies, where),
        starts=_starts(practices),
        languages=_languages(found),
        evidence=_evidence(practices),
        regions=_shares(
            practices, cities, towns, {each.id: each.region for each in cities.values()}, _asked(vocabularies, "regions", where)
        ),
        sizes=_shares(practices, cities, towns, {each.id: size_of(each) for each in cities.values()}, (*SIZES, UNKNOWN)),
        countries_without=_countries_without(practices, towns),
        languages_without=_languages_without(found, vocabularies),
    )


def size_of(city: City) -> str:
    """Return the size of a city by its population."""
    if city.population is None:
        return UNKNOWN
    return [name for name, least in SIZES.items() if city.population >= least][-1]


def _within(city: City, where: Mapping[str, Sequence[str]]) -> bool:
    return all(getattr(city, name) in where[name] for name in ("region", "country") if where.get(name))


def _asked(vocabularies: Vocabularies, name: str, where: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the terms of a list, or those among them that a filter leaves."""
    accepted = where.get(name.removesuffix("s"))
    terms = [term.id for term in vocabularies[name]] if name in vocabularies else []
    return tuple(each for each in terms if not accepted or each in accepted)


def _grid(
    practices: Sequence[Practice], cities: Mapping[str, City], vocabularies: Vocabularies, where: Mapping[str, Sequence[str]]
) -> Grid:
    pairs = Counter((theme, cities[each.city].region) for each in practices if each.city in cities for theme in each.themes)
    totals = Counter(theme for each in practices for theme in each.themes)
    themes = sorted(_asked(vocabularies, "themes", where), key=lambda theme: (-totals[theme], theme))
    held = Counter(cities[each.city].region for each in practices if each.city in cities)
    regions = sorted(_asked(vocabularies, "regions", where), key=lambda region: (-held[region], region))
    return Grid(tuple(themes), tuple(regions), {(theme, region): pairs[theme, region] for theme in themes for region in regions})


def _starts(practices: Sequence[Practice]) -> Starts:
    years = Counter(year_of(each.start) for each in practices if each.start is not None)
    late = [year for year in years if year >= FIRST_YEAR]
    told = tuple((year, years[year]) for year in range(min(late), max(late) + 1)) if late else ()
    earlier = sum(count for year, count in years.items() if year < FIRST_YEAR)
    return Starts(told, earlier, sum(each.start is None for each in practices))


def _languages(records: Sequence[Record]) -> tuple[LanguageLine, ...]:
    originals = Counter(each.lang for each in records)
    texts = Counter((lang, bool(version.sections) or lang == each.lang) for each in records for lang, version in each.versions.items())
    lines = [LanguageLine(lang, originals[lang], texts[lang, True], texts[lang, False]) for lang in {lang for lang, _ in texts}]
    return tuple(sorted(lines, key=lambda line: (-line.whole, -line.short, line.lang)))


def _evidence(practices: Sequence[Practice]) -> tuple[tuple[int, int], ...]:
    levels = Counter(each.evidence.level for each in practices)
    return tuple((level, levels[level]) for level in range(6))


def _shares(
    practices: Sequence[Practice], cities: Mapping[str, City], towns: Sequence[City], part_of: Mapping[str, str], parts: Sequence[str]
) -> tuple[Share, ...]:
    """Return a line for each of ``parts``; ``part_of`` says to which of them a city belongs."""
    having = {each.city for each in practices}
    counts = Counter(part_of[each.city] for each in practices if each.city in cities)
    members = Counter(part_of[each.id] for each in towns if each.member)
    members_with = Counter(part_of[each.id] for each in towns if each.member and each.id in having)
    return tuple(Share(part, counts[part], members[part], members_with[part]) for part in parts)


def _countries_without(practices: Sequence[Practice], towns: Sequence[City]) -> tuple[tuple[str, int], ...]:
    """Return the countries with members and no practice, each with the number of its members, the most first."""
    present = {each.country for each in practices}
    absent = Counter(each.country for each in towns if each.member and each.country not in present)
    return tuple(sorted(absent.items(), key=lambda each: (-each[1], each[0])))


def _languages_without(records: Sequence[Record], vocabularies: Vocabularies) -> tuple[str, ...]:
    held = {lang for each in records for lang in each.versions}
    return tuple(term.id for term in vocabularies["languages"] if term.id not in held) if "languages" in vocabularies else ()


def groups_of(drawn: MeaningMap, records: Mapping[str, Record]) -> tuple[Group, ...]:
    """Return the groups of a map that hold any of ``records``, named by the themes that are far more frequent there than elsewhere."""
    everywhere = Counter(theme for each in drawn.places if each in records for theme in records[each].themes)
    total = sum(each in records for each in drawn.places)
    found = []
    for number in sorted(set(drawn.groups.values())):
        own = tuple(each for each in drawn.group(number) if each in records)
        if own:
            places = [drawn.places[each] for each in own]
            middle = (sum(x for x, _ in places) / len(own), sum(y for _, y in places) / len(own))
            found.append(Group(number, own, _telling([records[each] for each in own], everywhere, total), middle))
    return tuple(found)


def _telling(records: Sequence[Record], everywhere: Mapping[str, int], total: int) -> tuple[str, ...]:
    """Return the themes that set these records apart, by how often they occur here and how much oftener than everywhere."""
    here = Counter(theme for each in records for theme in each.themes)

    def weight(theme: str) -> float:
        return here[theme] * math.log((here[theme] / len(records)) / (everywhere[theme] / total))

    ordered = sorted(here, key=lambda theme: (-round(weight(theme), 9), -here[theme], theme))
    return tuple(ordered[:NAMED_BY])
