"""Repeats: two records that tell one practice, found by their content and folded under the one that answers best.

A record's centre in a language is the mean of its sentence vectors, less the mean of that language. Two records are compared in the
language that both tell most fully; two without a common language across languages, where even a text and its translation lie further
apart: how far, the index knows from the versions of its own records. The figures behind the limits are in ``docs/retrieval.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index.centres import unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.index.opened import Index

SAME = 0.8
"""Cosine from which two texts in one language are the same story: repeats have .89 and more, two practices of one city up to .69."""
ACROSS = 0.9
"""The same across two languages, as a share of what the versions of one record have in the median."""
ACROSS_LEAST = 0.4
"""No pair of languages is asked for less: an encoder that tells nothing apart, or too few texts, must fold nothing."""
ENOUGH = 5
"""Records with versions in both languages that say what that is; with fewer, nothing is folded across."""

SAMPLED = 2000
"""Records that are looked at for it."""


@dataclass(frozen=True)
class Centre:
    """One language version of a record: the unit vector of its centred passages, and how many they are."""

    vector: NDArray[np.float32]
    passages: int


@dataclass(frozen=True, eq=False)
class Repeats:
    """Says which records tell the same; ``centres_of`` gives the language versions of a record, ``across`` what two languages ask for."""

    centres_of: Callable[[str], Mapping[str, Centre]]
    across: Mapping[frozenset[str], float]

    @classmethod
    def of(cls, index: Index) -> Repeats:
        """Return the repeats of an opened index."""

        @lru_cache(maxsize=2000)
        def centres_of(record_id: str) -> Mapping[str, Centre]:
            found = {lang: (pool.centre_of(record_id), len(pool.passages.rows_of(record_id))) for lang, pool in index.pools.items()}
            return {lang: Centre(unit(vector), count) for lang, (vector, count) in found.items() if vector is not None}

        return cls(centres_of, _across(index))

    def fold(self, ranked: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return record id -> the ids folded under it, in the order given; each repeat under the first record that tells the same."""
        folded: dict[str, list[str]] = {}
        pairs = self._pairs(ranked)
        for each in ranked:
            under = next((kept for kept in pairs.get(each, ()) if kept in folded), None)
            if under is None:
                folded[each] = []
            else:
                folded[under].append(each)
        return {each: tuple(also) for each, also in folded.items()}

    def tell_the_same(self, one: str, other: str) -> bool:
        """Say whether two records are one practice told twice."""
        mine, others = self.centres_of(one), self.centres_of(other)
        shared = [(min(mine[lang].passages, others[lang].passages), lang) for lang in mine if lang in others]
        if shared:
            _, lang = max(shared)
            return _cosine(mine[lang], others[lang]) >= SAME
        return any(
            _cosine(mine[a], others[b]) >= limit for a in mine for b in others if (limit := self.across.get(frozenset((a, b)))) is not None
        )

    def _pairs(self, ranked: Sequence[str]) -> dict[str, list[str]]:
        """Return id -> the ids before it that tell the same, in order; only pairs near enough in some languages are looked at."""
        rows = [(each, lang, centre.vector) for each in ranked for lang, centre in self.centres_of(each).items()]
        if not rows:
            return {}
        vectors = np.stack([vector for _, _, vector in rows])
        near = np.argwhere(np.triu(vectors @ vectors.T, 1) >= self._lowest)
        places = {each: place for place, each in enumerate(ranked)}
        maybe = {(rows[i][0], rows[j][0]) for i, j in near.tolist() if rows[i][0] != rows[j][0]}
        found: dict[str, list[str]] = {}
        for before, after in sorted(maybe, key=lambda pair: places[pair[0]]):
            if self.tell_the_same(before, after):
                found.setdefault(after, []).append(before)
        return found

    @property
    def _lowest(self) -> float:
        return min([SAME, *self.across.values()])


def _across(index: Index) -> dict[frozenset[str], float]:
    """Return two languages -> the cosine from which texts in them are the same story; a pair with too few versions to tell is left out."""
    found = {}
    for one, other in combinations(index.pools, 2):
        pools = index.pools[one], index.pools[other]
        shared = sorted(set(pools[0].passages.records()) & set(pools[1].passages.records()))
        if len(shared) >= ENOUGH:
            chosen = set(shared[:: max(1, len(shared) // SAMPLED)])
            a, b = (dict(each for each in pool.record_centres() if each[0] in chosen) for pool in pools)
            cosines = [float(unit(a[each]) @ unit(b[each])) for each in chosen]
            found[frozenset((one, other))] = max(ACROSS_LEAST, ACROSS * float(np.median(cosines)))
    return found


def _cosine(one: Centre, other: Centre) -> float:
    return float(one.vector @ other.vector)
