"""Phrases looked for word by word in folded text, as people quote them: «"مراكز التعلّم"» also finds وبمراكز التعلم."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from peerlearn.text.terms import forms, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peerlearn.practice import Record

_ARTICLE = "ال"
_ARABIC = re.compile("[\u0621-\u064a]")
# "and", "so"; then "with", "like", "for"; then the article, which melts with "for" into لل.
_BEFORE = "[وف]?(?:[بك]?(?:ال)?|ل|لل)"
_BEFORE_ARTICLE = "[وف]?(?:[بك]?ا|ل)"
_BETWEEN_TEXTS = "\n"


def texts_of(record: Record) -> list[str]:
    """Return titles, summaries and sections of every language version."""
    return [text for version in record.versions.values() for text in (version.title, version.summary, *version.sections.values())]


def folded_words(texts: Iterable[str]) -> str:
    """Return the folded words of texts, one blank around each, so that a phrase cannot begin in one text and end in the next."""
    return _BETWEEN_TEXTS.join(f" {' '.join(forms(text))} " for text in texts)


def stands_in(phrase: str, haystack: str) -> bool:
    """Say whether a phrase stands in what :func:`folded_words` made: whole words in order, Arabic proclitics allowed before the first."""
    core, pattern = _pattern(phrase)
    return bool(core) and core in haystack and bool(pattern.search(haystack))


@lru_cache(maxsize=1000)
def _pattern(phrase: str) -> tuple[str, re.Pattern[str]]:
    """Return what must stand in the text letter for letter (quick to look for), and the pattern of the whole."""
    found = forms(phrase)
    if not found:
        return "", re.compile("(?!)")
    if len(found) == 1 and len(found[0]) == 1 and is_unspaced(found[0]):  # texts hold such letters in pairs
        return found[0], re.compile(re.escape(found[0]))
    core, before = f"{' '.join(found)} ", ""
    if _ARABIC.match(core):
        before = _BEFORE
        if core.startswith(_ARTICLE) and len(found[0]) > len(_ARTICLE) + 1:
            core, before = core[1:], _BEFORE_ARTICLE
    return core, re.compile(f" {before}{re.escape(core)}")
