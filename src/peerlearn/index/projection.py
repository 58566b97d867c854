"""What was fitted: a matrix that token vectors pass through after centring, and how much each token of a question counts.

The encoder was trained to make one vector of a text; its token vectors match across languages only as a by-product. A linear map, fitted
on half of the public test sets and drawn towards doing nothing, brings translations nearer to each other; what comes out is turned so that
the directions along which tokens differ most come first (``docs/retrieval.md``, ``benchmarks/fit_projection.py``). It belongs to the
bundled encoder; the token vectors of any other stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.encode.bundled import NAME as BUNDLED

if TYPE_CHECKING:
    from numpy.typing import NDArray

NONE = "none"
FITTED = "e5-small-3"
"""The name of the fitted projection; it stands in the manifest and changes whenever the numbers do."""


@dataclass(frozen=True, eq=False)
class Projection:
    """Centred token vectors -> the vectors that are stored and compared, and the weight of each token of a question.

    ``matrix`` is (dims, kept dims) or None for no change; ``fine`` of the kept ones, those along which tokens differ most, come first and
    are kept in finer steps, None where no order is known. A token with the unit vector y and the rarity idf weighs
    ``idf ** exponent * exp(y @ importance)``.
    """

    name: str
    matrix: NDArray[np.float32] | None
    importance: NDArray[np.float32] | None
    exponent: float
    fine: int | None = None

    def __post_init__(self) -> None:
        if (self.matrix is None) != (self.importance is None):
            raise ValueError("a projection has both a matrix and an importance, or neither")

    @classmethod
    def none(cls) -> Projection:
        """Return the projection that changes nothing."""
        return cls(NONE, None, None, 1.0)

    @classmethod
    def for_encoder(cls, fingerprint: str) -> Projection:
        """Return the projection that was fitted for an encoder, or none."""
        return _fitted() if fingerprint.startswith(f"{BUNDLED}:") else cls.none()

    def apply(self, unit: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the projected vectors (n, kept dims), each of length 1, of centred unit vectors (n, dims)."""
        if self.matrix is None:
            return unit
        moved = unit @ self.matrix
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), dtype=np.float32)

    def fine_of(self, dims: int) -> int:
        """Return how many of so many dimensions are kept in finer steps: all, where none is known to matter more."""
        return dims if self.fine is None else min(self.fine, dims)

    def weigh(self, idf: NDArray[np.float32], tokens: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weights (n,) of a question's tokens, summing to 1.

        Args:
            idf: rarity of each token (n,).
            tokens: their projected vectors (n, kept dims).
        """
        weights = idf**self.exponent
        if self.importance is not None:
            weights = weights * np.exp(tokens @ self.importance)
        total = float(weights.sum())
        return np.asarray(weights / total if total > 0 else np.full(len(weights), 1 / max(1, len(weights))), dtype=np.float32)


@cache
def _fitted() -> Projection:
    with resources.as_file(resources.files("peerlearn.index") / "projection.npz") as path, np.load(path, allow_pickle=False) as data:
        return Projection(
            FITTED,
            data["matrix"].astype(np.float32),
            data["importance"].astype(np.float32),
            round(float(data["exponent"]), 4),
            int(data["fine"]),
        )
