"""Glyphs with their places on a page -> lines in reading order.

A PDF says where glyphs stand, not in which order they are read, and the order in which Arabic ones are stored differs by producer, even
word by word on one page. Places do not: from right to left, with Latin words and numbers from left to right, is how a line was set. So
lines are read off the places. What letters a producer names wrongly is left to the quality gate.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORD_GAP = 0.15
"""A gap of this many ems parts two words where the file holds no space; between letters of a word it is under .1."""
COLUMN_GAP = 2.5
NEXT_WORD = 0.6
"""A piece that stands this near to a line (in ems) is a part of it, wherever it comes in the file."""
TOUCHING = 0.3
"""Points. Where a producer names letters and a mark by one glyph, readers part its box: the letter to the right, its mark to the left."""
SAME_LINE = 0.35
PARAGRAPH = 1.35
"""Lines this many times farther apart than usual begin a paragraph."""
_RTL = frozenset({"R", "AL"})
_DIGITS = frozenset({"EN", "AN"})
_JOINS_LATIN = frozenset(" .,:;-–/&'’+@_%#")
_MIRRORED = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<"}
_OPENING = frozenset("([{«<")
_PERCENT = frozenset("%٪")
"""Follows its number in the text, on whichever side a producer painted it."""
MIRRORED = "\1"
"""Stands before a sign whose look depends on the direction of the text; no glyph is a control character."""


@dataclass(frozen=True)
class Glyph:
    """A character, its left and right edge and its baseline in points, the size of its font, the point it was drawn from."""

    text: str
    left: float
    right: float
    base: float
    size: float
    origin: float

    @property
    def centre(self) -> float:
        """The middle between the edges."""
        return (self.left + self.right) / 2

    @property
    def kind(self) -> str:
        """The class of Unicode's bidirectional algorithm."""
        return unicodedata.bidirectional(self.text[0]) or "ON"


@dataclass
class _Line:
    glyphs: list[Glyph]
    base: float
    size: float

    @property
    def edges(self) -> tuple[float, float]:
        """The leftmost and the rightmost point."""
        return min(each.left for each in self.glyphs), max(each.right for each in self.glyphs)

    def overlaps(self, other: _Line) -> bool:
        """Return True when a vertical line meets both."""
        (left, right), (start, end) = self.edges, other.edges
        return left < end and start < right

    def touches(self, other: _Line) -> bool:
        """Return True when another piece stands on this baseline, no farther off than a word is."""
        if abs(self.base - other.base) > SAME_LINE / 2 * max(self.size, other.size):
            return False
        left, right = other.edges
        return min(max(each.left - right, left - each.right) for each in self.glyphs) < NEXT_WORD * max(self.size, other.size)


def in_reading_order(glyphs: Sequence[Glyph]) -> str:
    """Return the text of a page: a line feed between lines, a blank line between paragraphs."""
    lines = _lines(glyphs)
    letters = [each.kind for each in glyphs]
    rtl_page = sum(kind in _RTL for kind in letters) > letters.count("L")
    texts = _mirrored([_ordered(line, rtl_page=rtl_page) for line in lines])
    return "".join(_parted(lines, texts))


def _lines(glyphs: Sequence[Glyph]) -> list[_Line]:
    """Gather glyphs that follow each other in the file on one baseline; a mark joins the line that is nearest to it."""
    lines: list[_Line] = []
    marks: list[Glyph] = []
    for each in glyphs:
        if each.kind == "NSM":
            marks.append(each)
            continue
        if not lines or abs(each.base - lines[-1].base) > SAME_LINE * max(each.size, lines[-1].size):
            lines.append(_Line([], each.base, each.size))
        _share_out(marks, lines)
        lines[-1].glyphs.append(each)
    _share_out(marks, lines)
    return _whole(lines)


def _whole(pieces: Sequence[_Line]) -> list[_Line]:
    """Put pieces of one line together: some producers paint words with marks after the rest. Columns stay apart."""
    lines: list[_Line] = []
    at_height: dict[int, list[_Line]] = {}
    for piece in pieces:
        height = round(piece.base)
        near = [line for each in (height - 1, height, height + 1) for line in at_height.get(each, ())]
        line = next((each for each in near if each.touches(piece)), None)
        if line is not None:
            line.glyphs += piece.glyphs
        else:
            lines.append(piece)
            at_height.setdefault(height, []).append(piece)
    return _from_the_top(lines)


def _from_the_top(lines: Sequence[_Line]) -> list[_Line]:
    """Move a line up over those before it that stand below it in the same column."""
    ordered: list[_Line] = []
    for line in lines:
        line.base = median(each.base for each in line.glyphs)
        at = len(ordered)
        while at and ordered[at - 1].base < line.base and ordered[at - 1].overlaps(line):
            at -= 1
        ordered.insert(at, line)
    return ordered


def _share_out(marks: list[Glyph], lines: list[_Line]) -> None:
    for mark in marks:
        if lines:
            min(lines[-2:], key=lambda line: abs(line.base - mark.base)).glyphs.append(mark)
    marks.clear()


def _parted(lines: Sequence[_Line], texts: Sequence[str]) -> Iterator[str]:
    drops = [before.base - after.base for before, after in pairwise(lines)]
    # Most drops of a page of short paragraphs are between paragraphs: the usual one within them is among the small ones.
    falls = sorted(drop for drop in drops if drop > 0) or [0.0]
    usual = falls[len(falls) // 5]
    for at, text in enumerate(texts):
        if at:
            yield "\n\n" if drops[at - 1] < 0 or drops[at - 1] > PARAGRAPH * usual else "\n"
        yield text


# one line


@dataclass(frozen=True)
class _Cell:
    """A base letter with its marks, or letters of one ligature."""

    text: str
    left: float
    right: float
    kind: str


def _ordered(line: _Line, *, rtl_page: bool) -> str:
    """Return a line in reading order; mirrored signs carry :data:`MIRRORED` where they stand in right-to-left text."""
    cells = _spaced(_cells(line.glyphs), line.size)
    kinds = [each.kind for each in cells]
    rtl = sum(kind in _RTL for kind in kinds)
    latin = kinds.count("L")
    begins_latin = bool(cells) and (kinds[0] == "L" or kinds[0] in _DIGITS)
    if (rtl and (rtl_page or rtl > latin)) or (not rtl and rtl_page and not (latin and begins_latin)):
        return "".join(_from_right(cells))
    return "".join(_from_left(cells))


def _cells(glyphs: Iterable[Glyph]) -> list[_Cell]:
    """Join marks to the letters they stand on and letters of one ligature to each other; from left to right."""
    bases: list[list[Glyph]] = []
    marks: list[Glyph] = []
    for each in glyphs:
        if each.kind == "NSM":
            marks.append(each)
        elif bases and _one_box(bases[-1][-1], each):
            bases[-1].append(each)
        else:
            bases.append([each])
    texts = [_ligature(each) for each in bases]
    edges = [each[0].left for each in bases]
    for mark in marks:
        if bases:
            nearest = min(range(len(bases)), key=lambda at: _distance(bases[at][0], mark))
            texts[nearest] += mark.text
            edges[nearest] = min(edges[nearest], mark.left) if mark.origin == bases[nearest][0].origin else edges[nearest]
    cells = [_Cell(text, left, each[0].right, each[0].kind) for text, left, each in zip(texts, edges, bases, strict=True)]
    return sorted(cells, key=lambda each: each.left + each.right)


def _one_box(one: Glyph, other: Glyph) -> bool:
    return one.right > one.left and abs(one.left - other.left) < 0.01 and abs(one.right - other.right) < 0.01 and not other.text.isspace()


def _ligature(glyphs: list[Glyph]) -> str:
    """A ligature of lam and alef is always lam, then alef; some readers and producers turn it round."""
    text = "".join(each.text for each in glyphs)
    if len(text) == 2 and text[0] in "اأإآٱ" and text[1] == "ل":
        return text[::-1]
    return text


def _distance(base: Glyph, mark: Glyph) -> float:
    """How far a mark is from standing over or under a letter, 0 inside it; a space carries no marks."""
    if base.text.isspace():
        return float("inf")
    if base.origin == mark.origin and base.left >= mark.right - TOUCHING:
        return mark.right - base.left - 1.0
    outside = max(base.left - mark.centre, mark.centre - base.right, 0.0)
    return outside if outside else abs(base.centre - mark.centre) / 1000


def _spaced(cells: list[_Cell], size: float) -> list[_Cell]:
    """Put a space where a gap shows one, and a tab where the gap is a column's."""
    spaced: list[_Cell] = []
    for cell in cells:
        if spaced and not cell.text.isspace() and not spaced[-1].text.isspace():
            gap = cell.left - spaced[-1].right
            if gap > WORD_GAP * size:
                spaced.append(_Cell("\t" if gap > COLUMN_GAP * size else " ", spaced[-1].right, cell.left, "WS"))
        spaced.append(cell)
    return spaced


def _from_left(cells: list[_Cell]) -> Iterator[str]:
    """Read a left-to-right line; words of a right-to-left script in it are read from the right."""
    at = 0
    while at < len(cells):
        if cells[at].kind not in _RTL:
            yield cells[at].text
            at += 1
            continue
        end = last = at
        while end < len(cells) and cells[end].kind != "L":
            last = end if cells[end].kind in _RTL else last
            end += 1
        yield from _from_right(cells[at : last + 1])
        at = last + 1


def _from_right(cells: list[_Cell]) -> Iterator[str]:
    """Read right-to-left text; Latin words and numbers in it are read from the left, as the bidirectional algorithm set them."""
    at = len(cells) - 1
    after_arabic = False
    while at >= 0:
        kind = cells[at].kind
        if cells[at].text in _PERCENT and at and cells[at - 1].kind in _DIGITS:
            begin = _number_begin(cells, at - 1, after_arabic=after_arabic)
        elif kind == "L" or (kind in _DIGITS and _leads_to_latin(cells, at)):
            begin = _latin_begin(cells, at)
        elif kind in _DIGITS:
            begin = _number_begin(cells, at, after_arabic=after_arabic)
        else:
            after_arabic = after_arabic or kind in _RTL
            yield MIRRORED + cells[at].text if cells[at].text in _MIRRORED else cells[at].text
            at -= 1
            continue
        after_arabic = after_arabic and kind != "L"
        yield from (each.text for each in cells[begin : at + 1])
        at = begin - 1


def _latin_begin(cells: list[_Cell], end: int) -> int:
    """Return where the Latin words begin that end at ``end``; white space and light punctuation join them."""
    begin = at = end
    while at >= 0 and (cells[at].kind == "L" or cells[at].kind in _DIGITS or cells[at].text in _JOINS_LATIN):
        begin = at if cells[at].kind == "L" or (cells[at].kind in _DIGITS and at + 1 <= end and begin == at + 1) else begin
        at -= 1
    return begin


def _leads_to_latin(cells: list[_Cell], at: int) -> bool:
    """Return True for a number at the end of Latin words, like the one of ``COVID-19``."""
    return any(cells[each].kind == "L" for each in range(_latin_begin(cells, at), at))


def _number_begin(cells: list[_Cell], end: int, *, after_arabic: bool) -> int:
    """Return where a number begins: after Arabic letters a hyphen or a percent sign does not belong to it (rules W2, W4, W5)."""
    joins = {"CS"} if after_arabic else {"CS", "ES"}
    at = end
    while at > 0:
        if cells[at - 1].kind in _DIGITS or (not after_arabic and cells[at - 1].kind == "ET"):
            at -= 1
        elif at > 1 and cells[at - 1].kind in joins and cells[at - 1].text != "،" and cells[at - 2].kind in _DIGITS:
            at -= 2
        else:
            break
    return at


def _mirrored(texts: list[str]) -> list[str]:
    """Turn brackets of right-to-left text round where a page names them by their looks: there the closing one comes first.

    Readers turn them beside Arabic letters and leave them beside Latin ones; so one that opens while its like is open closes it.
    """
    balance = 0
    for text in texts:
        signs = [after for mark, after in pairwise(text) if mark == MIRRORED]
        balance += sum(1 if sign in _OPENING else -1 for sign in signs[:1])
    result = []
    open_ones: set[str] = set()
    for text in texts:
        first, *parts = text.split(MIRRORED)
        line = [first]
        for part in parts:
            sign = _MIRRORED[part[0]] if balance < 0 else part[0]
            if sign in open_ones:
                sign = _MIRRORED[sign]
            open_ones = open_ones | {sign} if sign in _OPENING else open_ones - {_MIRRORED[sign]}
            line.append(sign + part[1:])
        result.append("".join(line))
    return result
