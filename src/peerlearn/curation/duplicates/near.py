"""Texts of one language that share most of their wording: MinHash finds candidates, the shared runs of three words are then counted.

MinHash only proposes. What is reported was counted on the texts themselves, so that no pair is called near by an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rensa import RMinHash, RMinHashLSH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peerlearn.curation.duplicates.telling import Telling

RUN = 3
"""Words of a run. Two practices of the corpus share .10 of their runs at most; with a tenth of its words changed a text keeps half."""
NEAR = 0.25
"""Share of runs in common, of all that either has, from which two texts are one that was edited."""
HELD = 0.5
"""Share of the shorter text's runs that the longer one has, from which it holds it."""
LEAST_RUNS = 20
"""Runs of the shorter text without which holding says nothing: a formula of a few words stands in many texts."""
PERMUTATIONS, BANDS, SEED = 128, 64, 42
"""Two rows a band: a pair that shares .25 is proposed in 98 cases of 100, one that shares .06 in 20."""


def runs(words: Sequence[str]) -> frozenset[str]:
    """Return the runs of three words of a text; a text that is shorter is one run."""
    if not words:
        return frozenset()
    return frozenset(" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))


@dataclass(frozen=True)
class Likeness:
    """How much two texts share: ``jaccard`` of all their runs, and ``held``, the share of the shorter one's (0 where that is too short)."""

    jaccard: float
    held: float

    @classmethod
    def between(cls, one: frozenset[str], other: frozenset[str]) -> Likeness:
        """Compare two sets of runs."""
        common, least = len(one & other), min(len(one), len(other))
        either = len(one) + len(other) - common
        return cls(common / either if either else 0.0, common / least if least >= LEAST_RUNS else 0.0)

    @property
    def score(self) -> float:
        """The larger of the two, each as a share of its limit: 1 and more is near."""
        return max(self.jaccard / NEAR, self.held / HELD)

    @property
    def probability(self) -> float:
        """The chance that the two are one text that was edited: .9 at the limit, where nothing unrelated was ever seen, 1 at thrice it."""
        return min(0.998, 0.85 + 0.05 * self.score)


class NearIndex:
    """The texts of one language by their runs of words."""

    def __init__(self, lang: str, tellings: Iterable[Telling]) -> None:
        self._runs: dict[str, frozenset[str]] = {}
        self._ids: list[str] = []
        self._lsh = RMinHashLSH(NEAR, PERMUTATIONS, BANDS)
        for telling in tellings:
            own = runs(telling.words[lang])
            if own:
                self._lsh.insert(len(self._ids), _signature(own))
                self._ids.append(telling.id)
                self._runs[telling.id] = own

    def near(self, words: Sequence[str]) -> dict[str, Likeness]:
        """Return id -> likeness of the texts that share enough."""
        own = runs(words)
        if not own:
            return {}
        proposed = {self._ids[number] for number in self._lsh.query(_signature(own))}
        found = {each: Likeness.between(own, self._runs[each]) for each in sorted(proposed)}
        return {each: likeness for each, likeness in found.items() if likeness.score >= 1}


def _signature(own: frozenset[str]) -> RMinHash:
    signature = RMinHash(PERMUTATIONS, SEED)
    signature.update(sorted(own))
    return signature
