"""A knowledge base without index or encoder, over the real corpus: it finds by shared words, enough to draw every page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from peerlearn.corpus import Corpus, read_corpus
from peerlearn.errors import NotFoundError
from peerlearn.index.meaning import MeaningMap
from peerlearn.passages import Passage
from peerlearn.practice import Document, Practice
from peerlearn.search.result import Hit, PassageMatch, Query, Ranking, Spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peerlearn.practice import Record

ROOT = Path(__file__).resolve().parents[2]
Where = dict[str, tuple[str, ...]]


class FakeKnowledgeBase:
    """Answers like the real one, by counting words that question and text share."""

    generation = "fake"

    def __init__(self, corpus: Corpus | None = None) -> None:
        self.corpus = corpus or read_corpus(ROOT / "corpus", keep_going=True)
        self.cities = self.corpus.cities
        self.vocabularies = self.corpus.vocabularies
        self.languages = ("ar", "en", "fr", "es", "pt")

    def refresh(self) -> FakeKnowledgeBase:
        """Return itself: nothing changes here."""
        return self

    def records(self) -> Iterator[Record]:
        """Yield every record."""
        yield from self.corpus.public()

    def meaning_map(self) -> MeaningMap | None:
        """Return a map on which records stand in rows of twenty, a row a group; the last has come since it was drawn."""
        ids = [each.id for each in self.records()][:-1]
        places = {each: (number % 20 / 10 - 1, number // 20 / 10 - 1) for number, each in enumerate(ids)}
        return MeaningMap("fake", places, {each: number // 20 for number, each in enumerate(ids)})

    def record(self, record_id: str) -> Record:
        """Return a record, or raise NotFoundError."""
        found = next((each for each in self.records() if each.id == record_id), None)
        if found is None:
            raise NotFoundError(f"there is no practice or document {record_id!r}")
        return found

    def facet_label(self, field: str, value: str, lang: str) -> str:
        """Return the label of a facet value."""
        names = {"region": "regions", "country": "countries", "theme": "themes", "target_group": "target_groups", "stage": "stages"}
        names |= {"sdg": "sdg", "lang": "languages", "evidence": "evidence_levels"}
        return self.vocabularies.label(names.get(field, field), value, lang)

    def search(
        self,
        text: str,
        lang: str | None = None,
        top: int = 10,
        where: Mapping[str, tuple[str, ...]] | None = None,
        spread: bool = False,
        keep_gap: bool = False,
    ) -> Ranking:
        """Return records that share words with the question; spreading is said, not done."""
        query = Query(text[:500], lang or "ar", dict(where or {}), top, spread)
        words = {word for word in text.lower().split() if len(word) > 3}
        if not words:
            return Ranking(query, (), message_code="no-words")
        hits = [hit for record in self._kept(where) if (hit := self._hit(record, words, query.lang))]
        hits.sort(key=lambda hit: -hit.score)
        return self._ranking(query, hits, "" if hits else "nothing-fair")

    def browse(self, where: Mapping[str, tuple[str, ...]] | None = None, top: int = 10, lang: str = "ar") -> Ranking:
        """Return everything, newest first."""
        hits = [_summary(record, lang) for record in sorted(self._kept(where), key=lambda each: -(each.year or 0))]
        return self._ranking(Query("", lang, dict(where or {}), top), hits, "" if hits else "filtered-out")

    def similar(self, record_id: str, top: int = 5, lang: str = "ar") -> Ranking:
        """Return some other practices."""
        others = [record for record in self.corpus.practices.values() if record.id != record_id]
        return self._ranking(Query("", lang, {}, top), [_summary(record, lang) for record in others], "")

    def _kept(self, where: Mapping[str, tuple[str, ...]] | None) -> list[Record]:
        return [
            record for record in self.records() if all(set(values) & self._values(record, field) for field, values in (where or {}).items())
        ]

    def _values(self, record: Record, field: str) -> set[str]:
        city = self.cities.get(record.city or "")
        practice = record if isinstance(record, Practice) else None
        return {
            "kind": {record.kind if isinstance(record, Document) else "practice"},
            "region": {city.region} if city else set(),
            "country": {city.country} if city else set(),
            "city": {city.id} if city else set(),
            "theme": set(record.themes),
            "sdg": set(record.sdgs),
            "target_group": set(practice.target_groups) if practice else set(),
            "stage": {practice.stage} if practice and practice.stage else set(),
            "evidence": {str(practice.evidence.level)} if practice else set(),
            "lang": set(record.versions),
            "year": {str(record.year)},
        }[field]

    def _ranking(self, query: Query, hits: list[Hit], code: str) -> Ranking:
        facets = {
            field: dict(Counter(value for hit in hits for value in self._values(hit.record, field)))
            for field in ("kind", "region", "country", "city", "theme", "sdg", "target_group", "stage", "evidence", "lang")
        }
        said = Spread(3, 2, (hits[0].record.id,)) if query.spread and hits else None
        return Ranking(query, tuple(hits[: query.top]), len(hits), facets, code, spread=said)  # type: ignore[arg-type]

    def _hit(self, record: Record, words: set[str], lang: str) -> Hit | None:
        version = record.version(lang)
        shared = [({word for word in words if word in text.lower()}, name, text) for name, text in _texts(version)]
        best = max(shared, key=lambda each: len(each[0]))
        if not best[0]:
            return None
        found, name, text = best
        spans = tuple((at, at + len(word)) for word in found if (at := text.lower().find(word)) >= 0)
        passage = Passage(record.id, version.lang, name, 0, len(text), text)
        share = len(found) / len(words)
        band = "strong" if share > 0.5 else "fair" if share > 0.25 else "weak"
        return Hit(record, version.lang, version.lang, min(1.0, share), band, ("form", "meaning"), (PassageMatch(passage, share, spans),))


def _texts(version: object) -> list[tuple[str, str]]:
    return [("summary", version.summary), *version.sections.items()]  # type: ignore[attr-defined]


def _summary(record: Record, lang: str) -> Hit:
    version = record.version(lang)
    passage = Passage(record.id, version.lang, "summary", 0, len(version.summary), version.summary)
    return Hit(record, version.lang, version.lang, 1.0, "fair", ("similar",), (PassageMatch(passage, 1.0),))
