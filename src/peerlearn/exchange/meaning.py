"""Needs and offers matched by meaning: an entry in any language finds those of the other kind in any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from peerlearn.index.centres import unit
from peerlearn.text.language import base_language
from peerlearn.text.normalise import encoder_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.encode import Encoder
    from peerlearn.knowledge_base import KnowledgeBase

    Vectors = NDArray[np.float32]

Kind = Literal["need", "offer"]
PRIOR = 5
"""Entries that the mean of the index's passages counts for beside the entries of a language and kind themselves."""


@dataclass(frozen=True)
class Posting:
    """What is matched of an entry: its id, kind, language and text."""

    id: str
    kind: Kind
    lang: str
    text: str


@dataclass(frozen=True)
class Match:
    """An entry of the other kind: how near in meaning (cosine, -1 to 1, for order only), and the languages that met."""

    id: str
    score: float
    langs: tuple[str, str]


def rank(asked: Posting, *, among: Sequence[Posting], encoder: Encoder, means: Mapping[str, Vectors], top: int = 10) -> list[Match]:
    """Return the entries of the other kind, nearest in meaning first, equal ones by id.

    Args:
        asked: a need or an offer.
        among: every entry that may be shown; those of the asked one's kind help to centre and are not returned.
        encoder: what turns texts into vectors.
        means: language -> mean sentence vector of what the index holds in it.
        top: how many.
    """
    pool = [each for each in among if each.id != asked.id]
    others = [each for each in pool if each.kind != asked.kind]
    if not others:
        return []
    same = [asked, *(each for each in pool if each.kind == asked.kind)]
    mine = _centred(same, encoder, means)[0]
    scores = _centred(others, encoder, means) @ mine
    order = sorted(range(len(others)), key=lambda place: (-round(float(scores[place]), 6), others[place].id))
    return [Match(others[at].id, round(float(scores[at]), 4), (asked.lang, others[at].lang)) for at in order[:top]]


def _centred(postings: Sequence[Posting], encoder: Encoder, means: Mapping[str, Vectors]) -> Vectors:
    """Return unit vectors less the mean of their language, for texts of one language are nearer than those of two."""
    kind: Literal["query", "passage"] = "query" if postings[0].kind == "need" else "passage"
    encoded = encoder.encode([encoder_text(each.text) for each in postings], kind=kind)
    vectors = np.array([each.vector for each in encoded])
    langs = np.array([base_language(each.lang) for each in postings])
    overall = np.mean(list(means.values()), axis=0)
    for lang in set(langs.tolist()):
        own = langs == lang
        prior = means.get(lang, overall)
        vectors[own] = vectors[own] - (vectors[own].sum(axis=0) + PRIOR * prior) / (own.sum() + PRIOR)
    return unit(vectors)


def means_of(base: KnowledgeBase) -> dict[str, Vectors]:
    """Return language -> mean sentence vector of a knowledge base's passages."""
    return {lang: pool.sentence_mean for lang, pool in base.engine.index.pools.items()}
