"""Filters that a question seems to name, offered and never applied; and the named place, preferred among near-equals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peerlearn.search.result import Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set

    from peerlearn.search import facets
    from peerlearn.search.lexicon import Named
    from peerlearn.search.reading import Reading
    from peerlearn.search.result import Band
    from peerlearn.text.spans import Span

MOST_OFFERS = 4
NEAR = 1.5
"""How many times likelier a record may be, within one band, and still stand below one of the place that the question names."""


def offers(named: Iterable[Named], holders: facets.Holders, where: Mapping[str, Sequence[str]], *, among: Set[str]) -> tuple[Offer, ...]:
    """Return what a question names as filters, each with how many of the records it would leave.

    None is offered that would leave nothing or everything, nor one by a field that filters already.

    Args:
        named: what the question names, in its order.
        holders: which records have a value.
        where: the filters in use.
        among: the records that may answer now, with those filters.
    """
    found: dict[tuple[str, str], Offer] = {}
    for each in named:
        left = sum(record in among for record in holders.having(each.field, each.value))
        if each.field not in where and 0 < left < len(among):
            found.setdefault((each.field, each.value), Offer(each.field, each.value, each.span, len(among), left))
    return tuple(found.values())[:MOST_OFFERS]


def free(named: Iterable[Named], reading: Reading) -> list[Named]:
    """Return the names that stand outside the operators: who excludes a city is not looking for it."""
    return [each for each in named if not any(_overlap(each.span, taken) for taken in reading.operators)]


def of_places(named: Iterable[Named], holders: facets.Holders) -> set[str]:
    """Return the records of a city or country that the question names."""
    return {record for each in named if each.field in {"city", "country"} for record in holders.having(each.field, each.value)}


def prefer(order: Sequence[str], chances: Mapping[str, float], preferred: Collection[str], *, band: Callable[[float], Band]) -> list[str]:
    """Return records in a new order: a preferred one passes those above it that are near-equals, of its band and at most NEAR as likely."""
    ordered: list[str] = []
    for each in order:
        place = len(ordered)
        while each in preferred and place and _gives_way(ordered[place - 1], each, chances, preferred, band):
            place -= 1
        ordered.insert(place, each)
    return ordered


def _gives_way(above: str, below: str, chances: Mapping[str, float], preferred: Collection[str], band: Callable[[float], Band]) -> bool:
    near = band(chances[above]) == band(chances[below]) and chances[above] <= NEAR * chances[below]
    return near and above not in preferred


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
