"""What comparing gives: a pair, how it is alike, how sure that is, and the passages of both that agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from peerlearn.curation.duplicates.decisions import Decision

Kind = Literal["exact", "near", "meaning"]
"""The same words, edited words of one language, or the same said in other words or another language."""
KINDS: tuple[Kind, ...] = ("exact", "near", "meaning")


@dataclass(frozen=True)
class Excerpt:
    """Characters ``start`` to ``end`` of a field of one language version; ``text`` is what stands there."""

    lang: str
    field: str
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"{self.start}:{self.end} is not the place of {len(self.text)} characters")


@dataclass(frozen=True)
class Agreement:
    """Two places that say the same, and how alike they are (0 to 1)."""

    one: Excerpt
    other: Excerpt
    score: float


@dataclass(frozen=True)
class Duplicate:
    """Two records that may be one practice, the likelier kind first found: exact before near before meaning.

    ``langs`` are the languages of the two texts compared. ``score`` is what was measured, on the scale of its kind (0 to 1), and
    ``probability`` the estimated chance that the two tell one practice. ``agreeing`` are the passages that agree, in the order of the
    first record. ``pair`` names the two contents, whatever the records are called; ``decision`` is what a curator said of them before.
    """

    one: str
    other: str
    kind: Kind
    langs: tuple[str, str]
    score: float
    probability: float
    pair: tuple[str, str]
    agreeing: tuple[Agreement, ...] = ()
    decision: Decision | None = None

    def __post_init__(self) -> None:
        if self.one == self.other:
            raise ValueError(f"{self.one!r} is no duplicate of itself")
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind!r} is not a kind of duplicate")
        if not 0 <= self.probability <= 1:
            raise ValueError(f"{self.probability} is not a probability")
