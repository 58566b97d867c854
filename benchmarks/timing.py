"""Times measured side by side, and what to say of them.

A shared machine is faster in one minute than in the next. So contenders take turns inside one run, every round begins with another one,
and a ratio is taken inside a round before its median is taken over the rounds.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


@dataclass(frozen=True)
class Spread:
    """The middle of some figures, and how far they lay apart."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        """Summarise one figure or more."""
        return cls(float(np.median(figures)), min(figures), max(figures))


def turns(names: Sequence[str], rounds: int) -> Iterator[list[str]]:
    """Yield the order of each round: everybody once, and nobody always first."""
    for number in range(rounds):
        at = number % len(names)
        yield [*names[at:], *names[:at]]


@dataclass(frozen=True)
class Taken:
    """Seconds by the clock, and seconds that this process had a processor: on a busy machine the two differ."""

    clock: float
    processor: float


def alternate(
    jobs: Mapping[str, Callable[[], object]], *, rounds: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, list[Taken]]:
    """Run every job once a round and return what it took, a figure a round."""
    taken: dict[str, list[Taken]] = {name: [] for name in jobs}
    for number, order in enumerate(turns(list(jobs), rounds)):
        progress(number, rounds)
        for name in order:
            began = Taken(time.perf_counter(), time.process_time())
            jobs[name]()
            taken[name].append(Taken(time.perf_counter() - began.clock, time.process_time() - began.processor))
    progress(rounds, rounds)
    return taken


def times_faster(base: Sequence[float], own: Sequence[float]) -> Spread:
    """Return how many times less time than ``base`` was taken, round by round."""
    return Spread.of([slow / fast for slow, fast in zip(base, own, strict=True)])


def percentile(figures: Sequence[float], share: float) -> float:
    """Return the figure that ``share`` percent do not exceed; one that was measured, not a mean of two."""
    return float(np.percentile(figures, share, method="inverted_cdf"))
