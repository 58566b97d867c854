"""What the library holds, and who is missing from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.views.practice import licence
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.i18n import Translator
    from app.views.cards import Labels
    from app.views.texts import Phrase
    from peerlearn.practice import Record


@dataclass(frozen=True)
class RegionLine:
    """A region: its practices, and how many of the cities we know there have one."""

    name: str
    practices: int
    cities_with: int
    cities: int


@dataclass(frozen=True)
class Holdings:
    """Counts for the page about the library."""

    practices: int
    documents: int
    cities_with: int
    cities: int
    countries: int
    regions: tuple[RegionLine, ...]
    languages: tuple[tuple[str, int, int], ...]
    missing_languages: tuple[str, ...]
    evidence: tuple[tuple[int, str, int], ...]
    unreviewed: int
    versions: int
    licences: tuple[tuple[Phrase, int], ...]


def holdings_of(records: Iterable[Record], labels: Labels, tr: Translator) -> Holdings:
    """Count the library."""
    everything = list(records)
    practices = [record for record in everything if isinstance(record, Practice)]
    versions = [version for record in everything for version in record.versions.values()]
    held = {record.city for record in practices}
    levels = Counter(practice.evidence.level for practice in practices)
    words = labels.vocabularies
    return Holdings(
        practices=len(practices),
        documents=len(everything) - len(practices),
        cities_with=len(held),
        cities=len(labels.cities),
        countries=len({practice.country for practice in practices}),
        regions=_regions(practices, labels, tr),
        languages=_languages(everything, labels, tr),
        missing_languages=_missing(everything, labels, tr),
        evidence=tuple((level, words.label("evidence_levels", str(level), tr.lang), levels[level]) for level in range(6)),
        unreviewed=sum(not version.written.reviewed for version in versions),
        versions=len(versions),
        licences=tuple((licence(terms, tr), count) for terms, count in _terms(everything)),
    )


def _terms(records: list[Record]) -> list[tuple[str, int]]:
    return Counter(source.licence for record in records for source in record.sources).most_common()


def _regions(practices: list[Practice], labels: Labels, tr: Translator) -> tuple[RegionLine, ...]:
    cities = labels.cities
    region_of = {city.id: city.region for city in cities.values()}
    counts = Counter(region_of.get(practice.city, "") for practice in practices)
    known = Counter(region_of.values())
    having = Counter(region_of.get(city, "") for city in {practice.city for practice in practices})
    lines = [
        RegionLine(labels.vocabularies.label("regions", region, tr.lang), counts[region], having[region], known[region]) for region in known
    ]
    return tuple(sorted(lines, key=lambda line: (-line.practices, line.name)))


def _languages(records: list[Record], labels: Labels, tr: Translator) -> tuple[tuple[str, int, int], ...]:
    """Return language, texts in it, and how many of them are the original."""
    texts = Counter(lang for record in records for lang in record.versions)
    originals = Counter(record.lang for record in records)
    return tuple((labels.vocabularies.label("languages", lang, tr.lang), count, originals[lang]) for lang, count in texts.most_common())


def _missing(records: list[Record], labels: Labels, tr: Translator) -> tuple[str, ...]:
    held = {lang for record in records for lang in record.versions}
    if "languages" not in labels.vocabularies:
        return ()
    return tuple(term.label(tr.lang) for term in labels.vocabularies["languages"] if term.id not in held)
