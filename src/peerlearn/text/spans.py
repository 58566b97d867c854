"""Spans of text, and the way back from a folded text to the letters it was made of."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


@dataclass(frozen=True)
class MappedText:
    """A folded text in which every character knows the span of the original it stands for.

    ``starts[i]`` and ``ends[i]`` bound, half-open, the letters of ``original`` behind ``text[i]``, with the marks they carry.
    Two characters may share a span (a ligature), and what was dropped before the first or after the last belongs to none.
    """

    text: str
    original: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse a map that does not fit its texts."""
        if not len(self.text) == len(self.starts) == len(self.ends):
            raise ValueError(f"{len(self.text)} characters, but {len(self.starts)} starts and {len(self.ends)} ends")
        if not self.text:
            return
        if self.starts[0] < 0 or self.ends[-1] > len(self.original):
            raise ValueError("a span lies outside the original text")
        # Sorting what is sorted already is one pass in C; comparing pairs in Python would double the cost of folding.
        if sorted(self.starts) != list(self.starts) or sorted(self.ends) != list(self.ends):
            raise ValueError("spans must not run backwards")
        if not all(map(operator.lt, self.starts, self.ends)):
            raise ValueError("a span must hold at least one character")

    def to_original(self, start: int, end: int) -> Span:
        """Return the span of the original behind ``text[start:end]``, marks of the last letter included."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} lies outside a text of {len(self.text)} characters")
        if start < end:
            return self.starts[start], self.ends[end - 1]
        place = self.starts[start] if start < len(self.text) else len(self.original)
        return place, place


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap or touch joined into one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
