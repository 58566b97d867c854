"""The tokenizer in parts: the letters of a text decide which pieces can occur in it, and a few pieces open much faster than all.

A Unigram tokenizer looks only at pieces that stand in the text, so those that hold any other letter may be left out without a change. All
250,000 pieces of the bundled encoder take .9 s to open, those of Arabic .03 s: a third of what a question from a cold shell costs.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

WHOLE = "tokenizer.json"
_SPACE = "\u2581"
"""What the pieces have for a space."""
_NORMALIZERS = [{"type": "Nmt"}, {"type": "NFKC"}, {"type": "Replace", "pattern": {"String": " {2,}"}, "content": " "}]
_COMMON = [*range(0x20, 0x41), *range(0x5B, 0x61), *range(0x7B, 0x7F), 0xAB, 0xBB, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026]
_ARABIC = [*_COMMON, *range(0x600, 0x700)]
_LATIN = [*_ARABIC, *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xA0, 0x180)]


def _closed(points: Iterable[int]) -> frozenset[str]:
    """Return those characters that stay among themselves when the tokenizer normalises them."""
    characters = frozenset(map(chr, points))
    return frozenset(each for each in characters if characters.issuperset(unicodedata.normalize("NFKC", each)))


ALPHABETS = {"arabic": _closed(_ARABIC), "latin": _closed(_LATIN)}
"""Name of a part -> the characters whose pieces it has, the smallest part first; the texts of Arabic often hold Latin words."""


@dataclass(frozen=True, eq=False)
class Tokens:
    """A text cut into tokens: the ids (tokens,) by which the encoder knows them, and the characters of each as half-open spans."""

    ids: NDArray[np.int64]
    spans: list[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Part:
    """A tokenizer of some pieces; ``ids`` (pieces,) are those by which the encoder knows them, None where they are all."""

    tokenizer: Tokenizer
    ids: NDArray[np.int64] | None

    def cut(self, texts: Sequence[str], *, marks: bool) -> list[Tokens]:
        """Cut texts, with or without the marks that the encoder wants around them."""
        found = self.tokenizer.encode_batch(list(texts), add_special_tokens=marks)
        return [Tokens(self._ids(each.ids), each.offsets) for each in found]

    def _ids(self, own: list[int]) -> NDArray[np.int64]:
        ids = np.array(own, dtype=np.int64)
        return ids if self.ids is None else self.ids[ids]


class Alphabets:
    """Cuts texts into tokens with the smallest part of the tokenizer that has all their letters; each part is opened when first needed."""

    def __init__(self, folder: Path, *, prompts: Iterable[str]) -> None:
        self._folder = folder
        own = frozenset("".join(prompts))
        self._letters = {name: letters | own for name, letters in ALPHABETS.items() if _path(folder, name).is_file()}
        self._parts: dict[str, Part] = {}

    def cut(self, texts: Sequence[str], *, marks: bool = False) -> list[Tokens]:
        """Cut texts, as they are with their prompts, with or without the marks that the encoder wants around them."""
        letters: frozenset[str] = frozenset().union(*texts)
        name = next((name for name, own in self._letters.items() if letters <= own), "")
        if name not in self._parts:  # two sessions may both open it, to the same end
            self._parts[name] = _open(self._folder, name)
        return self._parts[name].cut(texts, marks=marks)


def write_parts(folder: Path, *, prompts: Iterable[str]) -> None:
    """Write the parts beside a tokenizer, if it is one that can be parted: Unigram, with the normalisation that this module knows."""
    whole = json.loads((folder / WHOLE).read_text(encoding="utf-8"))
    model = whole["model"]
    if model["type"] != "Unigram" or whole["added_tokens"] or (whole["normalizer"] or {}).get("normalizers") != _NORMALIZERS:
        return
    own = frozenset("".join(prompts)) | {_SPACE}
    special = {each for token in whole["post_processor"]["special_tokens"].values() for each in token["ids"]} | {model["unk_id"]}
    least = min(range(len(model["vocab"])), key=lambda i: model["vocab"][i][1])  # an unknown letter costs a little more than this piece
    kept_anyway = range(max(special) + 1)  # their ids stay what they are
    for name, letters in ALPHABETS.items():
        known = letters | own
        ids = [i for i, (piece, _) in enumerate(model["vocab"]) if i in kept_anyway or i == least or known.issuperset(piece)]
        part: dict[str, Any] = {**whole, "model": {**model, "vocab": [model["vocab"][i] for i in ids]}}
        np.save(_path(folder, name).with_suffix(".npy"), np.array(ids, dtype=np.int64))
        _path(folder, name).write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")


def _path(folder: Path, name: str) -> Path:
    return folder / (f"tokenizer-{name}.json" if name else WHOLE)


def _open(folder: Path, name: str) -> Part:
    path = _path(folder, name)
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Part(tokenizer, np.load(path.with_suffix(".npy"), allow_pickle=False) if name else None)
