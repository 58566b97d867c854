"""What is compared: a record, or loose texts that are no record yet, as fields per language."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from peerlearn.passages import SUMMARY, Passage, cut, passages_of
from peerlearn.text.terms import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from peerlearn.passages import Tokens
    from peerlearn.practice import Record

PASSAGE_TOKENS = 200
"""Tokens of a passage cut from loose text: as many as one of a record has at most."""


@dataclass(frozen=True)
class Telling:
    """Something told in one or more languages: ``texts`` is language -> field -> text, ``record`` is what it was taken from, if anything.

    A field's text is kept as it stands, so that spans point into it.
    """

    id: str
    texts: Mapping[str, Mapping[str, str]] = field(hash=False)
    record: Record | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not self.texts or not any(text.strip() for fields in self.texts.values() for text in fields.values()):
            raise ValueError(f"{self.id!r} holds no text to compare")
        frozen = {lang: MappingProxyType(dict(fields)) for lang, fields in self.texts.items()}
        object.__setattr__(self, "texts", MappingProxyType(frozen))

    @classmethod
    def of(cls, record: Record) -> Telling:
        """Return what a record tells: summary and sections of each language version; a title may differ between two tellings."""
        texts = {lang: {SUMMARY: version.summary, **version.sections} for lang, version in record.versions.items()}
        return cls(record.id, texts, record)

    @classmethod
    def of_texts(cls, name: str, texts: Mapping[str, str]) -> Telling:
        """Return a telling of loose texts, language -> text, under any name."""
        return cls(name, {lang: {"text": text} for lang, text in texts.items()})

    @cached_property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """The folded words of each language: what is left when spelling, punctuation and layout are not looked at."""
        return {lang: tuple(form for text in fields.values() for form in forms(text)) for lang, fields in self.texts.items()}

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """The hash of each language's folded words: equal where two texts say the same word for word."""
        return {lang: hashlib.sha256(" ".join(own).encode("utf-8", "replace")).hexdigest() for lang, own in self.words.items()}

    @cached_property
    def identity(self) -> str:
        """The hash of all that is told, in every language: who changes a word changes it, who changes a comma does not."""
        parts = "\n".join(f"{lang} {digest}" for lang, digest in sorted(self.hashes.items()))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def passages(self, *, city: Callable[[str], str], tokens: Tokens) -> list[Passage]:
        """Cut into passages, those of a record exactly as the index cuts them, so that cached vectors serve."""
        if self.record is not None:
            return passages_of(self.record, city=city, tokens=tokens, limit=PASSAGE_TOKENS)
        limit = min(PASSAGE_TOKENS, tokens.max_tokens - 8)
        return [
            Passage(self.id, lang, name, start, end, text[start:end])
            for lang, fields in self.texts.items()
            for name, text in fields.items()
            for start, end in cut(text, tokens=tokens, limit=limit)
        ]
