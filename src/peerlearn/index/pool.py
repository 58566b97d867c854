"""A pool: the passages of one document language with their three kinds of index, all by the same row numbers."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.errors import IndexDamagedError
from peerlearn.index.dense import DenseIndex
from peerlearn.index.lexical import LexicalIndex
from peerlearn.index.manifest import REBUILD
from peerlearn.index.tokens import TokenIndex
from peerlearn.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.index.projection import Projection

PASSAGES = "passages.jsonl"
TELLINGS = "tellings.npy"


@dataclass(frozen=True, eq=False)
class Pool:
    """One language's passages; row i is the same passage in all of them, and ``tellings`` says which text its record tells."""

    lang: str
    passages: Sequence[Passage]
    dense: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    tellings: NDArray[np.int32]

    def __post_init__(self) -> None:
        sizes = {"passages": len(self.passages), "dense": len(self.dense), "lexical": len(self.lexical), "tokens": len(self.tokens)}
        sizes["tellings"] = len(self.tellings)
        if len(set(sizes.values())) != 1:
            raise IndexDamagedError(f"the parts of the {self.lang} pool hold different numbers of passages: {sizes}", remedy=REBUILD)

    @classmethod
    def build(
        cls,
        lang: str,
        passages: Sequence[Passage],
        encoded: Sequence[Encoded],
        *,
        mean: NDArray[np.float32],
        projection: Projection,
        tellings: NDArray[np.int32],
        folder: Path,
    ) -> Pool:
        """Index passages and write the pool into ``folder``."""
        folder.mkdir(parents=True)
        with (folder / PASSAGES).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(json.dumps(asdict(passage), ensure_ascii=False) + "\n" for passage in passages)
        dense = DenseIndex.build(np.stack([each.vector for each in encoded]))
        dense.save(folder)
        lexical = LexicalIndex.build((f"{passage.context}\n{passage.text}" for passage in passages), folder)
        tokens = TokenIndex.build(encoded, mean, projection)
        tokens.save(folder)
        np.save(folder / TELLINGS, tellings)
        return cls(lang, passages, dense, lexical, tokens, tellings)

    @classmethod
    def load(cls, lang: str, folder: Path) -> Pool:
        """Open a pool's folder."""
        with (folder / PASSAGES).open(encoding="utf-8", newline="\n") as file:
            passages = [Passage(**json.loads(line)) for line in file]
        tellings = np.load(folder / TELLINGS, allow_pickle=False)
        return cls(lang, passages, DenseIndex.load(folder), LexicalIndex.load(folder), TokenIndex.load(folder), tellings)
