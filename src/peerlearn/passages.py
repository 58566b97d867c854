"""Record -> passages: pieces of one section within the encoder's length, with their place in it and what they are about carried in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from peerlearn.text.normalise import encoder_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peerlearn.practice import Record, Version

PASSAGES_VERSION = 2
SUMMARY = "summary"
"""The section name of the passage that holds a record's summary."""

Span = tuple[int, int]
_SENTENCE = re.compile(
    r"(?:[^.!?؟۔。！？\n]|[.!?](?![\s\"»”)\].!?]|$))*(?:[.!?؟۔。！？]+[\"»”)\]]*|\n|$)"  # a mark inside 4.7 or an address ends nothing
)


@dataclass(frozen=True)
class Passage:
    """A piece of one section of one language version.

    ``start`` and ``end`` are character offsets into the section's text, and ``text`` is what stands between them;
    ``context`` (title and city) is encoded before it so that a piece says what it is about.
    """

    record_id: str
    lang: str
    section: str
    start: int
    end: int
    text: str
    context: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"{self.start}:{self.end} is not the place of {len(self.text)} characters")

    @property
    def encoder_text(self) -> str:
        """The text that the encoder sees: the context, then the piece."""
        return encoder_text(f"{self.context}\n{self.text}")


class Tokens(Protocol):
    """What cutting needs of an encoder: its length and where its tokens stand."""

    max_tokens: int

    def token_spans(self, text: str) -> list[Span]:
        """Return the character span of each token of ``text``."""
        ...


def passages_of(record: Record, *, city: Callable[[str], str], tokens: Tokens, limit: int = 200) -> list[Passage]:
    """Cut every language version of a record into passages of at most ``limit`` tokens, context included.

    Args:
        record: the practice or document.
        city: gives the city's name in a language, or an empty string.
        tokens: counts tokens as the encoder does.
        limit: tokens a passage; the encoder's own length minus its prompt is never exceeded.
    """
    limit = min(limit, tokens.max_tokens - 8)
    return [
        passage for version in record.versions.values() for passage in _of_version(record.id, version, city(version.lang), tokens, limit)
    ]


def _of_version(record_id: str, version: Version, city: str, tokens: Tokens, limit: int) -> Iterator[Passage]:
    context = f"{version.title} · {city}" if city and city not in version.title else version.title
    places = tokens.token_spans(encoder_text(context))
    room = max(limit // 3, limit - len(places))
    if len(places) > limit - room:
        context = encoder_text(context)[: places[limit - room][0]].rstrip()
    for section, text in ((SUMMARY, version.summary), *version.sections.items()):
        for start, end in cut(text, tokens=tokens, limit=room):
            yield Passage(record_id, version.lang, section, start, end, text[start:end], context)


def cut(text: str, *, tokens: Tokens, limit: int) -> list[Span]:
    """Cut text into spans of at most ``limit`` tokens, at sentence ends where it can; only white space falls between spans."""
    spans: list[Span] = []
    used = 0
    for start, end in _short_sentences(text, tokens, limit):
        count = _count(text[start:end], tokens)
        if spans and used + count <= limit:
            spans[-1] = (spans[-1][0], end)
            used += count
        else:
            spans.append((start, end))
            used = count
    return spans


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of a text, without the white space around them."""
    found = []
    for match in _SENTENCE.finditer(text):
        piece = match.group()
        if piece.strip():
            start = match.start() + len(piece) - len(piece.lstrip())
            found.append((start, match.start() + len(piece.rstrip())))
    return found


def _short_sentences(text: str, tokens: Tokens, limit: int) -> Iterator[Span]:
    for start, end in sentences(text):
        yield from _short_pieces(text, start, end, tokens, limit)


def _short_pieces(text: str, start: int, end: int, tokens: Tokens, limit: int) -> Iterator[Span]:
    """Split what is longer than a passage until no piece is; a ligature like ﷺ is one letter and many when it is read."""
    places = tokens.token_spans(text[start:end])
    if len(places) <= limit and _count(text[start:end], tokens) <= limit:
        yield start, end
        return
    if len(places) < 2:
        places = [(place, place + 1) for place in range(end - start)]
    for piece in _split(text, start, end, places, limit if len(places) > limit else max(1, len(places) // 2)):
        if piece == (start, end):
            yield piece
        else:
            yield from _short_pieces(text, *piece, tokens, limit)


def _split(text: str, start: int, end: int, places: Sequence[Span], size: int) -> Iterator[Span]:
    """Split a sentence after every ``size`` tokens."""
    at = start
    for number in range(size, len(places), size):
        stop = start + places[number][0]
        if stop > at and text[at:stop].strip():
            yield at, at + len(text[at:stop].rstrip())
            at = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
    if text[at:end].strip():
        yield at, end


def _count(text: str, tokens: Tokens) -> int:
    return len(tokens.token_spans(encoder_text(text)))
