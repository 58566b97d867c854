"""How likely letters are in this order to be an Arabic word: character n-grams over a list of words with their counts.

The lists are ``words.txt`` and ``marked_words.txt``, a word and its count a line, from the Arabic texts of half of the corpus
(``benchmarks/arabic_words.py``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import cache, lru_cache
from importlib.resources import files

_ORDER = 5
_START, _END = "^", "$"
_DOUBT = 1.0  # Witten and Bell's discount is softened by one unseen kind, so that rare contexts lean on shorter ones
_LETTERS = 45  # how many kinds there are, for what was never seen
_LEAST = 2  # a word said once may be a slip


class WordModel:
    """Character n-grams of the words of a language, interpolated from five letters down to one (Witten and Bell)."""

    def __init__(self, counts: dict[str, int]) -> None:
        """Count the n-grams of ``counts``: words without marks, and how often each was seen."""
        self.words = frozenset(counts)
        self._common = frozenset(word for word, count in counts.items() if count >= _LEAST)
        self._after: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in counts.items():
            self._count(word, 1 + math.log(count))
        self._totals = {context: seen.total() for context, seen in self._after.items()}

    def _count(self, word: str, weight: float) -> None:
        letters = _START + word + _END
        for place in range(1, len(letters)):
            for width in range(min(_ORDER, place + 1)):
                self._after[letters[place - width : place]][letters[place]] += weight  # type: ignore[assignment]

    def knows(self, word: str) -> bool:
        """Say whether the word, without marks, was seen more than once."""
        return word in self._common

    @lru_cache(maxsize=50_000)  # noqa: B019 - there is one model, and it lives as long as the process
    def score(self, word: str) -> float:
        """Return the natural logarithm of how likely the letters are to be a word, from its start to its end."""
        letters = _START + word + _END
        return sum(math.log(self._chance(letters, place)) for place in range(1, len(letters)))

    def _chance(self, letters: str, place: int) -> float:
        chance = 1 / _LETTERS
        for width in range(min(_ORDER, place + 1)):
            context = letters[place - width : place]
            total = self._totals.get(context)
            if total is None:
                break
            seen = self._after[context]
            kinds = len(seen) + _DOUBT
            chance = (seen.get(letters[place], 0) + kinds * chance) / (total + kinds)
        return chance

    def forwardness(self, word: str) -> float:
        """Return how much likelier the word is than its letters last to first: the difference of the logarithms."""
        return self.score(word) - self.score(word[::-1])


@cache
def arabic() -> WordModel:
    """Return the model of Arabic words without marks, read once."""
    return _read("words.txt")


@cache
def marked_arabic() -> WordModel:
    """Return the model of Arabic words that are written with marks, read once: it knows where marks stand."""
    return _read("marked_words.txt")


def _read(name: str) -> WordModel:
    lines = files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return WordModel({word: int(count) for word, count in pairs})
