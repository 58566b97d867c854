"""Plain text and Markdown -> pages; a form feed ends a page, as printers and many programs mean it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peerlearn.curation.ingest.content import Content, pages_of
from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from peerlearn.curation.ingest.limits import Limits

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(r"^(?:=+|-{3,})[ \t]*$\n?", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^\n*_]{1,500})(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\d*])\*(?=[^\s*])([^\n*]{1,500})(?<=\S)\*(?![\d*])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\((\S{1,500}?)(?: \"[^\"\n]{0,200}\")?\)")
_FENCE = re.compile(r"^(?:```|~~~).*$\n?", re.MULTILINE)


def read_text(text: str, *, limits: Limits) -> Content:
    """Return the pages of a plain text.

    Raises:
        RefusedError: see :func:`~peerlearn.curation.ingest.content.pages_of`.
    """
    return Content(pages_of(text.split("\f"), limits=limits))


def read_markdown(text: str, *, limits: Limits) -> Content:
    """Return a Markdown text as its reader sees it: headings are paragraphs of their own, a link is its words and its address.

    Raises:
        RefusedError: see :func:`~peerlearn.curation.ingest.content.pages_of`.
    """
    text = re.sub("\r\n?", "\n", text)
    first = _HEADING.search(text)
    for pattern, by in ((_FENCE, ""), (_UNDERLINE, "\n"), (_HEADING, r"\n\2\n"), (_LINK, r"\1 (\2)"), (_STRONG, r"\2"), (_EMPHASIS, r"\1")):
        text = pattern.sub(by, text)
    title = one_line(first.group(2)) if first is not None and len(first.group(1)) == 1 else ""
    return Content(pages_of([text], limits=limits), title)
