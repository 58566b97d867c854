"""HTML -> one page: trafilatura finds the text of a web page among menus; where it finds little, every block of the page counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.html
import trafilatura
from lxml.etree import ParserError

from peerlearn.curation.ingest.content import Content, pages_of
from peerlearn.curation.ingest.refusals import RefusedError
from peerlearn.curation.ingest.tidy import one_line

if TYPE_CHECKING:
    from peerlearn.curation.ingest.limits import Limits

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "nav", "svg", "object", "iframe", "form", "button", "select"})
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "time",
    }
)
FULL_ENOUGH = 0.3
"""A page of which trafilatura keeps less than this share is a short or unusual one: losing its text is worse than a menu's words."""


def read_html(text: str, *, limits: Limits) -> Content:
    """Return the text of a web page and its title; scripts never run and nothing is fetched.

    Raises:
        RefusedError: it is broken, empty or too large.
    """
    # A declaration of the encoding is for bytes; lxml refuses it in text.
    text = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text.replace("\0", ""))
    try:
        tree = lxml.html.document_fromstring(text, parser=lxml.html.HTMLParser(no_network=True, huge_tree=False))
    except (ParserError, ValueError):
        raise RefusedError("no_text") from None
    title = one_line(tree.findtext(".//title") or "")
    blocks = _paragraphs(_blocks(tree))
    main = trafilatura.extract(text, include_comments=False, include_tables=True, favor_recall=True) or ""
    kept = len(main) >= FULL_ENOUGH * len(blocks)
    return Content(pages_of([_paragraphs(main) if kept else blocks], limits=limits), title)


def _paragraphs(text: str) -> str:
    """Return lines as paragraphs, items of a list kept together."""
    lines = [line for each in text.split("\n") if (line := each.strip())]
    parts = [
        ("\n" if line.startswith("- ") and before.startswith("- ") else "\n\n") + line
        for before, line in zip(["", *lines], lines, strict=False)
    ]
    return "".join(parts).strip()


def _blocks(tree: Any) -> str:
    """Return the text that a page shows, a line a block."""
    parts: list[str] = []
    for action, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str) or any(each.tag in _HIDDEN for each in element.iterancestors()):
            continue
        edge = "" if element.tag in _INLINE else "\n"
        if action == "start":
            parts += [edge, "" if element.tag in _HIDDEN else " ".join((element.text or "").replace("\n", " ").split(" "))]
        else:
            parts += [edge, " ".join((element.tail or "").replace("\n", " ").split(" "))]
    return "".join(parts)
