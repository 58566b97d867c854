"""The dense leg of a pool: sentence vectors in FAISS, searched by inner product."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

NAME = "dense.faiss"
HALVED_FROM = 50_000
"""Vectors of a part from which they are kept as fp16: a scan is bound by memory, so that half the bytes take half the time."""


class DenseIndex:
    """Unit vectors by row, searched exactly; the rows of a build come first, then those of every update since."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self._parts = parts
        self._firsts = np.cumsum([0, *(int(each.ntotal) for each in parts)])

    def __len__(self) -> int:
        return int(self._firsts[-1])

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """Index the rows of ``vectors`` (n, dims)."""
        dims = vectors.shape[1]
        index: Any = faiss.IndexFlatIP(dims)
        if len(vectors) >= HALVED_FROM:
            index = faiss.IndexScalarQuantizer(dims, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        index.add(np.ascontiguousarray(vectors))
        return cls([index])

    def save(self, *, parts: Sequence[Path]) -> None:
        """Write each part into its folder."""
        for index, own in zip(self._parts, parts, strict=True):
            faiss.write_index(index, str(own / NAME))

    @classmethod
    def load(cls, *, parts: Sequence[Path]) -> DenseIndex:
        """Map the parts in their folders."""
        return cls([faiss.read_index(str(own / NAME), faiss.IO_FLAG_MMAP_IFC) for own in parts])

    def search(self, vector: NDArray[np.float32], *, top: int, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """Return the rows nearest to ``vector``, best first, among those that ``allowed`` marks."""
        query = np.ascontiguousarray(vector[None])
        found: list[tuple[float, int]] = []
        for part, first, end in zip(self._parts, self._firsts[:-1].tolist(), self._firsts[1:].tolist(), strict=True):
            own = np.ones(end - first, dtype=bool) if allowed is None else allowed[first:end]
            most = min(top, int(own.sum()))
            if most:
                cosines, rows = part.search(query, most, params=None if own.all() else _only(own))
                found += [(-cosine, first + row) for cosine, row in zip(cosines[0].tolist(), rows[0].tolist(), strict=True) if row >= 0]
        if len(self._parts) > 1:
            found.sort()
        return np.array([row for _, row in found[:top]], dtype=np.int64)

    def vectors(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of ``rows``."""
        numbers = np.searchsorted(self._firsts, rows, side="right") - 1
        return np.stack(
            [self._parts[n].reconstruct(row) for n, row in zip(numbers.tolist(), (rows - self._firsts[numbers]).tolist(), strict=True)]
        )


def _only(allowed: NDArray[np.bool_]) -> faiss.SearchParameters:
    """Return the order to look at some rows only; by bits, since a list of nearly all rows takes as long to look up as to search."""
    selector = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type] # faiss adds it at import
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
