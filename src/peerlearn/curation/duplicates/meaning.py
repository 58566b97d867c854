"""Whether two texts tell one practice, whatever their words and languages: late interaction, and how far they stand out.

A probability is never a raw cosine: two texts of one city, theme and year are near each other too. The logistic was fitted on half of
the corpus's practices and checked on the other: ``docs/curation-duplicates.md``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from peerlearn.curation.duplicates.collection import Collection, Side

OFFSET, MARGIN, LATE, REACH = -14.54, 8.98, 60.13, -27.25
"""The logistic: what each unit of margin, late interaction and reach adds; fitted by ``benchmarks/duplicates.py``."""
LIKELY = 0.5
"""Probability from which two records are shown to a curator as one practice told twice."""
CLOSE = 0.5
"""Share of the reach from which two centres are near enough to be looked at more closely; versions of one record have .55 and more."""


@dataclass(frozen=True)
class Signs:
    """What was measured of two texts.

    ``late`` is the late interaction of their tokens, the mean of both directions. ``margin`` says how much nearer they are than each is to
    what merely resembles it. ``reach`` is how near versions of one record lie in these two languages.
    """

    late: float
    margin: float
    reach: float

    @property
    def probability(self) -> float:
        """The estimated chance that the two tell one practice."""
        value = OFFSET + MARGIN * self.margin + LATE * self.late + REACH * self.reach
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def late_interaction(one: Side, other: Side) -> float:
    """Return the weighted mean, over the tokens of each side, of the best cosine on the other; the mean of both directions."""
    if not len(one.tokens) or not len(other.tokens):
        return 0.0
    cosines = one.tokens @ other.tokens.T
    return float(cosines.max(axis=1) @ one.weights + cosines.max(axis=0) @ other.weights) / 2


def compare(one: Side, other: Side, collection: Collection) -> Signs:
    """Measure two sides of different records."""
    without = frozenset((one.id, other.id))
    resembles = collection.resemblance(one, other.lang, without=without) + collection.resemblance(other, one.lang, without=without)
    margin = float(np.dot(one.centre, other.centre)) - resembles / 2
    return Signs(late_interaction(one, other), margin, collection.reach(one.lang, other.lang))
