"""Find what a record repeats, and every pair of a collection: exact first, then near, then by meaning across languages."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from peerlearn.curation.duplicates.agreeing import by_meaning, by_words
from peerlearn.curation.duplicates.collection import Collection, Side
from peerlearn.curation.duplicates.decisions import Decisions, pair_of
from peerlearn.curation.duplicates.meaning import CLOSE, LIKELY, compare
from peerlearn.curation.duplicates.near import Likeness, runs
from peerlearn.curation.duplicates.result import Duplicate, Kind
from peerlearn.curation.duplicates.telling import Telling
from peerlearn.knowledge_base import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peerlearn.curation.duplicates.meaning import Signs
    from peerlearn.practice import Record

CANDIDATES = 10
"""Nearest records of each language that each version of a text is compared with."""
COMPARED = 2
"""Pairs of language versions of two records that are compared token by token, the nearest first."""
RECORDS = 12
"""Records that are compared so, the nearest first."""
EXACT = 0.999


def find(
    given: Record | Telling,
    *,
    against: KnowledgeBase | Collection,
    decisions: Decisions | None = None,
    at_least: float = LIKELY,
    dismissed: bool = False,
    thorough: bool = False,
) -> list[Duplicate]:
    """Return the records that a record or a loose text repeats, the likeliest first.

    Args:
        given: a practice, a document, or the texts of a file (:meth:`Telling.of_texts`).
        against: what to compare with; whoever asks often makes the collection once, with :meth:`Collection.of`. A record of the same id
            is the same record, and is never named.
        decisions: what curators said before; a pair that was dismissed is left out.
        at_least: the probability from which a pair is named.
        dismissed: name dismissed pairs too, with the decision.
        thorough: compare the wording with every text, by MinHash, and not only with the nearest by their vectors; reading all texts takes
            about 2 ms each, once.
    """
    collection = Collection.of(against) if isinstance(against, KnowledgeBase) else against
    telling = given if isinstance(given, Telling) else Telling.of(given)
    found = [each for each in _compared(telling, collection, at_least, thorough=thorough) if each.probability >= at_least]
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
        for each in find(telling, against=collection, decisions=decisions, at_least=at_least, dismissed=dismissed, thorough=True):
            key = pair_of(each.one, each.other)
            if key not in pairs or each.probability > pairs[key].probability:
                pairs[key] = each
    progress(len(collection.tellings), len(collection.tellings))
    return sorted(pairs.values(), key=lambda each: (-each.probability, each.one, each.other))


def _compared(telling: Telling, collection: Collection, at_least: float, *, thorough: bool) -> Iterator[Duplicate]:
    sides = collection.sides_of(telling)
    nearest = _nearest(sides, collection)
    worded = dict(_by_wording(telling, collection, nearest, thorough=thorough))
    yield from worded.values()
    for other, pairs in _candidates(nearest, collection, without=worded.keys() | {telling.id}).items():
        signs, one, two = max(((compare(a, b, collection), a, b) for a, b in pairs), key=lambda each: each[0].probability)
        if signs.probability >= at_least:
            yield _by_meaning(telling, other, signs, (one, two), collection)


def _by_wording(telling: Telling, collection: Collection, nearest: list[_Near], *, thorough: bool) -> Iterator[tuple[str, Duplicate]]:
    """Yield id -> duplicate for the texts that have the same words, or most of them; of several languages the most alike counts."""
    found: dict[str, tuple[float, str, Likeness]] = {}
    for lang, words in telling.words.items():
        near = {each.other for each in nearest if each.side.lang == each.lang == lang}
        alike = collection.near(lang).near(words) if thorough else _likenesses(words, near, lang, collection)
        for other, likeness in alike.items():
            if other != telling.id and likeness.score > found.get(other, (0.0,))[0]:
                found[other] = (likeness.score, lang, likeness)
    for other, (_, lang, likeness) in found.items():
        theirs = collection.tellings[other]
        kind, score, chance = _worded(likeness, same=telling.hashes[lang] == theirs.hashes[lang])
        pair = pair_of(telling.identity, theirs.identity)
        yield other, Duplicate(telling.id, other, kind, (lang, lang), score, chance, pair, by_words(telling, theirs, lang))


def _likenesses(words: Sequence[str], others: set[str], lang: str, collection: Collection) -> dict[str, Likeness]:
    own = runs(words)
    found = {each: Likeness.between(own, runs(collection.tellings[each].words[lang])) for each in sorted(others)}
    return {each: likeness for each, likeness in found.items() if likeness.score >= 1}


def _worded(likeness: Likeness, *, same: bool) -> tuple[Kind, float, float]:
    """Return kind, score and probability of texts of one language by their wording."""
    if same:
        return "exact", 1.0, EXACT
    return "near", max(likeness.jaccard, likeness.held), likeness.probability


@dataclass(frozen=True, eq=False)
class _Near:
    """A record's version in ``lang`` that is among the nearest of a side; ``share`` is the cosine as a share of the reach."""

    other: str
    lang: str
    side: Side
    share: float


def _nearest(sides: list[Side], collection: Collection) -> list[_Near]:
    """Return the nearest of each side in each language, the nearest of all first."""
    found = []
    for side in sides:
        for lang, shelf in collection.shelves.items():
            reach = max(collection.reach(side.lang, lang), 1e-6)
            found += [_Near(other, lang, side, cosine / reach) for other, cosine in shelf.nearest(side.centre, CANDIDATES)]
    return sorted(found, key=lambda each: (-each.share, each.other, each.lang))


def _candidates(nearest: list[_Near], collection: Collection, *, without: AbstractSet[str]) -> dict[str, list[tuple[Side, Side]]]:
    """Return id -> pairs of versions that are close enough to be compared token by token."""
    chosen: dict[str, list[_Near]] = {}
    for each in nearest:
        if each.share >= CLOSE and each.other not in without and (each.other in chosen or len(chosen) < RECORDS):
            chosen.setdefault(each.other, []).append(each)
    return {other: [(each.side, collection.side(other, each.lang)) for each in own[:COMPARED]] for other, own in chosen.items()}


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
