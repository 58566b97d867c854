"""Sentence vectors centred per language, so that languages meet: what comparing whole records begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from peerlearn.index.opened import Index
    from peerlearn.passages import Passage

PRIOR = 20
"""Passages that the mean over all languages counts for beside a pool's own: two texts have no mean to speak of."""


def centred_passages(index: Index) -> Iterator[tuple[Passage, NDArray[np.float32]]]:
    """Yield every passage with its sentence vector (dims,), less the mean of its language."""
    pools = {lang: pool.dense.vectors(np.arange(len(pool.passages))) for lang, pool in index.pools.items()}
    overall = np.mean([vectors.mean(axis=0) for vectors in pools.values()], axis=0)
    for lang, vectors in pools.items():
        mean = (vectors.sum(axis=0) + PRIOR * overall) / (len(vectors) + PRIOR)
        yield from zip(index.pools[lang].passages, vectors - mean, strict=True)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a vector of length 1 in the same direction."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-6), dtype=np.float32)
