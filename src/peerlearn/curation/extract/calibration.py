"""What speaks for a value -> how likely it is right, and the confidence from which it may be shown.

The weights and thresholds come with the package in ``calibration.json``; they were fitted on half of the corpus and its recorded facts
(``python -m benchmarks.extraction --fit``, figures in docs/curation-extract.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

TABLE = "calibration.json"
NEVER = 2.0
"""A threshold that nothing reaches: on the half it was chosen on, precision did not come to .8 at any confidence."""


@dataclass(frozen=True)
class Calibrated:
    """One field: the weights of a logistic model over named features, and the confidence from which precision reaches .8."""

    bias: float
    weights: Mapping[str, float]
    threshold: float

    def confidence(self, features: Mapping[str, float]) -> float:
        """Return the probability that a value with these features is right; a feature that was not fitted weighs nothing."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True)
class Calibration:
    """Every field, by the name that candidates carry (of ``kind`` one a kind)."""

    version: int
    fields: Mapping[str, Calibrated]

    def of(self, field: str, features: Mapping[str, float]) -> tuple[float, bool]:
        """Return the confidence of a value and whether it may be shown."""
        known = self.fields.get(field)
        if known is None or "only a name" in features:
            return 0.0, False
        confidence = known.confidence(features)
        return confidence, confidence >= known.threshold


def read_calibration(text: str) -> Calibration:
    """Read the table."""
    whole = json.loads(text)
    fields = {name: Calibrated(each["bias"], each["weights"], each["threshold"]) for name, each in whole["fields"].items()}
    return Calibration(whole["version"], fields)


@lru_cache(maxsize=1)
def shipped() -> Calibration:
    """Return the table that the package carries."""
    return read_calibration(files("peerlearn.curation.extract").joinpath(TABLE).read_text(encoding="utf-8"))
