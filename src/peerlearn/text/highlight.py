"""Which words of a text to mark for a query: matched on folded text, marked on the original letters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from peerlearn.text.language import detect
from peerlearn.text.normalise import display_text, fold
from peerlearn.text.spans import Span, merge_spans
from peerlearn.text.terms import content_words, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MatchKind = Literal["exact", "folded", "stem"]

# Inflected Latin words share their beginning: "mobility" and "mobilities", not "mobility" and "mobile".
_SHARED_LETTERS, _SHARED_PART = 5, 0.7


def highlights(query: str, text: str, *, limit: int = 40) -> list[Span]:
    """Return the spans of the text whose words match a word of the query, whole words, in order, at most ``limit``."""
    if limit < 0:
        raise ValueError(f"a limit of {limit} highlights")
    return merge_spans(_query_forms(query).spans_in(text))[:limit]


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


@dataclass(frozen=True)
class _QueryForms:
    """The distinct folded content words of a query, their stems, and by their first letters those that are long enough to share them."""

    forms: frozenset[str]
    stems: frozenset[str]
    by_beginning: Mapping[str, Sequence[str]]

    def spans_in(self, text: str) -> Iterator[Span]:
        """Yield the spans of the words of a text that match."""
        seen: dict[str, bool] = {}
        for word in words(text):
            known = seen.get(word.form)
            if known is None:
                known = seen[word.form] = self._match(word.form)
            if known:
                yield word.start, word.end

    def _match(self, form: str) -> bool:
        if form in self.forms or stem(form) in self.stems:
            return True
        return any(_share_beginning(each, form) for each in self.by_beginning.get(form[:_SHARED_LETTERS], ()))


@lru_cache(maxsize=1000)
def _query_forms(query: str) -> _QueryForms:
    """Return what a query looks for; one query is held against many passages."""
    forms = dict.fromkeys(word.form for word in content_words(query, lang=detect(query).lang))
    by_beginning: dict[str, list[str]] = {}
    for form in forms:
        by_beginning.setdefault(form[:_SHARED_LETTERS], []).append(form)
    return _QueryForms(frozenset(forms), frozenset(map(stem, forms)), by_beginning)


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
