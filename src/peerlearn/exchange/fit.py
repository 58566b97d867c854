"""What a fit report is made of: one finding a criterion, with both sides' values and the passage that says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from peerlearn.city import City
    from peerlearn.practice import Practice

Verdict = Literal["match", "gap", "unknown"]
GROUPS = ("p", "i", "e", "t")
"""Population, intervention, environment, transfer."""
CRITERIA = (
    *("p-size", "p-age-education", "p-language", "p-need"),
    *("i-evidence", "i-cost", "i-complexity", "i-modularity", "i-documentation"),
    *("e-competence", "e-governance", "e-partners", "e-budget", "e-digital", "e-political"),
    *("t-contact", "t-materials", "t-peer", "t-monitoring"),
)


@dataclass(frozen=True)
class Cited:
    """A passage of the practice: section, language, the characters of the section's text, and the text itself."""

    section: str
    lang: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One criterion: what it is at the origin and here, and whether that fits.

    ``origin`` and ``mine`` are None where not known; a match or gap has both. ``because`` names the fields or answers that
    the verdict rests on. ``adapt`` names the advice of :mod:`peerlearn.exchange.advice`, empty where there is none.
    """

    criterion: str
    verdict: Verdict
    origin: str | None
    mine: str | None
    because: tuple[str, ...] = ()
    passage: Cited | None = None
    adapt: str = ""

    def __post_init__(self) -> None:
        if self.verdict != "unknown" and (self.origin is None or self.mine is None or not self.because):
            raise ValueError(f"{self.criterion} is a {self.verdict} without both values and a reason")

    @property
    def group(self) -> str:
        """Its group: p, i, e or t."""
        return self.criterion[0]


@dataclass(frozen=True)
class Part:
    """A group of criteria (or all of them) in numbers."""

    matches: int
    gaps: int
    unknown: int

    @property
    def at_least(self) -> float:
        """The share of criteria that match; unknown ones count as not matching."""
        return self.matches / self.total if self.total else 0.0

    @property
    def at_most(self) -> float:
        """The share that would match if everything unknown did."""
        return (self.matches + self.unknown) / self.total if self.total else 0.0

    @property
    def total(self) -> int:
        """How many criteria there are."""
        return self.matches + self.gaps + self.unknown


@dataclass(frozen=True)
class FitReport:
    """A practice held against a city: findings in the order of :data:`CRITERIA`.

    The fit is anticipated: it says what is known beforehand, not what will happen.
    """

    practice: Practice
    origin: City | None
    city: City
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> Part:
        """All criteria in numbers."""
        return _part(self.findings)

    @property
    def parts(self) -> dict[str, Part]:
        """Group -> its criteria in numbers."""
        return {group: _part([each for each in self.findings if each.group == group]) for group in GROUPS}

    def to_ask(self) -> tuple[str, ...]:
        """Return the criteria on which the origin city should be asked: what its record does not tell, and gaps."""
        return tuple(each.criterion for each in self.findings if each.origin is None or each.verdict == "gap")


def _part(findings: tuple[Finding, ...] | list[Finding]) -> Part:
    counted = Counter(each.verdict for each in findings)
    return Part(counted["match"], counted["gap"], counted["unknown"])
