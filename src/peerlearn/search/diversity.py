"""Spread: results of one band take turns by region and original language, so that the first page is not one corner of the world.

Greedy, in the manner of maximal marginal relevance. Whoever comes next is the one whose odds are best after they are multiplied by
``SAME_REGION`` for every result already placed from its region, and by ``SAME_LANGUAGE`` for every one in its language. Nothing leaves its
band: bands are filled one after another, and what stands in a better one counts as placed. Equal odds keep the order given.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAME_REGION = 0.5
SAME_LANGUAGE = 0.7
LEAST_DOUBT = 0.01
"""Above .99 (and under .01) chances count as equal: two results that surely answer are told apart by where they come from."""


@dataclass(frozen=True)
class Candidate:
    """A ranked result: its ``chance`` of answering in 0..1, its band, and where it comes from (empty: from nowhere that is known)."""

    id: str
    chance: float
    band: str
    region: str
    lang: str


def spread(ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return the same candidates, those of each run of one band reordered; the same input always gives the same order."""
    regions: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    order = []
    for _, band in groupby(ranked, key=lambda each: each.band):
        for each in _take_turns(list(band), regions, languages):
            regions[each.region] += 1
            languages[each.lang] += 1
            order.append(each)
    return order


def moved_up(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return the ids that stand earlier in ``after`` than in ``before``, in their new order."""
    places = {each: place for place, each in enumerate(before)}
    return tuple(each for place, each in enumerate(after) if place < places[each])


def _take_turns(band: list[Candidate], regions: Counter[str], languages: Counter[str]) -> Iterator[Candidate]:
    """Yield the candidates of a band in their new order; the caller counts what was yielded before it asks for the next."""
    queues: dict[tuple[str, str], list[tuple[float, int, Candidate]]] = {}
    for place, each in enumerate(band):
        queues.setdefault((each.region, each.lang), []).append((-_log_odds(each.chance), place, each))
    for queue in queues.values():
        queue.sort(key=lambda entry: entry[:2], reverse=True)  # the best stands last, where it is taken from

    def cost(origin: tuple[str, str]) -> tuple[float, int]:
        """Say how far the best of an origin stands back: the penalty is the same for all of them, so only the best can be next."""
        odds, place, _ = queues[origin][-1]
        region, lang = origin
        return odds - regions[region] * math.log(SAME_REGION) - languages[lang] * math.log(SAME_LANGUAGE), place

    while queues:
        origin = min(queues, key=cost)
        yield queues[origin].pop()[2]
        if not queues[origin]:
            del queues[origin]


def _log_odds(chance: float) -> float:
    kept = min(1 - LEAST_DOUBT, max(LEAST_DOUBT, chance))
    return math.log(kept / (1 - kept))
