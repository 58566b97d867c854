"""Hits in another order than that of the search: by year, evidence or city, answers still before what is weak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from peerlearn.search.result import Hit

Order = Literal["newest", "evidence", "city"]
ORDERS: tuple[Order, ...] = get_args(Order)


def in_order(hits: Iterable[Hit], by: Order, *, city_name: Callable[[str], str]) -> tuple[Hit, ...]:
    """Return hits by ``by``; what is equal keeps its place, and what does not know its year, evidence or city comes last.

    Args:
        hits: in the order of the search.
        by: newest first, best documented first, or by the name of the city.
        city_name: gives the name to sort by from a city's id.
    """

    def place(hit: Hit) -> tuple[bool, bool, float, str]:
        record, weak = hit.record, hit.band == "weak"
        if by == "city":
            return weak, not record.city, 0, city_name(record.city).casefold() if record.city else ""
        if by == "evidence":
            level = record.evidence.level if isinstance(record, Practice) else None
            return weak, level is None, -(level or 0), ""
        return weak, record.year is None, -(record.year or 0), ""

    return tuple(sorted(hits, key=place))
