"""Late interaction: a pool's token vectors, centred, projected and coded, in files that are mapped and not read.

A question's score for a passage is the weighted mean over its tokens of the best cosine among the passage's tokens. Centring
(the mean token vector of a language is subtracted) is what makes languages meet: see ``docs/retrieval.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.index.codes import Codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.index.projection import Projection

SEEN = "seen.npy"
_PART = ("codes", "token_ids", "offsets")
MEAN_PRIOR = 2000
"""Tokens that the mean over all languages counts for beside a language's own: a pool of two texts has no mean of its own."""


def centred(tokens: NDArray[np.float32], mean: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return token vectors minus the mean, each of length 1."""
    moved = tokens - mean
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    return np.asarray(moved / lengths, dtype=np.float32)


@dataclass(frozen=True, eq=False)
class TokenPart:
    """The token vectors of some passages in row order.

    ``codes`` (n, width) stand for the centred and projected unit vectors; ``offsets`` (rows + 1,) says which tokens a row has.
    """

    codes: NDArray[np.uint8]
    token_ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    def __post_init__(self) -> None:
        if not len(self.codes) == len(self.token_ids) == self.offsets[-1]:
            raise ValueError("token vectors, ids and offsets are of different lengths")

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @classmethod
    def build(cls, encoded: Sequence[Encoded], mean: NDArray[np.float32], projection: Projection, codes: Codes) -> TokenPart:
        """Centre, project and code the tokens of passages in row order."""
        packed = [codes.pack(projection.apply(centred(each.tokens, mean))) for each in encoded]
        ids = np.concatenate([each.token_ids for each in encoded])
        lengths = [len(each.token_ids) for each in encoded]
        return cls(np.concatenate(packed), ids.astype(np.int32), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))

    def save(self, folder: Path) -> None:
        """Write one ``.npy`` an array into a part's folder."""
        for name in _PART:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> TokenPart:
        """Map the arrays of a part's folder."""
        return cls(*(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _PART))

    def codes_of(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Return the codes of all tokens of rows, one after the other, and how many each row has."""
        starts, ends = self.offsets[rows], self.offsets[rows + 1]
        plain = self.codes.view(np.ndarray)  # slices of a memory map cost ten times those of an array
        pieces = [plain[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        return np.concatenate(pieces) if pieces else plain[:0], np.asarray(ends - starts)


@dataclass(frozen=True, eq=False)
class Seen:
    """In how many rows each token occurs: ``counts`` (n,) of ``ids`` (n,), which rise."""

    ids: NDArray[np.int32]
    counts: NDArray[np.int32]

    @classmethod
    def of(cls, rows: Iterable[NDArray[np.int32]]) -> Seen:
        """Count the token ids of rows."""
        ids, counts = np.unique(np.concatenate([np.empty(0, np.int32), *map(np.unique, rows)]), return_counts=True)
        return cls(ids.astype(np.int32), counts.astype(np.int32))

    def of_each(self, token_ids: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return in how many rows each of some tokens (n,) occurs."""
        places = np.searchsorted(self.ids, token_ids)
        known = places < len(self.ids)
        known[known] = self.ids[places[known]] == token_ids[known]
        counts = np.zeros(len(token_ids), dtype=np.int32)
        counts[known] = self.counts[places[known]]
        return counts

    def changed(self, *, gone: Seen, come: Seen) -> Seen:
        """Return the counts without the rows of one and with those of the other."""
        ids = np.union1d(self.ids, come.ids)
        return Seen(ids, self.of_each(ids) - gone.of_each(ids) + come.of_each(ids))


@dataclass(frozen=True, eq=False)
class TokenIndex:
    """The token vectors of a pool's passages, in row order: those of a build, and of every update since.

    ``mean`` (dims,) is what was subtracted, ``codes`` how vectors are coded, ``seen`` in how many rows a token occurs, those left out that
    are ``gone``: so many rows answer nothing any more.
    """

    parts: Sequence[TokenPart]
    mean: NDArray[np.float32]
    codes: Codes
    seen: Seen
    gone: int = 0

    def __len__(self) -> int:
        return int(self._firsts[-1])

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        """The first row of each part, and the number of rows."""
        return np.cumsum([0, *map(len, self.parts)])

    @classmethod
    def build(cls, encoded: Sequence[Encoded], mean: NDArray[np.float32], projection: Projection, codes: Codes) -> TokenIndex:
        """Code the tokens of passages in row order."""
        part = TokenPart.build(encoded, mean, projection, codes)
        return cls([part], mean.astype(np.float32), codes, Seen.of(each.token_ids for each in encoded))

    def save(self, folder: Path, *, parts: Sequence[Path]) -> None:
        """Write what the parts share into a pool's folder, and each part into its own."""
        np.save(folder / "mean.npy", self.mean)
        np.save(folder / "steps.npy", self.codes.steps)
        np.save(folder / "fine.npy", np.asarray(self.codes.fine))
        np.save(folder / SEEN, np.stack([self.seen.ids, self.seen.counts]))
        for part, own in zip(self.parts, parts, strict=True):
            part.save(own)

    @classmethod
    def load(cls, folder: Path, *, parts: Sequence[Path], gone: int = 0) -> TokenIndex:
        """Open the arrays of a pool's folder, and map those of its parts."""
        mean, steps, fine, seen = (np.load(folder / name, allow_pickle=False) for name in ("mean.npy", "steps.npy", "fine.npy", SEEN))
        return cls([TokenPart.load(own) for own in parts], mean, Codes(steps, int(fine)), Seen(*seen), gone)

    def idf(self, token_ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return how rare each token is among this pool's passages: ln(1 + (N - n + .5) / (n + .5))."""
        counts = self.seen.of_each(token_ids)
        return np.asarray(np.log1p(np.maximum(0, len(self) - self.gone - counts + 0.5) / (counts + 0.5)), dtype=np.float32)

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
        best = np.zeros((len(rows), len(query)), dtype=np.float32)
        numbers = np.searchsorted(self._firsts, rows, side="right") - 1
        for number in np.unique(numbers).tolist():
            places = np.flatnonzero(numbers == number)
            codes, lengths = self.parts[number].codes_of(rows[places] - self._firsts[number])
            filled = places[lengths > 0]
            if len(filled) and len(query):
                begins = np.concatenate([[0], np.cumsum(lengths[lengths > 0])[:-1]])
                best[filled] = np.maximum.reduceat(self.codes.products(codes, query), begins, axis=0)
        return best

    def passage(self, row: int) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return the unit vectors (n, dims) and ids (n,) of a row's tokens."""
        part, span = self._place(row)
        return self.codes.unpack(part.codes[span]), np.asarray(part.token_ids[span])

    def ids(self, row: int) -> NDArray[np.int32]:
        """Return the ids (n,) of a row's tokens."""
        part, span = self._place(row)
        return np.asarray(part.token_ids[span])

    def _place(self, row: int) -> tuple[TokenPart, slice]:
        number = int(np.searchsorted(self._firsts, row, side="right")) - 1
        part, own = self.parts[number], row - int(self._firsts[number])
        return part, slice(int(part.offsets[own]), int(part.offsets[own + 1]))


def pool_means(tokens: dict[str, tuple[NDArray[np.float64], int]]) -> dict[str, NDArray[np.float32]]:
    """Return the mean token vector of each language, drawn towards that of all languages where it rests on few tokens.

    Args:
        tokens: language -> sum of its token vectors (dims,) and their number.
    """
    overall = np.mean([total / count for total, count in tokens.values()], axis=0)
    return {lang: ((total + MEAN_PRIOR * overall) / (count + MEAN_PRIOR)).astype(np.float32) for lang, (total, count) in tokens.items()}
