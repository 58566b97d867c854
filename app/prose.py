"""Texts of the corpus as HTML: Markdown sections for the practice page, and plain pieces with marks for the cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from app.markup import Html, element, join, plain
from peerlearn.text.spans import merge_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]
_MARKS = re.compile(r"\*\*|__|`|(?:^|(?<=\n))\s*(?:#{1,6}|>)\s+")
_ITEM = re.compile(r"(?:^|\n)\s*[-*]\s+")
_ROOM_BEFORE = 0.25
"""Share of a shortened passage that stands before its first highlight."""

_RULES = ("emphasis", "list", "blockquote", "escape", "newline", "heading")
_markdown = MarkdownIt("zero").enable(list(_RULES))


def prose(text: str) -> Html:
    """Return a Markdown section as HTML: paragraphs, lists, quotes and emphasis; HTML, links and images in it stay text."""
    tokens = _markdown.parse(plain(text))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    return Html(_markdown.renderer.render(tokens, _markdown.options, {}))


def marked(text: str, spans: Iterable[Span], *, room: int = 420) -> Html:
    """Return a passage as one line with ``<mark>`` around its highlights, shortened around the first of them.

    Args:
        text: the passage as it is stored, Markdown marks included.
        spans: half-open spans of ``text``; what lies outside of it is left out.
        room: about how many characters to show.
    """
    kept = merge_spans((max(0, start), min(end, len(text))) for start, end in spans if start < len(text) and end > 0 and start < end)
    first, last = _window(text, kept, room)
    pieces: list[str] = ["… "] if first > 0 else []
    at = first
    for start, end in kept:
        start, end = max(start, first), min(end, last)
        if start >= end:
            continue
        pieces.append(_plain(text[at:start], begins=at == first))
        pieces.append(element("mark", _plain(text[start:end], begins=False)))
        at = end
    pieces.append(_plain(text[at:last], begins=at == first))
    if last < len(text):
        pieces.append(" …")
    return join(pieces)


def shortened(text: str, *, room: int = 320) -> str:
    """Return the beginning of a text on one line, cut at a space where it has one."""
    line = _plain(text, begins=True)
    if len(line) <= room:
        return line
    space = line.rfind(" ", 0, room)
    return line[: space if space > 0 else room].rstrip("،,;؛:. ") + " …"


def _window(text: str, spans: list[Span], room: int) -> Span:
    """Return the part to show: all, or about ``room`` characters cut at spaces."""
    if len(text) <= room * 1.2:
        return 0, len(text)
    begin = max(0, (spans[0][0] if spans else 0) - int(room * _ROOM_BEFORE))
    begin = min(begin, len(text) - room)
    end = min(len(text), begin + room)
    if begin > 0:
        space = text.find(" ", begin, begin + 40)
        begin = space + 1 if space >= 0 else begin
    if end < len(text):
        space = text.rfind(" ", end - 40, end)
        end = space if space > begin else end
    return begin, end


def _plain(text: str, *, begins: bool) -> str:
    """Return a piece without Markdown marks; items of a list are set apart by a dot."""
    listed = _ITEM.sub(" • ", text) if not begins else _ITEM.sub(" • ", text).removeprefix(" • ")
    return re.sub(r"\s+", " ", _MARKS.sub("", listed))
