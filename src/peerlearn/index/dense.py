"""The dense leg of a pool: sentence vectors in FAISS, searched by inner product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NAME = "dense.faiss"


class DenseIndex:
    """Unit vectors by row; exact search up to the sizes that one machine holds in memory."""

    def __init__(self, index: Any) -> None:
        self._index = index

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """Index the rows of ``vectors`` (n, dims)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    def save(self, folder: Path) -> None:
        """Write the index into a pool's folder."""
        faiss.write_index(self._index, str(folder / NAME))

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """Open the index of a pool's folder."""
        return cls(faiss.read_index(str(folder / NAME), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY))

    def search(self, vector: NDArray[np.float32], *, top: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Return the rows nearest to ``vector``, best first, among those that ``allowed`` marks."""
        rows = None if allowed is None else np.flatnonzero(allowed).astype(np.int64)
        params = None if rows is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))  # type: ignore[call-arg] # faiss adds it at import
        top = min(top, len(self) if rows is None else len(rows))
        if not top:
            return np.empty(0, dtype=np.int64)
        _, found = self._index.search(np.ascontiguousarray(vector[None]), top, params=params)
        return np.asarray(found[0][found[0] >= 0], dtype=np.int64)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of ``rows``."""
        return np.stack([self._index.reconstruct(int(row)) for row in rows])
