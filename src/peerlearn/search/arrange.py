"""Scored records -> the order that people see: reranked where a reranker is set, repeats folded, spread where it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.search.calibration import band_of, probability
from peerlearn.search.diversity import Candidate, moved_up, spread
from peerlearn.search.result import Hit, Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from peerlearn.city import City
    from peerlearn.practice import Record
    from peerlearn.search.passages import ScoredPassage
    from peerlearn.search.repeats import Repeats

RERANKED = 30
"""Records that a reranker reads: the price of one is that of encoding its passage."""

Scored = dict[str, list["ScoredPassage"]]


@dataclass(frozen=True)
class Arrangement:
    """Record ids in the order to show, what is folded under each, and which were moved up (None: nothing was spread)."""

    order: tuple[str, ...]
    also: Mapping[str, tuple[str, ...]]
    moved: frozenset[str] | None = None

    def explained(self, hit: Hit) -> Hit:
        """Return a hit that names its repeats, and says so if it was moved up."""
        moved = self.moved is not None and hit.record.id in self.moved
        return replace(hit, also=self.also.get(hit.record.id, ()), reasons=(*hit.reasons, "moved-up") if moved else hit.reasons)

    def spread_over(self, hits: Iterable[Hit], cities: Mapping[str, City]) -> Spread | None:
        """Return what spreading did to the hits that are shown."""
        shown = [hit.record for hit in hits]
        if self.moved is None or not shown:
            return None
        regions = {_region(record, cities) for record in shown} - {""}
        moved = tuple(record.id for record in shown if record.id in self.moved)
        return Spread(len(regions), len({record.lang for record in shown}), moved)


def arrange(
    ordered: Scored, *, repeats: Repeats | None, records: Mapping[str, Record], cities: Mapping[str, City], spreading: bool
) -> Arrangement:
    """Fold the repeats among ranked records and, if asked, spread what is left.

    Args:
        ordered: record ids with their passages, best first in both; a record of a named place may stand above a near-equal.
        repeats: says which records tell the same; None folds nothing.
        records: every record by id.
        cities: every city by id, for the regions.
        spreading: whether to spread.
    """
    also: Mapping[str, tuple[str, ...]] = dict.fromkeys(ordered, ()) if repeats is None else repeats.fold(list(ordered))
    kept = list(also)
    if not spreading:
        return Arrangement(tuple(kept), also)
    chances = sorted((probability(ordered[each][0].score) for each in kept), reverse=True)  # the place counts: who is preferred stays so
    order = [each.id for each in spread([_candidate(records[each], chance, cities) for each, chance in zip(kept, chances, strict=True)])]
    return Arrangement(tuple(order), also, frozenset(moved_up(kept, order)))


def reordered(scored: Scored, scores: NDArray[np.float32]) -> Scored:
    """Return records with the first ``len(scores)`` in the order of a reranker's scores, equal ones as they were.

    The places keep their scores: the record that the reranker puts first takes the score that was best before, and so on, so that bands
    fall as they did and say how well the question is answered here. A record's passages move together.
    """
    ids = list(scored)
    order = np.argsort(-scores, kind="stable").tolist()
    best = sorted((scored[each][0].score for each in ids[: len(order)]), reverse=True)
    read = {ids[each]: _from(scored[ids[each]], best=score) for each, score in zip(order, best, strict=True)}
    return read | {each: scored[each] for each in ids[len(order) :]}


def _from(passages: list[ScoredPassage], *, best: float) -> list[ScoredPassage]:
    """Return a record's passages with the first at ``best`` and the others as far below it as they were."""
    return [replace(each, score=best - (passages[0].score - each.score)) for each in passages]


def _candidate(record: Record, chance: float, cities: Mapping[str, City]) -> Candidate:
    return Candidate(record.id, chance, band_of(chance), _region(record, cities), record.lang)


def _region(record: Record, cities: Mapping[str, City]) -> str:
    city = cities.get(record.city or "")
    return city.region if city else ""
