"""Everything that a new text is compared with, made ready once: centres in FAISS, token vectors, wording.

Vectors of a record's passages are those of the index. Sentence vectors are centred per language, or texts of one language would lie
nearer to each other than a text to its translation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import faiss
import numpy as np

from peerlearn.curation.duplicates.near import NearIndex
from peerlearn.curation.duplicates.telling import Telling
from peerlearn.index.centres import language_means, unit
from peerlearn.index.codes import Codes
from peerlearn.index.projection import Projection
from peerlearn.index.tokens import TokenIndex, centred, pool_means

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.corpus import Corpus
    from peerlearn.encode import Encoded, Encoder
    from peerlearn.encode.cache import VectorCache
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.passages import Passage

    Vectors = NDArray[np.float32]
    Encode = Callable[[Sequence[str]], list[Encoded]]

NEIGHBOURS = 5
"""Nearest others that say how near a text is to what merely resembles it."""
TYPICAL = 0.35
"""Their least cosine, as a share of the reach: a small collection has little that resembles anything, and would find everything special."""
ENOUGH = 5
"""Records with versions in both languages that say how near versions are; with fewer, the default counts."""
REACH = 0.6
SAME_LANGUAGE = 0.9
"""How near two tellings of one practice lie: by default across two languages, and in one."""


@dataclass(frozen=True, eq=False)
class Side:
    """One language version of a telling: unit ``centre`` (dims,), unit ``tokens`` (n, dims) with ``weights`` (n,) that sum to 1.

    Passage i has the tokens ``bounds[i]`` to ``bounds[i + 1]``.
    """

    id: str
    lang: str
    centre: Vectors
    tokens: Vectors
    weights: Vectors
    passages: Sequence[Passage]
    bounds: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Shelf:
    """The passages of one language in the order of ``tokens``, their vectors' mean, and the unit centre of each record."""

    passages: Sequence[Passage]
    tokens: TokenIndex
    mean: Vectors
    ids: list[str]
    centres: Vectors
    rows: Mapping[str, NDArray[np.int64]]

    @cached_property
    def places(self) -> dict[str, int]:
        """Record id -> row of its centre."""
        return {each: place for place, each in enumerate(self.ids)}

    @cached_property
    def faiss(self) -> faiss.IndexFlatIP:
        """The centres, searched by cosine."""
        index = faiss.IndexFlatIP(self.centres.shape[1])
        index.add(self.centres)
        return index

    def nearest(self, vector: Vectors, top: int) -> list[tuple[str, float]]:
        """Return the ids and cosines of the records nearest to a unit vector."""
        cosines, places = self.faiss.search(np.ascontiguousarray(vector[None]), min(top, len(self.ids)))
        return [(self.ids[place], float(cosine)) for place, cosine in zip(places[0].tolist(), cosines[0].tolist(), strict=True)]


@dataclass(frozen=True, eq=False)
class Collection:
    """The records that a text is compared with; frozen, so that many may share it.

    ``city`` gives a city's name by id and language. Make it with :meth:`of` from a knowledge base, or :meth:`of_corpus` for records that
    are not indexed, like drafts.
    """

    tellings: Mapping[str, Telling]
    shelves: Mapping[str, Shelf]
    projection: Projection
    encoder: Encoder
    encode: Encode = field(repr=False)
    city: Callable[[str | None, str], str] = field(repr=False)

    @classmethod
    def of(cls, base: KnowledgeBase) -> Collection:
        """Return what a knowledge base holds, with the vectors of its index."""
        index, encoder = base.engine.index, base.engine.encoder
        shelves = {}
        for lang, pool in index.pools.items():
            if rows := _rows_of(pool.passages, pool.passages.live_rows()):
                shelves[lang] = _shelf(pool.passages, rows, dict(pool.record_centres()), pool.sentence_mean, pool.tokens)
        tellings = {record.id: Telling.of(record) for record in base.records()}

        def city(city_id: str | None, lang: str) -> str:
            return base.cities[city_id].name(lang) if city_id is not None and city_id in base.cities else ""

        return cls(tellings, shelves, index.projection, encoder, lambda texts: encoder.encode(texts, kind="passage"), city)

    @classmethod
    def of_corpus(cls, corpus: Corpus, *, encoder: Encoder, cache: VectorCache | None = None) -> Collection:
        """Return every record of a corpus, drafts too; what the cache does not hold is encoded."""

        def encode(texts: Sequence[str]) -> list[Encoded]:
            return cache.encode(texts, kind="passage")[0] if cache else encoder.encode(texts, kind="passage")

        def city(city_id: str | None, lang: str) -> str:
            return corpus.cities[city_id].name(lang) if city_id is not None and city_id in corpus.cities else ""

        tellings = {record.id: Telling.of(record) for record in corpus.records()}
        return cls.of_tellings(tellings, encoder=encoder, encode=encode, city=city)

    @classmethod
    def of_tellings(
        cls,
        tellings: Mapping[str, Telling],
        *,
        encoder: Encoder,
        encode: Encode,
        city: Callable[[str | None, str], str] = lambda city_id, lang: "",
    ) -> Collection:
        """Return tellings of any origin, encoded now."""
        groups: dict[str, list[Passage]] = {}
        for each in tellings.values():
            for passage in each.passages(city=_names(each, city), tokens=encoder):
                groups.setdefault(passage.lang, []).append(passage)
        projection = Projection.for_encoder(encoder.fingerprint)
        encoded = {lang: encode([passage.encoder_text for passage in own]) for lang, own in groups.items()}
        raw = {lang: np.stack([each.vector for each in own]) for lang, own in encoded.items()}
        means = language_means(raw) if raw else {}
        token_means = pool_means({lang: _token_sum(own) for lang, own in encoded.items()}) if raw else {}
        shelves = {}
        for lang, own in groups.items():
            rows = _rows_of(own, np.arange(len(own)))
            sums = {each: np.sum(raw[lang][places] - means[lang], axis=0) for each, places in rows.items()}
            shelves[lang] = _shelf(own, rows, sums, means[lang], _coded(encoded[lang], token_means[lang], projection))
        return cls(tellings, shelves, projection, encoder, encode, city)

    def near(self, lang: str) -> NearIndex:
        """Return the wording of one language's texts, read when it is first asked for."""
        if lang not in self._near:
            self._near[lang] = NearIndex(lang, (each for each in self.tellings.values() if lang in each.texts))
        return self._near[lang]

    @cached_property
    def _near(self) -> dict[str, NearIndex]:
        return {}

    @cached_property
    def _reaches(self) -> dict[frozenset[str], float]:
        return {}

    def reach(self, one: str, other: str) -> float:
        """Return how near versions of one record lie in two languages here: the median cosine of their centres."""
        pair = frozenset((one, other))
        if pair not in self._reaches:
            self._reaches[pair] = SAME_LANGUAGE if one == other else self._measured_reach(one, other)
        return self._reaches[pair]

    def _measured_reach(self, one: str, other: str) -> float:
        if one not in self.shelves or other not in self.shelves:
            return REACH
        here, there = self.shelves[one], self.shelves[other]
        both = [each for each in here.ids if each in there.places]
        if len(both) < ENOUGH:
            return REACH
        rows = here.centres[[here.places[each] for each in both]]
        return float(np.median(np.sum(rows * there.centres[[there.places[each] for each in both]], axis=1)))

    def resemblance(self, side: Side, lang: str, *, without: frozenset[str]) -> float:
        """Return the mean cosine of a side with its nearest of a language, some records left out."""
        least = TYPICAL * self.reach(side.lang, lang)
        if lang not in self.shelves:
            return least
        found = self.shelves[lang].nearest(side.centre, NEIGHBOURS + len(without))
        near = [cosine for record_id, cosine in found if record_id not in without][:NEIGHBOURS]
        return max(least, (sum(near) + least * (NEIGHBOURS - len(near))) / NEIGHBOURS)

    def side(self, record_id: str, lang: str) -> Side:
        """Return a language version of a record that is held here."""
        shelf = self.shelves[lang]
        rows = shelf.rows[record_id]
        held = [shelf.tokens.passage(row) for row in rows.tolist()]
        tokens = np.concatenate([vectors for vectors, _ in held])
        ids = np.concatenate([own for _, own in held])
        return Side(
            record_id,
            lang,
            shelf.centres[shelf.places[record_id]],
            tokens,
            self.projection.weigh(shelf.tokens.idf(ids), tokens),
            [shelf.passages[row] for row in rows.tolist()],
            np.cumsum([0, *(len(own) for _, own in held)]),
        )

    def sides_of(self, telling: Telling) -> list[Side]:
        """Return every language version of a telling, encoded now unless it is held here as it stands."""
        held = self.tellings.get(telling.id)
        if held is not None and held.record == telling.record and held.texts == telling.texts:
            return [self.side(telling.id, lang) for lang in telling.texts if telling.id in self.shelves[lang].rows]
        passages = telling.passages(city=_names(telling, self.city), tokens=self.encoder)
        encoded = self.encode([each.encoder_text for each in passages])
        groups: dict[str, list[int]] = {}
        for number, passage in enumerate(passages):
            groups.setdefault(passage.lang, []).append(number)
        return [self._new_side(telling.id, lang, [passages[i] for i in own], [encoded[i] for i in own]) for lang, own in groups.items()]

    def _new_side(self, name: str, lang: str, passages: Sequence[Passage], encoded: Sequence[Encoded]) -> Side:
        shelf = self.shelves.get(lang)
        others = [*self.shelves.values()]
        mean = shelf.mean if shelf else _average([each.mean for each in others], len(encoded[0].vector))
        token_mean = shelf.tokens.mean if shelf else _average([each.tokens.mean for each in others], len(encoded[0].vector))
        tokens = self.projection.apply(centred(np.concatenate([each.tokens for each in encoded]), token_mean))
        ids = np.concatenate([each.token_ids for each in encoded])
        rare = [each.tokens.idf(ids) for each in ([shelf] if shelf else others)]
        weights = self.projection.weigh(_average(rare, len(ids)) if rare else np.ones(len(ids), dtype=np.float32), tokens)
        bounds = np.concatenate([[0], np.cumsum([len(each.token_ids) for each in encoded])])
        centre = unit(np.sum([each.vector - mean for each in encoded], axis=0))
        return Side(name, lang, centre, tokens, weights, passages, bounds)


def _names(telling: Telling, city: Callable[[str | None, str], str]) -> Callable[[str], str]:
    """Return what names a telling's city in a language."""
    own = telling.record.city if telling.record is not None else None
    return lambda lang: city(own, lang)


def _average(vectors: Sequence[Vectors], length: int) -> Vectors:
    return np.asarray(np.mean(vectors, axis=0) if vectors else np.zeros(length), dtype=np.float32)


def _rows_of(passages: Sequence[Passage], live: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Return which of some rows each record has, in the order of their ids."""
    ids, places = np.unique(np.array([passages[row].record_id for row in live.tolist()]), return_inverse=True)
    order = np.argsort(places, kind="stable")
    cuts = np.searchsorted(places[order], np.arange(len(ids) + 1))
    return {str(each): live[order[cuts[i] : cuts[i + 1]]] for i, each in enumerate(ids.tolist())}


def _shelf(
    passages: Sequence[Passage], rows: Mapping[str, NDArray[np.int64]], sums: Mapping[str, Vectors], mean: Vectors, tokens: TokenIndex
) -> Shelf:
    """Return the shelf of some records; ``sums`` are their summed sentence vectors, less the mean of the language."""
    centres = np.ascontiguousarray(unit(np.stack([sums[each] for each in rows])), dtype=np.float32)
    return Shelf(passages, tokens, mean, list(rows), centres, rows)


def _coded(encoded: Sequence[Encoded], mean: Vectors, projection: Projection) -> TokenIndex:
    sample = np.concatenate([projection.apply(centred(each.tokens, mean)) for each in encoded])
    return TokenIndex.build(encoded, mean, projection, Codes.of(sample, fine=projection.fine_of(sample.shape[1])))


def _token_sum(encoded: Sequence[Encoded]) -> tuple[NDArray[np.float64], int]:
    total = np.sum([each.tokens.sum(axis=0, dtype=np.float64) for each in encoded], axis=0)
    return total, sum(len(each.token_ids) for each in encoded)
