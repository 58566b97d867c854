"""Question -> scored passages: candidates per pool and leg, late interaction, and scores that compare across languages.

1. Each pool (one document language) gives its best by sentence vector, and by words: 4-grams in the question's own language, names across.
2. Every candidate gets its late-interaction score.
3. Rank substitution: inside a pool candidates are ordered by late score and words, and then carry the pool's late scores in falling order.
   The words of the question decide between texts of one language, and cannot lift a language over another.
4. The background of (question's language, pool's language) is subtracted and divided out; then pools are merged.
5. A text of the question's own language that holds most of its words is what was looked for: it gets a bonus.
6. Tellings of one text in several languages share what was found out about any of them; the question's own language goes first.

The measurements behind each step are in ``docs/retrieval.md``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index.background import WINDOW
from peerlearn.index.tellings import ALONE
from peerlearn.index.tokens import centred

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
FEW = 150
"""Rows of a pool that are all scored: a filter that passes few leaves nothing to choose from."""
NAMED = 100
"""Rows of a pool whose names are looked up."""
NAMES_WEIGHT = 0.0015
"""Late score that a squared rarity of a shared name is worth: .04 for a name that one passage in a hundred has."""
OWN_WORDS = 6.0
OWN_WORDS_FROM = 0.3
"""Deviations that coverage in the question's own language adds, from the coverage that questions reach by chance on."""
LENGTHENING = 1.3
"""Deviations added to a question e times as long as a background one: the mean over more tokens spreads less."""
RETOLD = 1.5
"""Deviations by which other tellings of a text stand below one in the question's own language."""
APART = 0.001
"""Deviations between tellings that keep their order."""
TYPICAL_ROWS = 24
"""Passages of each pool that say what a question gives to texts at large."""


@dataclass(frozen=True)
class Legs:
    """What each leg said of one candidate.

    Its rank by sentence vector (from 1; 0: not among the best), coverage, late score, and what shared names say in other languages.
    """

    dense_rank: int
    coverage: float
    late: float
    names: float = 0.0


@dataclass(frozen=True)
class ScoredPassage:
    """A passage with its score, in deviations above what the question gives to texts at large, and what the legs said.

    Of the score, ``bonus`` is what its words in the question's own language added, ``lent`` what other tellings of its text did.
    """

    passage: Passage
    row: int
    score: float
    legs: Legs
    bonus: float = 0.0
    lent: float = 0.0


@dataclass(frozen=True, eq=False)
class Question:
    """A question ready to be scored against one index.

    ``vector`` is its sentence vector, ``tokens`` its projected token vectors, ``weights`` of them, summing to 1. ``typical`` is what it
    gives to texts at large, in deviations above the background: some questions lie near everything, and long ones near nothing.
    ``widened`` is language -> further text for the lexical leg of that language's pool.
    """

    text: str
    lang: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    weights: NDArray[np.float32]
    typical: float = 0.0
    widened: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def prepare(cls, index: Index, encoded: Encoded, *, text: str, lang: str) -> Question:
        """Centre and project the question's tokens as the index did its own, and weigh them."""
        tokens = index.projection.apply(centred(encoded.tokens, index.mean(lang)))
        weights = index.projection.weigh(index.idf(lang, encoded.token_ids), tokens)
        question = cls(text, lang, encoded.vector, tokens, weights)
        return replace(question, typical=_typical(index, question) - LENGTHENING * math.log(max(1, len(weights)) / WINDOW))

    def words_for(self, lang: str) -> str:
        """Return what the lexical leg of a language's pool looks for."""
        return f"{self.text} {self.widened[lang]}" if self.widened.get(lang) else self.text


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
    return sorted(_retold(index, question, found), key=lambda each: (-each.score, each.passage.record_id, each.row))


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
        live = pool.passages.live_rows()
        rows = live[np.unique(np.linspace(0, len(live) - 1, TYPICAL_ROWS).astype(np.int64))]
        scores.append(late_scores(index, pool, question, rows))
    return float(np.median(np.concatenate(scores))) if scores else 0.0


def _rank_pool(index: Index, pool: Pool, question: Question, allowed: NDArray[np.bool_] | None) -> list[ScoredPassage]:
    own = pool.lang == question.lang
    answering = pool.answering(allowed)  # the lexical leg knows by itself which rows are gone, and is quicker without a mask
    near = pool.dense.search(question.vector, top=CANDIDATES, allowed=answering)
    coverage = pool.lexical.search(question.words_for(pool.lang), top=COVERED, allowed=allowed)
    names = {} if own else pool.lexical.search_names(question.text, top=NAMED, allowed=allowed)
    few = _few_rows(pool, answering)
    by_words = [*list(coverage)[:CANDIDATES], *list(names)[:CANDIDATES]]
    rows = np.array(list(dict.fromkeys([*near.tolist(), *by_words, *few])), dtype=np.int64)
    if not len(rows):
        return []
    late = pool.tokens.scores(question.tokens, question.weights, rows)
    covered = np.array([coverage.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
    named = np.array([names.get(row, 0.0) for row in rows.tolist()], dtype=np.float32)
    order = late + COVERAGE_WEIGHT * covered + NAMES_WEIGHT * named
    scores = comparable(index, pool, question, substitute_ranks(late, order))
    bonus = OWN_WORDS * np.maximum(0, covered - OWN_WORDS_FROM) * own
    dense_ranks = {row: rank for rank, row in enumerate(near.tolist(), start=1)}
    return [
        ScoredPassage(
            passage,
            row,
            float(score + more),
            Legs(dense_ranks.get(row, 0), float(cover), float(late_score), float(name)),
            float(more),
        )
        for passage, row, score, more, cover, late_score, name in zip(
            pool.passages.at(rows), rows.tolist(), scores, bonus, covered, late, named, strict=True
        )
    ]


def _few_rows(pool: Pool, allowed: NDArray[np.bool_] | None) -> list[int]:
    """Return every row that may answer where they are so few that none need be left out, else nothing."""
    rows = np.arange(len(pool.passages)) if allowed is None else np.flatnonzero(allowed)
    return rows.tolist() if len(rows) <= FEW else []


def _retold(index: Index, question: Question, found: Sequence[ScoredPassage]) -> list[ScoredPassage]:
    """Return the candidates with the scores that tellings of one text get from each other."""
    own = {each.passage.record_id for each in found if each.passage.lang == question.lang}
    best: dict[tuple[int, str], ScoredPassage] = {}
    for each in found:
        text = int(index.pools[each.passage.lang].tellings[each.row])
        key = (text, each.passage.record_id)
        if text != ALONE and (key not in best or each.score > best[key].score):
            best[key] = each
    tellings: dict[int, list[ScoredPassage]] = {}
    for (text, _), each in best.items():
        tellings.setdefault(text, []).append(each)
    lifted: dict[str, float] = {}
    for records in tellings.values():
        top = max(each.score for each in records)
        records.sort(key=lambda each: (each.passage.record_id not in own, -each.score, each.passage.record_id))
        lower = RETOLD if records[0].passage.record_id in own else 0.0  # told in the reader's own language, it need not be told again
        for place, each in enumerate(records):
            lifted[each.passage.record_id] = top - place * APART - (lower if place else 0.0) - each.score
    return [
        replace(each, score=each.score + more, lent=more) if (more := lifted.get(each.passage.record_id, 0.0)) else each for each in found
    ]


def substitute_ranks(scores: NDArray[np.float32], order_by: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``scores`` handed out anew: the best score to the best by ``order_by``, and so on; equal ones keep their order."""
    handed = np.empty_like(scores)
    handed[np.argsort(-order_by, kind="stable")] = -np.sort(-scores)
    return handed
