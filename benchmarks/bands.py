"""Fit and check the bands on the corpus's judged questions: the figures of ``docs/retrieval.md``, part "Bands".

    .venv/bin/python -m benchmarks.bands

The questions are drawn into two halves by their ids. On each half a logistic is fitted that says from the score of a record among the first
ten whether it is judged an answer (gain 2 or 3); it is checked on the other half. Then, for several limits of the band "fair", how many
questions are met with "nothing answers well": of those that nothing answers, and wrongly of the others.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.evaluate import read_qrels, read_texts
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.search.calibration import FAIR, FLOOR, OFFSET, SLOPE
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FIRST = 10
ANSWERS = 2
"""A gain from which a record counts as an answer."""
LIMITS = (0.02, 0.05, 0.08, 0.12, 0.16, 0.20, 0.25, 0.30)
STEPS = 30


@dataclass(frozen=True)
class Asked:
    """A judged question as the search answers it: the scores of its first records and whether each is an answer."""

    half: int
    answerable: bool
    scores: tuple[float, ...]
    right: tuple[bool, ...]


def ask(base: KnowledgeBase) -> list[Asked]:
    """Ask every judged question."""
    folder = base.settings.corpus / "judgements"
    qrels, found = read_qrels(folder / "qrels.tsv"), []
    for query in read_texts(folder / "questions.jsonl"):
        gains = qrels.get(query.id, {})
        hits = base.search(query.text, lang=query.lang, top=FIRST, keep_gap=False).hits
        scores = tuple((math.log(hit.score / (1 - hit.score)) - OFFSET) / SLOPE for hit in hits)
        right = tuple(gains.get(hit.record.id, 0) >= ANSWERS for hit in hits)
        half = hashlib.sha256(query.id.encode()).digest()[0] % 2
        found.append(Asked(half, any(gain >= ANSWERS for gain in gains.values()), scores, right))
    return found


def fit(asked: Sequence[Asked]) -> tuple[float, float]:
    """Return slope and offset of the logistic that fits best, by Newton's steps."""
    scores, right = _pairs(asked)
    design = np.stack([scores, np.ones_like(scores)], axis=1)
    weights = np.zeros(2)
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-design @ weights))
        curvature = (design * (chances * (1 - chances))[:, None]).T @ design + 1e-9 * np.eye(2)
        weights += np.linalg.solve(curvature, design.T @ (right - chances))
    return float(weights[0]), float(weights[1])


def area(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return how often a right one scores above a wrong one."""
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = right > 0
    n = int(positive.sum())
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(scores) - n)))


def _pairs(asked: Sequence[Asked]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    scores = np.array([score for each in asked for score in each.scores])
    return scores, np.array([float(right) for each in asked for right in each.right])


def _best(asked: Sequence[Asked]) -> NDArray[np.float64]:
    """Return the probability of the first record of each question, 0 where there is none."""
    return np.array([1 / (1 + math.exp(-(SLOPE * max(each.scores) + OFFSET))) if each.scores else 0.0 for each in asked])


def main() -> None:
    """Print the fits of both halves and the table of limits."""
    asked = ask(KnowledgeBase.open(Settings.load()))
    for half in (0, 1):
        slope, offset = fit([each for each in asked if each.half == half])
        others = [each for each in asked if each.half != half]
        answered = np.array([float(each.answerable) for each in others])
        print(f"half {half}: {slope:.2f} x score {offset:+.2f}; on the other half", end=" ")
        print(f"area of records {area(*_pairs(others)):.3f}, of questions {area(_best(others), answered):.3f}")
    print(f"ships: {SLOPE} x score {OFFSET:+}, fair from {FAIR}, shown from {FLOOR}")
    answerable = np.array([each.answerable for each in asked])
    best = _best(asked)
    print(f"| limit | of {int((~answerable).sum())} unanswerable, admitted | of {int(answerable.sum())} answerable, wrongly |")
    print("|---|---|---|")
    for limit in LIMITS:
        print(f"| {limit:.2f} | {int((best[~answerable] < limit).sum())} | {int((best[answerable] < limit).sum())} |")


if __name__ == "__main__":
    main()
