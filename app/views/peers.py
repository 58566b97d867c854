"""A city to learn from: how alike it is, how much of what is needed it documents, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app import state as urls
from app.views.texts import Phrase, city_phrase

if TYPE_CHECKING:
    from app.i18n import Translator
    from app.views.cards import Labels
    from peerlearn.city import City


class Peer(Protocol):
    """What a view needs of a peer: shares from 0 to 1, None where needs are not known."""

    @property
    def city(self) -> City:
        """The other city."""
        ...

    @property
    def similarity(self) -> float:
        """How alike the two are."""
        ...

    @property
    def complementarity(self) -> float | None:
        """How much of what is needed the other documents."""
        ...


@dataclass(frozen=True)
class PeerLine:
    """One peer: its name and page, two numbers in per cent, and what brings together, what sets apart and what is unknown."""

    name: Phrase
    country: str
    link: str
    similarity: int
    complementarity: int | None
    together: tuple[str, ...]
    apart: tuple[str, ...]
    unknown: tuple[str, ...]


def peer_line(peer: Peer, reasons: tuple[list[str], list[str], list[str]], labels: Labels, tr: Translator) -> PeerLine:
    """Return a peer in words; ``reasons`` are sentences: together, apart, unknown."""
    together, apart, unknown = reasons
    return PeerLine(
        city_phrase(peer.city, tr.lang),
        labels.vocabularies.label("countries", peer.city.country, tr.lang),
        urls.city(tr.lang, peer.city.id),
        round(peer.similarity * 100),
        None if peer.complementarity is None else round(peer.complementarity * 100),
        tuple(together),
        tuple(apart),
        tuple(unknown),
    )
