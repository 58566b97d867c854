"""Score -> probability of relevance -> band, so that no raw cosine is ever shown.

A logistic on the score (deviations above the background), fitted on half of the public sets and checked on the other half:
``docs/retrieval.md``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerlearn.search.result import Band

SLOPE = 1.6
OFFSET = -5.4
STRONG = 0.6
FAIR = 0.2
FLOOR = 0.05
"""Below this a record is not shown, unless there is nothing better."""


def probability(score: float) -> float:
    """Return the estimated probability that a passage with this score answers."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, SLOPE * score + OFFSET))))


def band_of(chance: float) -> Band:
    """Return the band of a probability."""
    if chance >= STRONG:
        return "strong"
    return "fair" if chance >= FAIR else "weak"
