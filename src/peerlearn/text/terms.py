"""What the lexical leg sees of a text: its words, their stems, and their character 4-grams."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from peerlearn.text.arabic import light_stem
from peerlearn.text.language import base_language
from peerlearn.text.normalise import fold, search_text
from peerlearn.text.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peerlearn.text.spans import Span

__all__ = ["STOP_WORDS", "Word", "content_words", "forms", "gram_terms", "grams", "is_unspaced", "query_terms", "stem", "terms", "words"]

# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
_UNSPACED = re.compile(
    "[\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


class _Shapes(dict[int, str]):
    """The kind of each character: L letter, M mark, N digit, C unspaced script, a point or comma, or a blank."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        if char in ".,":
            shape = char
        elif category[0] == "L" or category in {"Mn", "Mc"}:
            shape = "C" if _UNSPACED.match(char) else category[0]
        else:
            shape = "N" if category[0] == "N" else " "
        self[code] = shape
        return shape


_SHAPES = _Shapes()
# Read on the shapes, not on the text: a decimal number (4.7 but not 4.7km), a word, or a run without spaces.
_WORD = re.compile("N+(?:[.,]N+)+(?![LNM])|[LN][LNM]*|C+")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and the span it has in the original text."""

    form: str
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a word without letters, in the text or in itself."""
        if not self.form or not 0 <= self.start < self.end:
            raise ValueError(f"no word: {self.form!r} at {self.start}:{self.end}")


def is_unspaced(char: str) -> bool:
    """Say whether a character is of a script written without spaces, whose words come in pairs of characters."""
    return bool(_UNSPACED.match(char))


def words(text: str) -> list[Word]:
    """Return the words of the text in order; runs of Chinese, Japanese or Thai come as overlapping pairs of characters."""
    return list(_words(text))


@lru_cache(maxsize=2_000)
def _words(text: str) -> tuple[Word, ...]:
    """Return the words of a text; the passages that answer one question are shown for the next."""
    mapped = search_text(text)
    return tuple(Word(mapped.text[start:end], *mapped.to_original(start, end)) for start, end in _word_spans(mapped.text))


def content_words(text: str, *, lang: str) -> list[Word]:
    """Return the words that are not stop words of ``lang``, or all of them where nothing else would be left."""
    stop_words = STOP_WORDS.get(base_language(lang), frozenset())
    found = words(text)
    return [word for word in found if word.form not in stop_words] or found


def grams(word: str, *, size: int = 4) -> list[str]:
    """Return the runs of ``size`` characters of ``<word>``, or ``<word>`` itself where it is no longer than that."""
    if size < 1:
        raise ValueError(f"grams of size {size}")
    padded = f"<{word}>"
    return [padded[start : start + size] for start in range(max(1, len(padded) - size + 1))]


@lru_cache(maxsize=100_000)
def stem(form: str) -> str:
    """Return the light10 stem of a folded Arabic form, any other form as it is."""
    return light_stem(form)


def terms(text: str) -> list[str]:
    """Return the terms a text is indexed by, repeated as they occur: ``w:`` word, ``s:`` stem and ``g:`` gram of each word."""
    return [term for form in forms(text) for term in _terms_of(form)]


def gram_terms(text: str) -> list[str]:
    """Return only the 4-grams of a text's words, as :func:`terms` writes them, repeated as they occur."""
    return [term for form in forms(text) for term in _terms_of(form)[2:]]


def query_terms(text: str) -> list[str]:
    """Return the distinct terms of a query, in order."""
    return list(dict.fromkeys(terms(text)))


def forms(text: str) -> list[str]:
    """Return the folded words without the way back to the original."""
    folded = fold(text)
    return [folded[start:end] for start, end in _word_spans(folded)]


@lru_cache(maxsize=100_000)
def _terms_of(form: str) -> tuple[str, ...]:
    """Return the terms of one word; texts repeat their words."""
    return (f"w:{form}", f"s:{stem(form)}", *(f"g:{gram}" for gram in grams(form)))


def _word_spans(folded: str) -> Iterator[Span]:
    """Yield where the words of a folded text are."""
    shapes = folded.translate(_SHAPES)
    for match in _WORD.finditer(shapes):
        start, end = match.span()
        if shapes[start] == "C" and end - start > 2:
            yield from ((place, place + 2) for place in range(start, end - 1))
        else:
            yield start, end
