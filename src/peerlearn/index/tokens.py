"""Late interaction: a pool's token vectors, centred and as int8 in a file that is mapped and not read.

A question's score for a passage is the weighted mean over its tokens of the best cosine among the passage's tokens. Centring
(the mean token vector of a language is subtracted) is what makes languages meet: see ``docs/retrieval.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.index.projection import Projection

_ARRAYS = ("tokens", "scales", "token_ids", "offsets", "mean", "seen_ids", "seen_counts")
MEAN_PRIOR = 2000
"""Tokens that the mean over all languages counts for beside a language's own: a pool of two texts has no mean of its own."""


def centred(tokens: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return token vectors minus the mean, each of length 1."""
    moved = tokens - mean
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    return np.asarray(moved / lengths, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class TokenIndex:
    """The token vectors of a pool's passages, in row order.

    ``tokens`` (n, dims) int8 and ``scales`` (n,) give the centred and projected unit vectors; ``offsets`` (rows + 1,) says which tokens a
    row has; ``mean`` (dims,) is what was subtracted; ``seen_ids`` and ``seen_counts`` say in how many rows a token occurs.
    """

    tokens: NDArray[np.int8]
    scales: NDArray[np.float16]
    token_ids: NDArray[np.int32]
    offsets: NDArray[np.int64]
    mean: NDArray[np.float32]
    seen_ids: NDArray[np.int32]
    seen_counts: NDArray[np.int32]

    def __post_init__(self) -> None:
        if not len(self.tokens) == len(self.scales) == len(self.token_ids) == self.offsets[-1]:
            raise ValueError("token vectors, scales, ids and offsets are of different lengths")

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def build(cls, encoded: Sequence[Encoded], mean: NDArray[np.float32], projection: Projection) -> TokenIndex:
        """Centre, project and pack the tokens of passages in row order."""
        packed = [_pack(projection.apply(centred(each.tokens, mean))) for each in encoded]
        ids = np.concatenate([each.token_ids for each in encoded])
        lengths = [len(each.token_ids) for each in encoded]
        seen = np.concatenate([np.unique(each.token_ids) for each in encoded])
        seen_ids, counts = np.unique(seen, return_counts=True)
        return cls(
            tokens=np.concatenate([tokens for tokens, _ in packed]),
            scales=np.concatenate([scales for _, scales in packed]),
            token_ids=ids.astype(np.int32),
            offsets=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
            mean=mean.astype(np.float32),
            seen_ids=seen_ids.astype(np.int32),
            seen_counts=counts.astype(np.int32),
        )

    def save(self, folder: Path) -> None:
        """Write one ``.npy`` an array into a pool's folder."""
        for name in _ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> TokenIndex:
        """Map the arrays of a pool's folder."""
        mapped = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in ("tokens", "scales", "token_ids")}
        small = {name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ARRAYS if name not in mapped}
        return cls(**mapped, **small)

    def idf(self, token_ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return how rare each token is among this pool's passages: ln(1 + (N - n + .5) / (n + .5))."""
        places = np.searchsorted(self.seen_ids, token_ids)
        known = places < len(self.seen_ids)
        known[known] = self.seen_ids[places[known]] == token_ids[known]
        counts = np.zeros(len(token_ids), dtype=np.int32)
        counts[known] = self.seen_counts[places[known]]
        return np.log1p((len(self) - counts + 0.5) / (counts + 0.5)).astype(np.float32)

    def scores(self, query: NDArray[np.float32], weights: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the late-interaction score of each of ``rows``.

        Args:
            query: projected unit vectors of the question's tokens (m, dims).
            weights: of the question's tokens (m,), summing to 1.
            rows: rows of the pool; a row without tokens scores 0.
        """
        return np.asarray(self._best(query, rows) @ weights, dtype=np.float32)

    def scores_of_many(
        self, queries: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]], rows: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the scores of ``rows`` for several questions at once (questions, rows); see :meth:`scores`."""
        starts = np.cumsum([0, *(len(weights) for _, weights in queries)])
        best = self._best(np.concatenate([tokens for tokens, _ in queries]), rows)
        return np.stack([best[:, starts[i] : starts[i + 1]] @ weights for i, (_, weights) in enumerate(queries)])

    def _best(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the best cosine of each row for each token (rows, tokens); a row without tokens has 0."""
        starts, lengths = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        filled = np.flatnonzero(lengths)
        best = np.zeros((len(rows), len(query)), dtype=np.float32)
        if len(filled) and len(query):
            picked = np.concatenate([np.arange(starts[i], starts[i] + lengths[i]) for i in filled])
            cosines = (self.tokens[picked].astype(np.float32) @ query.T) * self.scales[picked].astype(np.float32)[:, None]
            begins = np.concatenate([[0], np.cumsum(lengths[filled])[:-1]])
            best[filled] = np.maximum.reduceat(cosines, begins, axis=0)
        return best

    def vectors(self, start: int, end: int) -> NDArray[np.float32]:
        """Return the centred unit vectors of tokens ``start`` to ``end``."""
        return self.tokens[start:end].astype(np.float32) * self.scales[start:end].astype(np.float32)[:, None]


def pool_means(tokens: dict[str, tuple[NDArray[np.float64], int]]) -> dict[str, NDArray[np.float32]]:
    """Return the mean token vector of each language, drawn towards that of all languages where it rests on few tokens.

    Args:
        tokens: language -> sum of its token vectors (dims,) and their number.
    """
    overall = np.mean([total / count for total, count in tokens.values()], axis=0)
    return {lang: ((total + MEAN_PRIOR * overall) / (count + MEAN_PRIOR)).astype(np.float32) for lang, (total, count) in tokens.items()}


def _pack(unit: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    # Not below what fp16 holds: a token that equals the mean is all zeros, and stays so.
    scales = (np.abs(unit).max(axis=1, initial=1e-4) / 127).astype(np.float16)
    return np.rint(unit / scales.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8), scales
