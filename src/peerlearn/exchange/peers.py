"""Which cities to learn from: how alike they are, and how well they do what I need, as two numbers kept apart.

Similarity is the weighted mean of the factors that are known of both; those that are not known lower the confidence, never the
similarity. Complementarity is how well a peer documents the themes that I need, weighted by need and by the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from peerlearn.exchange.atlas import STRENGTH_OF_EVIDENCE, Atlas
from peerlearn.exchange.likeness import FACTORS, FIGURE_OF, likeness

if TYPE_CHECKING:
    from peerlearn.city import City, Figure
    from peerlearn.exchange.atlas import Floats
    from peerlearn.exchange.profiles import Situation
    from peerlearn.practice import Practice

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"size": 2.0, "income": 2.0, "region": 1.5, "language": 2.0, "climate": 0.5, "coast": 0.5, "themes": 3.0}
)
"""What each factor of similarity counts, unless the caller says otherwise; 0 leaves a factor out."""
BALANCE = 0.5
"""What complementarity counts in the order of the list, similarity (times confidence) counting the rest."""
TOGETHER, APART = 0.75, 0.4
"""From which likeness a factor brings two cities together, and up to which it pulls them apart."""
RECIPROCAL = 0.2
"""Complementarity that both sides must reach for a pair to be reciprocal."""
STARTERS = 3

ReasonKind = Literal["together", "apart"]


@dataclass(frozen=True)
class Reason:
    """One factor that is known of both cities: what it is here and there, how alike that is (0 to 1), and where it is known from."""

    kind: ReasonKind
    factor: str
    mine: object
    theirs: object
    alike: float
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class ThemeMatch:
    """One theme that I need and they document: need, strength (both 0 to 1), the caller's weight, and their practices."""

    theme: str
    need: float
    strength: float
    weight: float
    practices: tuple[str, ...]


@dataclass(frozen=True)
class Peer:
    """One city to learn from; ``complementarity`` and ``gives_back`` are None where needs are not known.

    ``confidence`` is the share of the weights whose factors are known of both cities; ``gives_back`` is how well I document what
    they need; ``unknown`` names the factors that could not be compared; ``practices`` are those to start with.
    """

    city: City
    similarity: float
    confidence: float
    complementarity: float | None
    gives_back: float | None
    reciprocal: bool
    reasons: tuple[Reason, ...]
    themes: tuple[ThemeMatch, ...]
    unknown: tuple[str, ...]
    practices: tuple[str, ...]


@dataclass(frozen=True)
class Peers:
    """The peers of one situation, best first, with the needs and weights that ranked them; ``needs_known_from`` says whose they are.

    ``said``: the caller's; ``practices``: the challenges of the city's own practices; ``nothing``: no need is known.
    """

    mine: Situation
    peers: tuple[Peer, ...]
    needs: Mapping[str, float]
    needs_known_from: Literal["said", "practices", "nothing"]
    weights: Mapping[str, float]
    theme_weights: Mapping[str, float] = field(default_factory=dict)
    balance: float = BALANCE


def find_peers(
    mine: Situation,
    *,
    atlas: Atlas,
    weights: Mapping[str, float] | None = None,
    theme_weights: Mapping[str, float] | None = None,
    balance: float = BALANCE,
    top: int = 10,
) -> Peers:
    """Rank the cities of an atlas as peers of a situation.

    Args:
        mine: a city's situation, or a described one.
        atlas: the cities.
        weights: factor -> what it counts for similarity; those left out count as in :data:`WEIGHTS`.
        theme_weights: theme -> what it counts for complementarity; those left out count 1.
        balance: what complementarity counts in the order, from 0 to 1.
        top: how many peers.

    Raises:
        ValueError: a weight is negative or not finite, names no factor or theme, or the balance is out of range.
    """
    counts = _checked(weights, known=FACTORS, defaults=WEIGHTS)
    by_theme = _checked(theme_weights, known=atlas.themes, defaults={})
    _require_share(balance)
    needs, known_from = _needs(mine, atlas)
    alike = likeness(mine, atlas, interests=_interests(mine, atlas, needs))
    similarity, confidence = _similarity(alike, np.array([counts[factor] for factor in FACTORS]))
    worth = needs * np.array([by_theme.get(theme, 1.0) for theme in atlas.themes])
    complement = atlas.strength @ worth / worth.sum() if worth.any() else None
    order = similarity * confidence
    if complement is not None:
        order = (1.0 - balance) * order + balance * complement
    chosen = _best(order, atlas.row(mine.city) if mine.city else None, top)
    back = _gives_back(mine, atlas, chosen)
    made = [
        _peer(
            mine, atlas, row, alike[:, row], _Numbers(similarity[row], confidence[row], _at(complement, row), back.get(row)), worth, counts
        )
        for row in chosen
    ]
    return Peers(mine, tuple(made), _by_theme(needs, atlas), known_from, counts, by_theme, balance)


def _require_share(balance: float) -> None:
    if not 0.0 <= balance <= 1.0:
        raise ValueError(f"balance is {balance}, not between 0 and 1")


def _checked(given: Mapping[str, float] | None, *, known: tuple[str, ...], defaults: Mapping[str, float]) -> dict[str, float]:
    for name, weight in (given or {}).items():
        if name not in known:
            raise ValueError(f"there is no {name!r} to weigh; there are {', '.join(known)}")
        if not 0.0 <= weight < float("inf"):
            raise ValueError(f"the weight of {name} is {weight}, not a number from 0")
    return {**defaults, **(given or {})}


def _needs(mine: Situation, atlas: Atlas) -> tuple[Floats, Literal["said", "practices", "nothing"]]:
    if mine.needs:
        _checked(mine.needs, known=atlas.themes, defaults={})
        needs = np.array([mine.needs.get(theme, 0.0) for theme in atlas.themes])
        return needs, "said" if needs.any() else "nothing"
    row = atlas.row(mine.city) if mine.city else None
    if row is None or not atlas.needs[row].any():
        return np.zeros(len(atlas.themes)), "nothing"
    return atlas.needs[row], "practices"


def _interests(mine: Situation, atlas: Atlas, needs: Floats) -> Floats | None:
    """Return what a situation works on: its practices' themes, or the needs that somebody says."""
    row = atlas.row(mine.city) if mine.city else None
    own = atlas.counts[row] if row is not None and atlas.counts[row].any() else needs
    return own if own.any() else None


def _similarity(alike: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Return the weighted mean of what is known, and the share of the weights that is."""
    known = ~np.isnan(alike)
    weight = counts @ known
    similarity = counts @ np.where(known, alike, 0.0) / np.maximum(weight, 1e-12)
    return np.minimum(similarity, 1.0), weight / max(counts.sum(), 1e-12)


def _best(order: Floats, own: int | None, top: int) -> list[int]:
    """Return the rows with the highest numbers, equal ones by the cities' ids, without the city itself."""
    ranked = np.lexsort((np.arange(len(order)), -np.round(order, 9)))
    return [int(row) for row in ranked[: top + 1] if row != own][:top]


def _gives_back(mine: Situation, atlas: Atlas, rows: list[int]) -> dict[int, float]:
    """Return row -> how well I document what that city needs, where both are known."""
    own = atlas.row(mine.city) if mine.city else None
    if own is None or not atlas.counts[own].any():
        return {}
    return {row: float(atlas.strength[own] @ atlas.needs[row] / atlas.needs[row].sum()) for row in rows if atlas.needs[row].any()}


def _at(values: Floats | None, row: int) -> float | None:
    return None if values is None else float(values[row])


@dataclass(frozen=True)
class _Numbers:
    similarity: float
    confidence: float
    complement: float | None
    back: float | None


def _peer(mine: Situation, atlas: Atlas, row: int, alike: Floats, numbers: _Numbers, worth: Floats, counts: Mapping[str, float]) -> Peer:
    city = atlas.cities[row]
    themes = _theme_matches(atlas, row, worth)
    complement = numbers.complement
    return Peer(
        city,
        round(float(numbers.similarity), 4),
        round(float(numbers.confidence), 4),
        None if complement is None else round(complement, 4),
        None if numbers.back is None else round(numbers.back, 4),
        complement is not None and numbers.back is not None and min(complement, numbers.back) >= RECIPROCAL,
        _reasons(mine, atlas, row, alike, counts),
        themes,
        tuple(factor for factor, value in zip(FACTORS, alike, strict=True) if np.isnan(value) and counts[factor] > 0),
        _starters(atlas, city, themes),
    )


def _theme_matches(atlas: Atlas, row: int, worth: Floats) -> tuple[ThemeMatch, ...]:
    """Return the needed themes that a city documents, what counts most first."""
    whole = worth.max() if worth.any() else 1.0
    city = atlas.cities[row].id
    found = [
        ThemeMatch(
            theme,
            round(float(worth[column] / whole), 4),
            round(float(atlas.strength[row, column]), 4),
            round(float(worth[column]), 4),
            tuple(each.id for each in _best_documented(atlas, city) if theme in each.themes),
        )
        for column, theme in enumerate(atlas.themes)
        if worth[column] > 0 and atlas.counts[row, column] > 0
    ]
    return tuple(sorted(found, key=lambda each: (-each.need * each.strength, each.theme)))


def _best_documented(atlas: Atlas, city: str) -> list[Practice]:
    return sorted(atlas.practices.get(city, ()), key=lambda each: (-STRENGTH_OF_EVIDENCE[each.evidence.level], each.id))


def _starters(atlas: Atlas, city: City, themes: tuple[ThemeMatch, ...]) -> tuple[str, ...]:
    """Return the practices to start with: those that serve most of the need by the best evidence; else the best documented."""
    value = {each.theme: each.need for each in themes}
    ranked = sorted(
        atlas.practices.get(city.id, ()),
        key=lambda each: (
            -STRENGTH_OF_EVIDENCE[each.evidence.level] * (0.01 + sum(value.get(theme, 0.0) for theme in each.themes)),
            each.id,
        ),
    )
    return tuple(each.id for each in ranked[:STARTERS])


def _reasons(mine: Situation, atlas: Atlas, row: int, alike: Floats, counts: Mapping[str, float]) -> tuple[Reason, ...]:
    """Return what brings two cities together, the heaviest first, then what pulls them apart."""
    found = []
    known = [(factor, value) for factor, value in zip(FACTORS, alike, strict=True) if counts[factor] > 0 and not np.isnan(value)]
    clear = [(factor, value) for factor, value in known if not APART < value < TOGETHER]
    for factor, value in clear or sorted(known, key=lambda each: (-each[1], each[0]))[:1]:
        here, there, figures = _both(mine, atlas, row, factor)
        found.append(Reason("apart" if value <= APART else "together", factor, here, there, round(float(value), 4), figures))
    return tuple(sorted(found, key=lambda each: (each.kind == "apart", -counts[each.factor], each.factor)))


def _both(mine: Situation, atlas: Atlas, row: int, factor: str) -> tuple[object, object, tuple[Figure, ...]]:
    """Return what a factor is here and there, and the figures that say so."""
    city = atlas.cities[row]
    if factor == "region":
        return mine.region, city.region, ()
    if factor == "themes":
        own = atlas.row(mine.city) if mine.city else None
        here = (
            atlas.counts[own] if own is not None and atlas.counts[own].any() else np.array([mine.needs.get(t, 0.0) for t in atlas.themes])
        )
        shared = tuple(theme for column, theme in enumerate(atlas.themes) if here[column] and atlas.counts[row, column])
        return shared, shared, ()
    one, other = mine.figure(FIGURE_OF[factor]), city.figure(FIGURE_OF[factor])
    return one.value, other.value, (one, other)


def _by_theme(needs: Floats, atlas: Atlas) -> dict[str, float]:
    return {theme: round(float(need), 4) for theme, need in zip(atlas.themes, needs, strict=True) if need > 0}
