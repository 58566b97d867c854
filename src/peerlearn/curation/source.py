"""What a reader makes of a file: its pages in order, each with the verdict of the quality gate, and spans that point into them.

Every later step (drafting, checking, reviewing) points back into these pages: a value without a span is no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["clean", "repaired", "needs_ocr", "needs_person"]
VERDICTS: tuple[Verdict, ...] = ("clean", "repaired", "needs_ocr", "needs_person")
USABLE: frozenset[Verdict] = frozenset({"clean", "repaired"})
"""Verdicts of pages that may be drafted from and indexed."""


@dataclass(frozen=True)
class Page:
    """One page, sheet, slide or section of a file, as text in reading order.

    ``number`` counts from 1. ``text`` is NFC, with a line feed between lines and a blank line between paragraphs. ``verdict`` and ``notes``
    say what the quality gate found and did (codes, not sentences). ``label`` is how people call the page (a sheet's name), where it has
    one.
    """

    number: int
    text: str
    verdict: Verdict = "clean"
    notes: tuple[str, ...] = ()
    label: str = ""

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"pages count from 1, not {self.number}")
        if self.verdict not in VERDICTS:
            raise ValueError(f"{self.verdict!r} is not a verdict")

    @property
    def usable(self) -> bool:
        """True when the text may be drafted from and indexed."""
        return self.verdict in USABLE


@dataclass(frozen=True)
class Source:
    """A file that was read: ``name`` as it was given, ``media_type`` sniffed from its content, ``sha256`` of its bytes."""

    name: str
    media_type: str
    sha256: str
    pages: tuple[Page, ...]
    title: str = ""

    def __post_init__(self) -> None:
        if [page.number for page in self.pages] != list(range(1, len(self.pages) + 1)):
            raise ValueError("pages are not numbered from 1 in order")

    def text_at(self, place: Place) -> str:
        """Return the characters that a place points at.

        Raises:
            ValueError: the place is not in this file.
        """
        if not 1 <= place.page <= len(self.pages) or place.end > len(self.pages[place.page - 1].text):
            raise ValueError(f"{place} is not in {self.name}")
        return self.pages[place.page - 1].text[place.start : place.end]


@dataclass(frozen=True, order=True)
class Place:
    """Characters ``start`` to ``end`` of a page (from 1)."""

    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.page < 1 or not 0 <= self.start < self.end:
            raise ValueError(f"page {self.page}, {self.start}:{self.end} is no place")
