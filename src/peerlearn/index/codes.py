"""Token vectors as four or two bits a dimension: what is kept of them on the disk, and how a question is compared with it.

A dimension is cut into 16 or 4 steps of equal width around zero; the width is the best one for numbers that are spread as this dimension's
are (normally, as far as we saw). The fitted projection puts the dimensions along which tokens differ most first: 128 of four bits and 256
of two take the bytes of 256 of four, and lose two fifths as much of the vectors (``docs/retrieval.md``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

WIDTHS = {4: 0.335, 2: 0.996}
"""Bits of a dimension -> width of a step in deviations: with it the steps lose least of a normal distribution (Max, 1960)."""
PRIOR = 50
"""Vectors of evenly spread dimensions that count beside a sample: a few vectors do not say how a dimension is spread."""
BLOCK = 512
"""Vectors that are unpacked at a time, so that they stay in the processor's cache: a third faster than all at once."""


@dataclass(frozen=True)
class _Field:
    """Bits that stand in the same place of neighbouring bytes: dimensions ``first`` to ``last`` in the bytes from ``start`` on."""

    start: int
    shift: int
    bits: int
    first: int
    last: int

    @property
    def columns(self) -> slice:
        return slice(self.start, self.start + self.last - self.first)

    @property
    def dims(self) -> slice:
        return slice(self.first, self.last)

    @property
    def most(self) -> int:
        return (1 << self.bits) - 1

    def read(self, codes: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the steps (n, dims of this field), counted from zero in the middle."""
        return ((codes[:, self.columns] >> self.shift) & self.most).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Codes:
    """How vectors are coded: ``steps`` (dims,) is the width of a step in each dimension; the first ``fine`` have four bits, others two."""

    steps: NDArray[np.float32]
    fine: int

    def __post_init__(self) -> None:
        if not 0 <= self.fine <= len(self.steps):
            raise ValueError(f"{self.fine} of {len(self.steps)} dimensions cannot have four bits")

    @classmethod
    def of(cls, sample: NDArray[np.float32], *, fine: int) -> Codes:
        """Return the coding that suits vectors like those of ``sample`` (n, dims)."""
        dims = sample.shape[1]
        squares = np.square(sample, dtype=np.float64).sum(axis=0) + PRIOR / dims
        widths = np.where(np.arange(dims) < fine, WIDTHS[4], WIDTHS[2])
        return cls((widths * np.sqrt(squares / (len(sample) + PRIOR))).astype(np.float32), fine)

    @property
    def width(self) -> int:
        """Bytes of a coded vector."""
        return _bytes(4, self.fine) + _bytes(2, len(self.steps) - self.fine)

    @cached_property
    def _fields(self) -> tuple[_Field, ...]:
        return (*_fields(4, 0, 0, self.fine), *_fields(2, _bytes(4, self.fine), self.fine, len(self.steps)))

    def pack(self, vectors: NDArray[np.float32]) -> NDArray[np.uint8]:
        """Return the codes (n, width) of vectors (n, dims)."""
        packed = np.zeros((len(vectors), self.width), dtype=np.uint8)
        for field in self._fields:
            middle = (field.most + 1) / 2
            steps = np.floor(vectors[:, field.dims] / self.steps[field.dims] + middle).clip(0, field.most).astype(np.uint8)
            packed[:, field.columns] |= steps << field.shift
        return packed

    def unpack(self, codes: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return the vectors (n, dims) that codes stand for."""
        vectors = np.empty((len(codes), len(self.steps)), dtype=np.float32)
        for field in self._fields:
            vectors[:, field.dims] = (field.read(codes) - np.float32(field.most / 2)) * self.steps[field.dims]
        return vectors

    def products(self, codes: NDArray[np.uint8], query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the inner products (n, m) of what codes (n, width) stand for with vectors (m, dims), without unpacking them all."""
        scaled = query * self.steps
        turned = [(field, np.ascontiguousarray(scaled[:, field.dims].T)) for field in self._fields]
        middle = sum((part.sum(axis=0) * (field.most / 2) for field, part in turned), np.zeros(len(query), dtype=np.float32))
        found = np.empty((len(codes), len(query)), dtype=np.float32)
        for start in range(0, len(codes), BLOCK):
            block = codes[start : start + BLOCK]
            found[start : start + BLOCK] = sum(field.read(block) @ part for field, part in turned)
        return np.asarray(found - middle, dtype=np.float32)


def _fields(bits: int, start: int, first: int, last: int) -> Iterator[_Field]:
    """Yield the fields of dimensions ``first`` to ``last`` with so many bits each, in the bytes from ``start`` on."""
    width = _bytes(bits, last - first)
    for place in range(8 // bits):
        begin = min(first + place * width, last)
        yield _Field(start, place * bits, bits, begin, min(begin + width, last))


def _bytes(bits: int, dims: int) -> int:
    """Return how many bytes so many dimensions take."""
    return -(-bits * dims // 8)
