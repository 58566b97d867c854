"""The paragraphs of a file with their places: what every finder of values reads.

A block's text has the length of the characters it stands for, so a span found in the block is a span of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peerlearn.curation.extract.headings import label_in
from peerlearn.curation.source import Place
from peerlearn.passages import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peerlearn.curation.source import Page, Source

_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*(?:[-*•▪◦●–—·]|\d{1,2}[.)]|[٠-٩]{1,2}[.)-])\s")
_ENDS = re.compile(r"[.!?؟:؛;۔][\s\"»”)\]]*$")
_WRAPPED = 40
"""Characters from which a line that ends without a mark goes on in the next one; a shorter one is a heading or an item."""
_LONGEST_HEADING = 90
_PIECE = 400
"""Characters of a piece: long enough to say what it is about, short enough to be evidence."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or list item: ``text`` is what stands at ``page``, ``start`` to ``end``, with its line feeds as spaces."""

    page: int
    start: int
    text: str
    number: int

    @property
    def end(self) -> int:
        """Where the block ends on its page."""
        return self.start + len(self.text)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Return the place of ``text[start:end]`` in the file."""
        return Place(self.page, self.start + start, self.start + (len(self.text) if end is None else end))

    @property
    def is_item(self) -> bool:
        """True when the block begins as an item of a list."""
        return bool(_BULLET.match(self.text))

    @property
    def may_be_heading(self) -> bool:
        """True when the block is one short line that no full stop ends."""
        return len(self.text) <= _LONGEST_HEADING and not re.search(r"[.!؟;؛،,]\s*$", self.text)


def blocks_of(source: Source) -> list[Block]:
    """Return the blocks of a file's usable pages in reading order; pages that a person must see first give none."""
    found = [(page.number, span, page.text) for page in source.pages if page.usable for span in _spans(page)]
    return [Block(number, start, re.sub(r"\s", " ", text[start:end]), place) for place, (number, (start, end), text) in enumerate(found)]


@dataclass(frozen=True)
class Piece:
    """Sentences that stand together on a page, across blocks where these are short: what is encoded as one."""

    place: Place
    text: str


def pieces_of(blocks: Sequence[Block]) -> list[Piece]:
    """Cut blocks at sentence ends into pieces of some 400 characters; short blocks of a page, such as a list's, are taken together."""
    found: list[Piece] = []
    for block in blocks:
        for start, end in _sentences(block.text):
            here = Piece(block.place(start, end), block.text[start:end])
            last = found[-1] if found else None
            if last and last.place.page == block.page and len(last.text) + len(here.text) < _PIECE:
                found[-1] = Piece(Place(block.page, last.place.start, here.place.end), f"{last.text} {here.text}")
            else:
                found.append(here)
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a block, one that has no end in pieces."""
    for start, end in sentences(text):
        for at in range(start, end, 2 * _PIECE):
            if text[at : at + 2 * _PIECE].strip():
                yield at, min(at + 2 * _PIECE, end)


def _spans(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the spans of a page's blocks: lines that go on in the next one are joined."""
    open_span: tuple[int, int] | None = None
    for match in _LINE.finditer(page.text):
        line = match.group()
        if not line.strip():
            continue
        start, end = match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())
        if open_span and _goes_on(page.text, open_span, start, line):
            open_span = (open_span[0], end)
            continue
        if open_span:
            yield open_span
        open_span = (start, end)
    if open_span:
        yield open_span


def _goes_on(text: str, span: tuple[int, int], start: int, line: str) -> bool:
    if text.count("\n", span[1], start) != 1 or _BULLET.match(line) or label_in(line)[0]:
        return False
    last_line = text[span[0] : span[1]].rsplit("\n", 1)[-1]
    return len(last_line) >= _WRAPPED and not _ENDS.search(last_line)
