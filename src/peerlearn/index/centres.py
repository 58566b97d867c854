"""Sentence vectors centred per language, so that languages meet: what comparing whole records begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

PRIOR = 20
"""Passages that the mean over all languages counts for beside a language's own: two texts have no mean to speak of."""


def language_means(vectors: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """Return the mean sentence vector (dims,) of each language, drawn towards that of all where it rests on few passages."""
    overall = np.mean([each.mean(axis=0) for each in vectors.values()], axis=0)
    return {lang: ((own.sum(axis=0) + PRIOR * overall) / (len(own) + PRIOR)).astype(np.float32) for lang, own in vectors.items()}


def centres_of(vectors: NDArray[np.float32], firsts: NDArray[np.int64], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum (records, dims) of each record's passages, less the mean of their language.

    Args:
        vectors: sentence vectors (rows, dims), those of a record side by side.
        firsts: which rows each record has (records + 1,).
        mean: of the language (dims,).
    """
    if not len(vectors):
        return np.empty((0, len(mean)), dtype=np.float32)
    return np.asarray(np.add.reduceat(vectors - mean, firsts[:-1], axis=0), dtype=np.float32)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors of length 1 in the same directions."""
    lengths = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.maximum(lengths, 1e-6), dtype=np.float32)
