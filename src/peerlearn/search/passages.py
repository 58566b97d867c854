"""Question -> scored passages: candidates per pool and leg, late interaction, and scores that compare across languages.

1. Each pool (one document language) gives its best by sentence vector and its best by 4-gram coverage.
2. Every candidate gets its late-interaction score.
3. Rank substitution: inside a pool candidates are ordered by late score + ``COVERAGE_WEIGHT`` x coverage and then carry the pool's
   late scores in falling order. The words of the question decide between texts of one language, and cannot lift a language over another.
4. The background of (question's language, pool's language) is subtracted and divided out; then pools are merged.

The measurements behind each step are in ``docs/retrieval.md``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index.tokens import centred

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.index.opened import Index
    from peerlearn.index.pool import Pool
    from peerlearn.passages import Passage

CANDIDATES = 50
"""Candidates that each leg of each pool may name."""
COVERED = 400
"""Rows of a pool whose coverage is looked up; beyond them it counts as 0."""
COVERAGE_WEIGHT = 0.5
TYPICAL_ROWS = 24
"""Passages of each pool that say what a question gives to texts at large."""


@dataclass(frozen=True)
class Legs:
    """What each leg said of one candidate: its rank by sentence vector (from 1; 0: not among the best), coverage, late score."""

    dense_rank: int
    coverage: float
    late: float


@dataclass(frozen=True)
class ScoredPassage:
    """A passage with its score, in deviations above what the question gives to texts at large, and what the legs said."""

    passage: Passage
    row: int
    score: float
    legs: Legs


@dataclass(frozen=True, eq=False)
class Question:
    """A question ready to be scored against one index.

    ``vector`` is its sentence vector, ``tokens`` its centred token vectors, ``weights`` their idf, summing to 1. ``typical`` is what it
    gives to texts at large, in deviations above the background: some questions lie near everything.
    """

    text: str
    lang: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    weights: NDArray[np.float32]
    typical: float = 0.0

    @classmethod
    def prepare(cls, index: Index, encoded: Encoded, *, text: str, lang: str) -> Question:
        """Centre the question's tokens as its language is centred in the index, and weigh them by rarity there."""
        weights = index.idf(lang, encoded.token_ids)
        total = float(weights.sum())
        weights = weights / total if total > 0 else np.full(len(weights), 1 / max(1, len(weights)), dtype=np.float32)
        question = cls(text, lang, encoded.vector, centred(encoded.tokens, index.mean(lang)), weights.astype(np.float32))
        return replace(question, typical=_typical(index, question))


def rank_passages(index: Index, question: Question, *, allowed: Mapping[str, NDArray[np.bool_]] | None = None) -> list[ScoredPassage]:
    """Return the candidates of all pools, best first.

    Args:
        index: the opened generation.
        question: prepared for this index.
        allowed: per language, a mask of the rows that may answer; a language without a mask is left out. None allows every row.
    """
    found: list[ScoredPassage] = []
    for lang, pool in index.pools.items():
        if allowed is None:
            found += _rank_pool(index, pool, question, None)
        elif lang in allowed and allowed[lang].any():
            found += _rank_pool(index, pool, question, allowed[lang])
    return sorted(found, key=lambda each: (-each.score, each.passage.record_id, each.row))


def late_scores(index: Index, pool: Pool, question: Question, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return late-interaction scores of rows of a pool, made comparable with those of other pools and other questions."""
    return comparable(index, pool, question, pool.tokens.scores(question.tokens, question.weights, rows))


def comparable(index: Index, pool: Pool, question: Question, late: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return late scores in deviations above the background of the pair of languages, less what the question gives to texts at large."""
    mean, deviation = index.background(question.lang, pool.lang)
    return np.asarray((late - mean) / deviation - question.typical, dtype=np.float32)


def _typical(index: Index, question: Question) -> float:
    """Return the median score of passages spread evenly over every pool."""
    scores = []
    for pool in index.pools.values():
        rows = np.unique(np.linspace(0, len(pool.passages) - 1, TYPICAL_ROWS).astype(np.int64))
        scores.append(late_scores(index, pool, question, rows))
    return float(np.median(np.concatenate(scores))) if scores else 0.0


def _rank_pool(index: Index, pool: Pool, question: Question, allowed: NDArray[np.bool_] | None) -> list[ScoredPassage]:
    near = pool.dense.search(question.vector, top=CANDIDATES, allowed=allowed)
    coverage = pool.lexical.search(question.text, top=COVERED, allowed=allowed)
    rows = np.array(list(dict.fromkeys([*near.tolist(), *list(coverage)[:CANDIDATES]])), dtype=np.int64)
    if not len(rows):
        return []
    late = pool.tokens.scores(question.tokens, question.weights, rows)
    covered = np.array([coverage.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
    scores = comparable(index, pool, question, substitute_ranks(late, late + COVERAGE_WEIGHT * covered))
    dense_ranks = {row: rank for rank, row in enumerate(near.tolist(), start=1)}
    return [
        ScoredPassage(pool.passages[row], row, float(score), Legs(dense_ranks.get(row, 0), float(cover), float(own)))
        for row, score, cover, own in zip(rows.tolist(), scores, covered, late, strict=True)
    ]


def substitute_ranks(scores: NDArray[np.float32], order_by: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``scores`` handed out anew: the best score to the best by ``order_by``, and so on; equal ones keep their order."""
    handed = np.empty_like(scores)
    handed[np.argsort(-order_by, kind="stable")] = -np.sort(-scores)
    return handed
