"""The Markdown of a section as plain blocks: what a report needs of it, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from peerlearn.interop.inert import clean, one_line

_ITEM = re.compile(r"\s{0,3}(?:[-*+]|(\d{1,3})[.)])\s+(.*)")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")
_MARKS = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])|\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")


@dataclass(frozen=True)
class Block:
    """A paragraph, an item of a list (``number`` where it is a numbered one) or a heading, as plain text on one line."""

    kind: Literal["paragraph", "item", "heading"]
    text: str
    number: str = ""


def blocks(markdown: str) -> list[Block]:
    """Return the blocks of a Markdown text in their order; HTML and links in it stay text."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", clean(markdown)):
        open_block: tuple[str, str, list[str]] | None = None
        for line in part.split("\n"):
            heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
            if heading or item or open_block is None or open_block[0] == "heading":
                _close(found, open_block)
                kind = "heading" if heading else "item" if item else "paragraph"
                text = heading[1] if heading else item[2] if item else line
                open_block = (kind, (item[1] or "") if item else "", [text])
            else:
                open_block[2].append(line)
        _close(found, open_block)
    return found


def _close(found: list[Block], block: tuple[str, str, list[str]] | None) -> None:
    if block and (text := plain(" ".join(block[2]))):
        found.append(Block(block[0], text, block[1]))  # type: ignore[arg-type]


def plain(text: str) -> str:
    """Return a line without the marks of emphasis."""
    return one_line(_MARKS.sub(lambda found: found[1] or "", text))
