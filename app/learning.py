"""What the library knows of peers and of fit: asked for where it has that part, left out where it has not."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from app.views.peers import PeerLine, peer_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.i18n import Translator
    from app.views.fit import Finding
    from peerlearn.city import City
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.practice import Practice

MOST = 5
FACTORS = 3
"""So many of the factors that make cities alike are named on a card."""
LEAST_ALIKE = 0.6
"""Similarity from which a city is called like the reader's."""
_ALIKE: WeakKeyDictionary[KnowledgeBase, dict[tuple[str, str], dict[str, str]]] = WeakKeyDictionary()
"""A library that has been replaced by a newer one takes its answers with it."""


def peers(base: KnowledgeBase, city: City, tr: Translator) -> tuple[PeerLine, ...]:
    """Return the cities to learn from, the best first, with reasons; nothing where the library cannot say."""
    found = _peers(base, city, MOST)
    return tuple(peer_line(peer, _reasons(peer, base, tr.lang), base, tr) for peer in found.peers) if found else ()


def alike(base: KnowledgeBase, city: City, lang: str) -> Mapping[str, str]:
    """Return city id -> in what it is like the reader's city, of the cities that are like it: made once for a library and a city."""
    known = _ALIKE.setdefault(base, {})
    if (city.id, lang) not in known:
        known[city.id, lang] = _alike(base, city, lang)
    return known[city.id, lang]


def _alike(base: KnowledgeBase, city: City, lang: str) -> dict[str, str]:
    found = _peers(base, city, len(base.cities))
    if found is None:
        return {}
    labels = import_module("peerlearn.exchange.wording").FACTOR_LABELS
    told = {}
    for peer in found.peers:
        names = [labels[each.factor].get(lang, labels[each.factor]["en"]) for each in peer.reasons if each.kind == "together"]
        if names and peer.similarity * peer.confidence >= LEAST_ALIKE:
            told[peer.city.id] = ("، " if lang == "ar" else ", ").join(names[:FACTORS])
    return told


def findings(base: KnowledgeBase, practice: Practice, city: City | None, lang: str) -> tuple[Finding, ...]:
    """Return what the library finds when a practice is held against a city, criterion by criterion; nothing where it cannot say."""
    if city is None or city.id == practice.city or not _there(city):
        return ()
    ask = import_module("peerlearn.exchange.transfer").fit_report
    origin = base.cities.get(practice.city)
    found: tuple[Finding, ...] = ask(practice, city=city, origin=origin, vocabularies=base.vocabularies, lang=lang).findings
    return found


def advice(lang: str) -> dict[str, str]:
    """Return the name of each advice -> what it says."""
    if find_spec("peerlearn.exchange") is None:
        return {}
    return {name: texts.get(lang, texts["en"]) for name, texts in import_module("peerlearn.exchange.advice").ADVICE.items()}


def _there(city: City) -> bool:
    """Say whether the library has the part that knows peers, and cities with the figures that it needs."""
    return find_spec("peerlearn.exchange") is not None and hasattr(city, "figure")


def _peers(base: KnowledgeBase, city: City, top: int) -> Any:
    if not _there(city):
        return None
    return import_module("peerlearn.exchange.finding").peers_of(base, city, top=top)


def _reasons(peer: Any, base: KnowledgeBase, lang: str) -> tuple[list[str], list[str], list[str]]:
    told: tuple[list[str], list[str], list[str]] = import_module("peerlearn.exchange.wording").peer_reasons(
        peer, lang=lang, vocabularies=base.vocabularies
    )
    return told
