"""Background scores: what late interaction gives to texts that have nothing to do with each other, per pair of languages.

A score means nothing across languages until it is compared with these. They are measured on the index itself, without encoding
anything: a window of tokens of a passage stands for a question in that language and is scored against the other records' passages.
On parallel sets this equals a background of real questions (``docs/retrieval.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.index.projection import Projection
    from peerlearn.index.tokens import TokenIndex

WINDOW = 14
"""Tokens of a pseudo-question, about a question's length."""
QUESTIONS = 40
ROWS = 250
"""Pseudo-questions of a language, and passages of a pool that each is scored against: 10,000 scores a pair, a steady mean and deviation."""
PRIOR = 20
"""Passages that the average pair of its kind (one language, or two) counts for beside a document pool's own number."""
UNKNOWN = (0.2, 0.06)
"""Mean and deviation where no pair could be measured."""


@dataclass(frozen=True, eq=False)
class PseudoQuestion:
    """A window of the tokens (n, dims) of a row, weighted (n,) as a question's are."""

    row: int
    tokens: NDArray[np.float32]
    weights: NDArray[np.float32]


Background = dict[str, dict[str, tuple[float, float]]]


def measure(pools: Mapping[str, TokenIndex], records: Mapping[str, Sequence[str]], *, projection: Projection, seed: int = 0) -> Background:
    """Return query language -> document language -> mean and deviation of background scores.

    Args:
        pools: the token vectors of each language.
        records: for each language the record id of each row; a record is never scored against its own text.
        projection: weighs the tokens of a question.
        seed: of the draw.
    """
    rng = np.random.default_rng(seed)
    raw: dict[tuple[str, str], tuple[float, float] | None] = {}
    for asked, pool in pools.items():
        questions = _questions(pool, projection, rng)
        for answered, other in pools.items():
            raw[asked, answered] = _moments(questions, (records[asked], records[answered]), other, rng)
    averages = {own: _average(raw, own=own) for own in (True, False)}
    return {
        asked: {answered: _shrunk(raw[asked, answered], averages[asked == answered], len(pools[answered])) for answered in pools}
        for asked in pools
    }


def _average(raw: Mapping[tuple[str, str], tuple[float, float] | None], *, own: bool) -> tuple[float, float]:
    """Return the mean over the pairs of one language, or of two: texts of one language lie nearer. Where none is known, all stand in."""
    known = {pair: moments for pair, moments in raw.items() if moments is not None}
    kind = [moments for (asked, answered), moments in known.items() if (asked == answered) == own] or [*known.values()] or [UNKNOWN]
    return float(np.mean([mean for mean, _ in kind])), float(np.mean([deviation for _, deviation in kind]))


def _questions(pool: TokenIndex, projection: Projection, rng: np.random.Generator) -> list[PseudoQuestion]:
    """Draw windows of the tokens of passages."""
    windows = []
    for row in rng.choice(len(pool), min(QUESTIONS, len(pool)), replace=False).tolist():
        tokens, ids = pool.passage(row)
        if len(ids):
            start = int(rng.integers(0, max(0, len(ids) - WINDOW) + 1))
            own = tokens[start : start + WINDOW]
            windows.append(PseudoQuestion(row, own, projection.weigh(pool.idf(ids[start : start + WINDOW]), own)))
    return windows


def _moments(
    questions: list[PseudoQuestion], ids: tuple[Sequence[str], Sequence[str]], other: TokenIndex, rng: np.random.Generator
) -> tuple[float, float] | None:
    if not questions or not len(other):
        return None
    rows = np.arange(len(other)) if len(other) <= ROWS else np.sort(rng.choice(len(other), ROWS, replace=False))
    scores = other.scores_of_many([(each.tokens, each.weights) for each in questions], rows)
    own, others = ids[0], np.array(ids[1])[rows]
    strangers = np.stack([others != own[row] for row in (each.row for each in questions)])  # a record is no stranger to itself
    found = scores[strangers]
    return (float(found.mean()), float(found.std())) if len(found) > 1 else None


def _shrunk(pair: tuple[float, float] | None, average: tuple[float, float], passages: int) -> tuple[float, float]:
    if pair is None:
        return average
    share = passages / (passages + PRIOR)
    return share * pair[0] + (1 - share) * average[0], max(0.01, share * pair[1] + (1 - share) * average[1])
