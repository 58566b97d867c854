"""Find what a record repeats, and every pair of a collection: exact first, then near, then by meaning across languages."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from peerlearn.curation.duplicates.agreeing import by_meaning, by_words
from peerlearn.curation.duplicates.collection import Collection
from peerlearn.curation.duplicates.decisions import Decisions, pair_of
from peerlearn.curation.duplicates.meaning import CLOSE, LIKELY, compare
from peerlearn.curation.duplicates.result import Duplicate, Kind
from peerlearn.curation.duplicates.telling import Telling
from peerlearn.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from peerlearn.curation.duplicates.collection import Side
    from peerlearn.curation.duplicates.meaning import Signs
    from peerlearn.curation.duplicates.near import Likeness
    from peerlearn.practice import Record

CANDIDATES = 10
"""Nearest records of each language that each version of a text is compared with."""
COMPARED = 2
"""Pairs of language versions of two records that are compared token by token, the nearest first."""
EXACT = 0.999


def find(
    given: Record | Telling,
    *,
    against: KnowledgeBase | Collection,
    decisions: Decisions | None = None,
    at_least: float = LIKELY,
    dismissed: bool = False,
) -> list[Duplicate]:
    """Return the records that a record or a loose text repeats, the likeliest first.

    Args:
        given: a practice, a document, or the texts of a file (:meth:`Telling.of_texts`).
        against: what to compare with; whoever asks often makes the collection once, with :meth:`Collection.of`. A record of the same id
            is the same record, and is never named.
        decisions: what curators said before; a pair that was dismissed is left out.
        at_least: the probability from which a pair is named.
        dismissed: name dismissed pairs too, with the decision.
    """
    collection = Collection.of(against) if isinstance(against, KnowledgeBase) else against
    telling = given if isinstance(given, Telling) else Telling.of(given)
    found = [each for each in _compared(telling, collection, at_least) if each.probability >= at_least]
    kept = (_decided(each, decisions) for each in found)
    return sorted((each for each in kept if dismissed or not _is_dismissed(each)), key=lambda each: (-each.probability, each.other))


def all_pairs(
    collection: Collection,
    *,
    decisions: Decisions | None = None,
    at_least: float = LIKELY,
    dismissed: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Duplicate]:
    """Return every pair of a collection that may be one practice, each once, the likeliest first."""
    pairs: dict[tuple[str, str], Duplicate] = {}
    for done, telling in enumerate(collection.tellings.values()):
        progress(done, len(collection.tellings))
        for each in find(telling, against=collection, decisions=decisions, at_least=at_least, dismissed=dismissed):
            key = pair_of(each.one, each.other)
            if key not in pairs or each.probability > pairs[key].probability:
                pairs[key] = each
    progress(len(collection.tellings), len(collection.tellings))
    return sorted(pairs.values(), key=lambda each: (-each.probability, each.one, each.other))


def _compared(telling: Telling, collection: Collection, at_least: float) -> Iterator[Duplicate]:
    by_wording = dict(_by_wording(telling, collection))
    yield from by_wording.values()
    sides = collection.sides_of(telling)
    for other, pairs in _candidates(sides, collection).items():
        if other == telling.id or other in by_wording:
            continue
        signs, one, two = max(((compare(a, b, collection), a, b) for a, b in pairs), key=lambda each: each[0].probability)
        if signs.probability >= at_least:
            yield _by_meaning(telling, other, signs, (one, two), collection)


def _by_wording(telling: Telling, collection: Collection) -> Iterator[tuple[str, Duplicate]]:
    """Yield id -> duplicate for the texts that have the same words, or most of them; of several languages the most alike counts."""
    found: dict[str, tuple[float, str, Likeness | None]] = {}
    for lang, words in telling.words.items():
        if not words:
            continue
        index = collection.near(lang)
        alike: dict[str, tuple[float, str, Likeness | None]] = {
            other: (likeness.score, lang, likeness) for other, likeness in index.near(words).items()
        }
        alike |= dict.fromkeys(index.exact(telling.hashes[lang]), (math.inf, lang, None))
        for other, each in alike.items():
            if other != telling.id and each[0] > found.get(other, (0.0,))[0]:
                found[other] = each
    for other, (_, lang, likeness) in found.items():
        theirs = collection.tellings[other]
        kind, score, chance = _worded(likeness)
        pair = pair_of(telling.identity, theirs.identity)
        yield other, Duplicate(telling.id, other, kind, (lang, lang), score, chance, pair, by_words(telling, theirs, lang))


def _worded(likeness: Likeness | None) -> tuple[Kind, float, float]:
    """Return kind, score and probability of texts of one language by their wording."""
    if likeness is None:
        return "exact", 1.0, EXACT
    return "near", max(likeness.jaccard, likeness.held), likeness.probability


def _candidates(sides: list[Side], collection: Collection) -> dict[str, list[tuple[Side, Side]]]:
    """Return id -> pairs of versions that are close, the nearest first, as a share of what versions of one record have."""
    found: dict[str, list[tuple[float, Side, str]]] = {}
    for side in sides:
        for lang, shelf in collection.shelves.items():
            reach = max(collection.reach(side.lang, lang), 1e-6)
            for other, cosine in shelf.nearest(side.centre, CANDIDATES):
                if other != side.id and cosine >= CLOSE * reach:
                    found.setdefault(other, []).append((cosine / reach, side, lang))
    closest = {other: sorted(own, key=lambda each: -each[0])[:COMPARED] for other, own in found.items()}
    return {other: [(side, collection.side(other, lang)) for _, side, lang in own] for other, own in closest.items()}


def _by_meaning(telling: Telling, other: str, signs: Signs, sides: tuple[Side, Side], collection: Collection) -> Duplicate:
    one, two = sides
    pair = pair_of(telling.identity, collection.tellings[other].identity)
    agreeing = by_meaning(one, two, tokens=collection.encoder)
    return Duplicate(telling.id, other, "meaning", (one.lang, two.lang), signs.late, signs.probability, pair, agreeing)


def _decided(duplicate: Duplicate, decisions: Decisions | None) -> Duplicate:
    decision = decisions.get(duplicate.pair) if decisions is not None else None
    return duplicate if decision is None else replace(duplicate, decision=decision)


def _is_dismissed(duplicate: Duplicate) -> bool:
    return duplicate.decision is not None and duplicate.decision.choice == "dismiss"
