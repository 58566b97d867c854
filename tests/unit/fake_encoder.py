"""An encoder without weights: every word has one vector, drawn from its hash, so that texts are alike as far as they share words."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.encode import Encoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peerlearn.encode import Kind

DIMS = 32
_WORD = re.compile(r"\w+")
_known: dict[str, np.ndarray] = {}


def direction(seed: str) -> np.ndarray:
    """Return the unit vector that belongs to a string."""
    if seed not in _known:
        number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:8], "little")
        vector = np.random.default_rng(number).normal(size=DIMS).astype(np.float32)
        _known[seed] = vector / np.linalg.norm(vector)
    return _known[seed]


class FakeEncoder:
    """Satisfies the Encoder protocol; ``meanings`` gives words of several languages one vector, ``calls`` keeps what was encoded.

    Words in Arabic script share one direction and all others another, as the languages of a real encoder do.
    """

    name = "fake"
    dims = DIMS
    max_tokens = 60

    def __init__(self, *, fingerprint: str = "fake:1", meanings: Mapping[str, str] | None = None) -> None:
        self.fingerprint = fingerprint
        self.calls: list[str] = []
        self._meanings = dict(meanings or {})

    def encode(self, texts: Sequence[str], *, kind: Kind) -> list[Encoded]:
        assert kind in {"query", "passage"}
        self.calls += texts
        return [self._one(text) for text in texts]

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in _WORD.finditer(text)]

    def _one(self, text: str) -> Encoded:
        words = _WORD.findall(text.lower())
        meant = [self._meanings.get(word, word) for word in words]
        tokens = np.array(
            [direction(sense) + 0.5 * direction(_script(word)) for word, sense in zip(words, meant, strict=True)], dtype=np.float32
        ).reshape(-1, DIMS)
        total = tokens.sum(axis=0) if words else direction("nothing")
        ids = np.array([_number(word) for word in words], dtype=np.int32)
        return Encoded((total / np.linalg.norm(total)).astype(np.float32), tokens, ids)


def _script(word: str) -> str:
    return "script:arabic" if "\u0600" <= word[0] <= "\u06ff" else "script:other"


def _number(word: str) -> int:
    return int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:3], "little")
