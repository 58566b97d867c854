"""Peers as the command line's text and JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from peerlearn.exchange.wording import NEEDS_FROM, RECIPROCAL_LABEL, peer_reasons, said

if TYPE_CHECKING:
    from peerlearn.exchange.peers import Peer, Peers
    from peerlearn.knowledge_base import KnowledgeBase

_HEADS = {
    "similarity": {"ar": "التشابه", "en": "similarity", "fr": "ressemblance", "es": "parecido"},
    "complementarity": {"ar": "التكامل", "en": "complementarity", "fr": "complémentarité", "es": "complementariedad"},
    "confidence": {"ar": "الثقة", "en": "confidence", "fr": "confiance", "es": "confianza"},
    "unknown": {"ar": "غير معروف", "en": "unknown", "fr": "inconnu", "es": "desconocido"},
    "start": {"ar": "ابدأ بقراءة", "en": "start with", "fr": "commencer par", "es": "empiece por"},
}


def peers_json(found: Peers, *, base: KnowledgeBase, lang: str) -> dict[str, Any]:
    """Return peers as the contract of the command line has them, with what else is known."""
    return {
        "city": found.mine.city,
        "needs": dict(found.needs),
        "needs_known_from": found.needs_known_from,
        "weights": dict(found.weights),
        "theme_weights": dict(found.theme_weights),
        "balance": found.balance,
        "peers": [_peer_json(each, base, lang) for each in found.peers],
    }


def _peer_json(peer: Peer, base: KnowledgeBase, lang: str) -> dict[str, Any]:
    together, apart, unknown = peer_reasons(peer, lang=lang, vocabularies=base.vocabularies)
    return {
        "city": peer.city.id,
        "name": peer.city.name(lang),
        "country": peer.city.country,
        "similarity": peer.similarity,
        "complementarity": peer.complementarity,
        "confidence": peer.confidence,
        "gives_back": peer.gives_back,
        "reciprocal": peer.reciprocal,
        "reasons": together,
        "apart": apart,
        "unknown": unknown,
        "themes": [asdict(each) for each in peer.themes],
        "practices": list(peer.practices),
        "factors": [asdict(each) for each in peer.reasons],
    }


def peers_text(found: Peers, *, base: KnowledgeBase, lang: str) -> str:
    """Return peers for a terminal."""
    lines = [said(NEEDS_FROM[found.needs_known_from], lang), ""]
    for number, peer in enumerate(found.peers, start=1):
        together, apart, unknown = peer_reasons(peer, lang=lang, vocabularies=base.vocabularies)
        numbers = {"similarity": peer.similarity, "complementarity": peer.complementarity, "confidence": peer.confidence}
        told = " · ".join(f"{said(_HEADS[name], lang)} {'-' if value is None else f'{value:.2f}'}" for name, value in numbers.items())
        lines += [f"{number}. {peer.city.name(lang)} ({base.facet_label('country', peer.city.country, lang)})", f"   {told}"]
        lines += [f"   + {each}" for each in together]
        lines += [f"   - {each}" for each in apart]
        lines += [f"   ? {said(_HEADS['unknown'], lang)}: {'، '.join(unknown) if lang == 'ar' else ', '.join(unknown)}"] if unknown else []
        lines += [f"   = {said(RECIPROCAL_LABEL, lang)}"] if peer.reciprocal else []
        lines += [f"   > {said(_HEADS['start'], lang)}: {', '.join(peer.practices)}"] if peer.practices else []
        lines += [""]
    return "\n".join(lines).rstrip()
