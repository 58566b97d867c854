"""How far a passage rises above what the question gives to texts at large -> probability of relevance -> band.

A raw cosine is never shown. The logistic is the mean of two, each fitted on half of the corpus's judged questions (gain 2 and 3 count as
relevant) and checked on the other half: ``docs/retrieval.md`` has the figures and says how few the questions still are.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.search.result import Band

SLOPE = 1.9
OFFSET = -8.6
STRONG = 0.4
FAIR = 0.08
FLOOR = 0.001
"""Below this a record is not shown, unless there is nothing better."""


def probability(score: float) -> float:
    """Return the estimated probability that a passage answers, from its score above what the question gives to texts at large."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, SLOPE * score + OFFSET))))


def band_of(chance: float) -> Band:
    """Return the band of a probability."""
    if chance >= STRONG:
        return "strong"
    return "fair" if chance >= FAIR else "weak"
