"""A pool: the passages of one document language with their three kinds of index, all by the same row numbers.

A build writes one part; every update since adds one with what is new, and marks what is gone. The lexical leg is one index over all of
them, so that rarity is counted over the whole pool.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.errors import IndexDamagedError
from peerlearn.index.centres import centres_of
from peerlearn.index.dense import DenseIndex
from peerlearn.index.lexical import LexicalIndex
from peerlearn.index.manifest import REBUILD
from peerlearn.index.texts import PassageTable, TextPart
from peerlearn.index.tokens import TokenIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from peerlearn.encode import Encoded
    from peerlearn.index.codes import Codes
    from peerlearn.index.projection import Projection
    from peerlearn.passages import Passage

TELLINGS = "tellings.npy"
DEAD = "dead.npy"
CENTRES = "centres.npy"
MEAN = "sentence_mean.npy"


@dataclass(frozen=True, eq=False)
class Means:
    """What is subtracted from the vectors of a language: from those of tokens and from those of sentences, each (dims,)."""

    tokens: NDArray[np.float32]
    sentences: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Pool:
    """One language's passages; row i is the same passage in all of them, and ``tellings`` says which text its record tells.

    ``centres`` holds for each part the summed sentence vectors of its records, less the mean of the language.
    """

    lang: str
    passages: PassageTable
    dense: DenseIndex
    lexical: LexicalIndex
    tokens: TokenIndex
    tellings: NDArray[np.int32]
    centres: Sequence[NDArray[np.float32]]
    sentence_mean: NDArray[np.float32]

    def __post_init__(self) -> None:
        sizes = {"passages": len(self.passages), "dense": len(self.dense), "tokens": len(self.tokens), "tellings": len(self.tellings)}
        sizes["lexical"] = len(self.lexical) + len(self.passages) - self.passages.live
        if len(set(sizes.values())) != 1:
            raise IndexDamagedError(f"the parts of the {self.lang} pool hold different numbers of passages: {sizes}", remedy=REBUILD)

    @classmethod
    def build(
        cls,
        lang: str,
        passages: Sequence[Passage],
        encoded: Sequence[Encoded],
        *,
        means: Means,
        projection: Projection,
        codes: Codes,
        tellings: NDArray[np.int32],
        folder: Path,
    ) -> Pool:
        """Index passages, those of a record side by side, and write the pool into ``folder``."""
        part = part_folder(folder, 0)
        part.mkdir(parents=True)
        texts = TextPart.write(passages, part)
        vectors = np.stack([each.vector for each in encoded])
        dense = DenseIndex.build(vectors)
        dense.save(parts=[part])
        lexical = LexicalIndex.build((lexical_text(passage) for passage in passages), folder)
        tokens = TokenIndex.build(encoded, means.tokens, projection, codes)
        tokens.save(folder, parts=[part])
        centres = centres_of(vectors, texts.firsts, means.sentences)
        np.save(part / CENTRES, centres)
        np.save(folder / MEAN, means.sentences)
        np.save(folder / TELLINGS, tellings)
        return cls(lang, PassageTable([texts]), dense, lexical, tokens, tellings, [centres], means.sentences)

    @classmethod
    def load(cls, lang: str, folder: Path) -> Pool:
        """Open a pool's folder."""
        parts = part_folders(folder)
        dead = np.load(folder / DEAD, allow_pickle=False) if (folder / DEAD).exists() else None
        passages = PassageTable([TextPart.load(part) for part in parts], dead)
        return cls(
            lang,
            passages,
            DenseIndex.load(parts=parts),
            LexicalIndex.load(folder),
            TokenIndex.load(folder, parts=parts, gone=len(passages) - passages.live),
            np.load(folder / TELLINGS, allow_pickle=False),
            [np.load(part / CENTRES, mmap_mode="r", allow_pickle=False) for part in parts],
            np.load(folder / MEAN, allow_pickle=False),
        )

    def answering(self, allowed: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """Return which rows (rows,) may answer: of those that ``allowed`` marks (None: all) the live ones; None where that is every row."""
        if self.passages.dead is None:
            return allowed
        return ~self.passages.dead if allowed is None else allowed & ~self.passages.dead

    def centre_of(self, record_id: str) -> NDArray[np.float32] | None:
        """Return the summed sentence vectors of a record, less the mean of the language, None where this pool has no version of it."""
        place = self.passages.place_of(record_id)
        return None if place is None else np.asarray(self.centres[place[0]][place[1]])

    def record_centres(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Yield every record that has a version here, with what :meth:`centre_of` gives."""
        for record_id in self.passages.records():
            if (place := self.passages.place_of(record_id)) is not None:
                yield record_id, np.asarray(self.centres[place[0]][place[1]])


def lexical_text(passage: Passage) -> str:
    """Return what the lexical leg sees of a passage."""
    return f"{passage.context}\n{passage.text}"


def part_folder(folder: Path, number: int) -> Path:
    """Return the folder of a part of a pool: 0 is what a build wrote, the others what each update added."""
    return folder / f"part-{number:03d}"


def part_folders(folder: Path) -> list[Path]:
    """Return the folders of a pool's parts in their order."""
    return sorted(folder.glob("part-*"))
