"""Filters and counts: which values a record has in each field, and which records pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.practice import Practice
from peerlearn.search.result import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterable, KeysView, Mapping, Sequence, Set

    from peerlearn.city import City
    from peerlearn.practice import Record

UNKNOWN = "unknown"
"""The value of a field that a practice leaves open: unknown is counted and shown as unknown."""
VOCABULARY_OF = {
    "region": "regions",
    "country": "countries",
    "theme": "themes",
    "sdg": "sdg",
    "target_group": "target_groups",
    "stage": "stages",
    "evidence": "evidence_levels",
    "lang": "languages",
}
"""Field -> the vocabulary that labels its values."""
KINDS = {
    "practice": {"ar": "ممارسة", "en": "Practice", "fr": "Pratique", "es": "Práctica"},
    "document": {"ar": "وثيقة", "en": "Document", "fr": "Document", "es": "Documento"},
}

Values = dict[str, tuple[str, ...]]


def values_of(record: Record, cities: Mapping[str, City]) -> Values:
    """Return the record's values in every facet; an SDG target also counts for its goal, and a language when the full text is in it."""
    city = cities.get(record.city or "")
    values: Values = {
        "kind": ("practice" if isinstance(record, Practice) else "document",),
        "region": (city.region,) if city else (),
        "country": (city.country,) if city else (),
        "city": (record.city,) if record.city else (),
        "theme": record.themes,
        "sdg": tuple(dict.fromkeys(part for sdg in record.sdgs for part in (sdg.split(".")[0], sdg))),
        "lang": tuple(lang for lang, version in record.versions.items() if version.sections or lang == record.lang),
        "year": (str(record.year),) if record.year else (UNKNOWN,),
    }
    if isinstance(record, Practice):
        values |= {
            "target_group": record.target_groups,
            "stage": (record.stage or UNKNOWN,),
            "evidence": (str(record.evidence.level),),
        }
    return values


def passes(values: Values, where: Mapping[str, Sequence[str]], *, except_for: str = "") -> bool:
    """Say whether a record has, in every field asked for, one of the values asked for."""
    return all(field == except_for or not set(accepted).isdisjoint(values.get(field, ())) for field, accepted in where.items())


@dataclass(frozen=True, eq=False)
class Holders:
    """The other way round: which records (``everyone`` in all) have a value, so that a filter need not look at every record."""

    everyone: KeysView[str]
    by_value: Mapping[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, values: Mapping[str, Values]) -> Holders:
        """Turn record id -> values round."""
        found: dict[tuple[str, str], set[str]] = {}
        for record_id, own in values.items():
            for name, several in own.items():
                for value in several:
                    found.setdefault((name, value), set()).add(record_id)
        return cls(values.keys(), {each: frozenset(ids) for each, ids in found.items()})

    def having(self, field: str, value: str) -> frozenset[str]:
        """Return the records that have a value."""
        return self.by_value.get((field, value), frozenset())

    def passing(self, where: Mapping[str, Sequence[str]]) -> Set[str]:
        """Return the records that have, in every field asked for, one of the values asked for."""
        found: Set[str] = self.everyone
        for name, accepted in where.items():
            found = found & frozenset().union(*(self.having(name, value) for value in accepted))
        return found


def count(records: Iterable[Values], where: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Return facet -> value -> records, most first; a facet's own filter does not narrow its own counts."""
    found = list(records)
    facets = {}
    for facet in FACETS:
        counts = Counter(value for values in found if passes(values, where, except_for=facet) for value in values.get(facet, ()))
        facets[facet] = dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return facets
