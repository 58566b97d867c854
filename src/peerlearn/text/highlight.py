"""Which words of a text to mark for a query: matched on folded text, marked on the original letters."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from peerlearn.text.language import detect
from peerlearn.text.normalise import display_text, fold
from peerlearn.text.spans import Span, merge_spans
from peerlearn.text.terms import content_words, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator

MatchKind = Literal["exact", "folded", "stem"]

# Inflected Latin words share their beginning: "mobility" and "mobilities", not "mobility" and "mobile".
_SHARED_LETTERS, _SHARED_PART = 5, 0.7


def highlights(query: str, text: str, *, limit: int = 40) -> list[Span]:
    """Return the spans of the text whose words match a word of the query, whole words, in order, at most ``limit``."""
    if limit < 0:
        raise ValueError(f"a limit of {limit} highlights")
    return merge_spans(_matching_spans(_query_forms(query), text))[:limit]


def match_kind(query_word: str, text_word: str) -> MatchKind | None:
    """Say how two words match: letter for letter, after folding, by their stem, or not at all."""
    query_form, text_form = fold(query_word), fold(text_word)
    if not query_form or not text_form:
        return None
    if display_text(query_word) == display_text(text_word):
        return "exact"
    if query_form == text_form:
        return "folded"
    return "stem" if _share_stem(query_form, text_form) else None


@lru_cache(maxsize=1000)
def _query_forms(query: str) -> tuple[str, ...]:
    """Return the distinct content words of a query; one query is held against many passages."""
    return tuple(dict.fromkeys(word.form for word in content_words(query, lang=detect(query).lang)))


def _matching_spans(forms: tuple[str, ...], text: str) -> Iterator[Span]:
    """Yield the spans of the words that match one of the forms."""
    seen: dict[str, bool] = {}
    for word in words(text):
        if word.form not in seen:
            seen[word.form] = any(form == word.form or _share_stem(form, word.form) for form in forms)
        if seen[word.form]:
            yield word.start, word.end


def _share_stem(one: str, other: str) -> bool:
    """Say whether two different folded words are forms of one word."""
    return stem(one) == stem(other) or _share_beginning(one, other)


def _share_beginning(one: str, other: str) -> bool:
    """Say whether two Latin words begin alike for long enough."""
    if one[:_SHARED_LETTERS] != other[:_SHARED_LETTERS]:
        return False
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    long_enough = shared >= max(_SHARED_LETTERS, _SHARED_PART * max(len(one), len(other)))
    return long_enough and one[:shared].isascii() and one[:shared].isalpha()
