"""Peers and fit reports of one knowledge base: what the front doors call."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from peerlearn.city import Figure
from peerlearn.errors import NotFoundError
from peerlearn.exchange.atlas import Atlas
from peerlearn.exchange.peers import BALANCE, Peers, find_peers
from peerlearn.exchange.profiles import Situation, find_city
from peerlearn.exchange.transfer import fit_report
from peerlearn.practice import Practice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peerlearn.city import City
    from peerlearn.exchange.fit import FitReport
    from peerlearn.knowledge_base import KnowledgeBase

_ATLASES: WeakKeyDictionary[KnowledgeBase, Atlas] = WeakKeyDictionary()
_BANDS = {"strong": 1.0, "fair": 0.5}
MOST_NEEDS = 5


def atlas_of(base: KnowledgeBase) -> Atlas:
    """Return the cities of a knowledge base as numbers, made when first asked for and kept as long as the base."""
    found = _ATLASES.get(base)
    if found is None:
        themes = [term.id for term in base.vocabularies["themes"]] if "themes" in base.vocabularies else None
        found = _ATLASES[base] = Atlas.of(base.cities.values(), base.records(), themes=themes)
    return found


def peers_of(
    base: KnowledgeBase,
    who: City | Situation | str,
    *,
    needs: Mapping[str, float] | None = None,
    weights: Mapping[str, float] | None = None,
    theme_weights: Mapping[str, float] | None = None,
    balance: float = BALANCE,
    top: int = 10,
) -> Peers:
    """Return the peers of a city (the noun, its id, or a name in any language) or of a described situation.

    Args:
        base: the knowledge base.
        who: whose peers.
        needs: theme -> weight, in place of what the city's own practices let one read.
        weights: factor -> weight of :data:`peerlearn.exchange.peers.WEIGHTS`.
        theme_weights: theme -> weight for complementarity.
        balance: what complementarity counts in the order, 0 to 1.
        top: how many.

    Raises:
        NotFoundError: no city is called so, or several are.
        ValueError: a weight is negative or names nothing.
    """
    if isinstance(who, Situation):
        mine = who
    else:
        city = find_city(who, cities=base.cities) if isinstance(who, str) else who
        mine = Situation.of(city, needs=needs)
    return find_peers(mine, atlas=atlas_of(base), weights=weights, theme_weights=theme_weights, balance=balance, top=top)


def described(
    base: KnowledgeBase,
    text: str,
    *,
    country: str | None = None,
    population: int | None = None,
    lang: str | None = None,
) -> Situation:
    """Return the situation that somebody describes in words: its needs are the themes of the practices that answer those words.

    ``country`` (ISO 3166) adds region, languages and income group where a city of that country is known.
    """
    needs: dict[str, float] = {}
    for hit in base.search(text, lang=lang, top=MOST_NEEDS * 2, where={"kind": ("practice",)}).hits:
        for theme in hit.record.themes:
            needs[theme] = needs.get(theme, 0.0) + _BANDS.get(hit.band or "", 0.0)
    kept = dict(sorted(((theme, need) for theme, need in needs.items() if need > 0), key=lambda each: (-each[1], each[0]))[:MOST_NEEDS])
    alike = next((city for _, city in sorted(base.cities.items()) if city.country == country), None) if country else None
    figures = {name: alike.figure(name) for name in ("languages", "income") if name in alike.figures} if alike else {}
    if population is not None:
        figures["population"] = Figure(population, None, "measured", "said")
    return Situation(figures, alike.region if alike else None, country, None, kept)


def transfer_of(
    base: KnowledgeBase, practice_id: str, *, to: City | str, answers: Mapping[str, bool] | None = None, lang: str = "en"
) -> FitReport:
    """Return how a practice fits a city (the noun, its id, or a name in any language).

    Raises:
        NotFoundError: there is no such practice or city.
        ValueError: an answer is to no criterion.
    """
    practice = practice_of(base, practice_id)
    city = find_city(to, cities=base.cities) if isinstance(to, str) else to
    origin = base.cities.get(practice.city)
    return fit_report(practice, city=city, origin=origin, vocabularies=base.vocabularies, answers=answers, lang=lang)


def practice_of(base: KnowledgeBase, practice_id: str) -> Practice:
    """Return a practice by its id.

    Raises:
        NotFoundError: there is none, or the id is that of a document.
    """
    record = base.record(practice_id)
    if not isinstance(record, Practice):
        raise NotFoundError(
            f"{practice_id!r} is a document, not a practice", remedy="peerlearn search --where kind=practice finds practices"
        )
    return record
