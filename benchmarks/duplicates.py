"""Measure how duplicates are found: precision and recall, fitted on half of the practices and reported on the other.

    python -m benchmarks.duplicates            # the tables of docs/curation-duplicates.md
    python -m benchmarks.duplicates --fit      # fits the logistic anew and prints it
    python -m benchmarks.duplicates --speed    # one new record against what there is, and against 10,000

True pairs are one practice split into records of one language each, and, in one language, the summary against the sections. Hard
negatives are other practices of the same city, or of the same country and theme. Needs a built index; encodes summaries once (cached).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.curation.duplicates.collection import Collection, Shelf
from peerlearn.curation.duplicates.finding import find
from peerlearn.curation.duplicates.meaning import CLOSE, LIKELY, Signs, compare
from peerlearn.curation.duplicates.near import Likeness, runs
from peerlearn.curation.duplicates.telling import Telling
from peerlearn.encode.cache import VectorCache
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.practice import Practice
from peerlearn.rebuild import CACHE
from peerlearn.settings import Settings
from peerlearn.text.terms import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peerlearn.curation.duplicates.collection import Side

HALVES = ("choosing", "reporting")
TIMES = 10
"""Negatives for each true pair in the second count."""


def half_of(record_id: str) -> str:
    """Return which half a practice is in, by a hash of its id: the same on every machine and for ever."""
    return HALVES[hashlib.sha256(record_id.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Pair:
    """Two texts with what was measured of them; ``signs`` is None where they were never near enough to be measured."""

    langs: str
    truth: bool
    hard: bool
    signs: Signs | None

    def found(self, at_least: float = LIKELY) -> bool:
        """Say whether the two would be shown as one practice."""
        return self.signs is not None and self.signs.probability >= at_least


def split(base: Collection, practices: Iterable[Practice]) -> Collection:
    """Return a collection in which each of some practices is as many records as it has languages, called ``id.lang``."""
    apart = {practice.id: practice for practice in practices}
    tellings = {record_id: telling for record_id, telling in base.tellings.items() if record_id not in apart}
    tellings |= {
        f"{each.id}.{lang}": replace(base.tellings[each.id], id=f"{each.id}.{lang}", texts={lang: base.tellings[each.id].texts[lang]})
        for each in apart.values()
        for lang in each.versions
    }
    shelves = {}
    for lang, shelf in base.shelves.items():
        name = {each: f"{each}.{lang}" if each in apart else each for each in shelf.ids}
        rows = {name[each]: own for each, own in shelf.rows.items()}
        shelves[lang] = Shelf(shelf.passages, shelf.tokens, shelf.mean, [name[each] for each in shelf.ids], shelf.centres, rows)
    return replace(base, tellings=tellings, shelves=shelves)


def is_hard(one: Practice, other: Practice) -> bool:
    """Say whether two practices are of one city, or of one country with a theme in common."""
    return one.city == other.city or (one.country == other.country and bool({*one.themes} & {*other.themes}))


def across(base: Collection, practices: Sequence[Practice]) -> list[Pair]:
    """Return every pair of language versions of some practices; what the first step does not bring together is not measured."""
    collection = split(base, practices)
    sides = {(each.id, lang): collection.side(f"{each.id}.{lang}", lang) for each in practices for lang in each.versions}
    centres = {key: side.centre for key, side in sides.items()}
    found = []
    for one, other in combinations(practices, 2):
        hard = is_hard(one, other)
        for a in one.versions:
            for b in other.versions:
                signs = _signs(sides[one.id, a], sides[other.id, b], collection, float(centres[one.id, a] @ centres[other.id, b]))
                found.append(Pair(_langs(a, b), truth=False, hard=hard, signs=signs))
    for each in practices:
        for a, b in combinations(each.versions, 2):
            one_side, other_side = sides[each.id, a], sides[each.id, b]
            signs = _signs(one_side, other_side, collection, float(one_side.centre @ other_side.centre))
            found.append(Pair(_langs(a, b), truth=True, hard=False, signs=signs))
    return found


def _signs(one: Side, other: Side, collection: Collection, cosine: float) -> Signs | None:
    if cosine < CLOSE * collection.reach(one.lang, other.lang):
        return None
    return compare(one, other, collection)


def _langs(one: str, other: str) -> str:
    return "-".join(sorted((one, other)))


def within(base: Collection, practices: Sequence[Practice]) -> list[Pair]:
    """Return pairs of one language: the summary of a practice against its own sections, and against the sections of hard negatives."""
    summaries: dict[tuple[str, str], Side] = {}
    bodies: dict[tuple[str, str], Side] = {}
    for each in practices:
        for lang, version in each.versions.items():
            if version.sections:
                whole = "\n\n".join(version.sections.values())
                (summaries[each.id, lang],) = base.sides_of(Telling.of_texts(f"{each.id}.summary", {lang: version.summary}))
                (bodies[each.id, lang],) = base.sides_of(Telling.of_texts(each.id, {lang: whole}))
    found = []
    named = {each.id: each for each in practices}
    for (one, lang), summary in summaries.items():
        for (other, other_lang), body in bodies.items():
            if lang == other_lang and (one == other or is_hard(named[one], named[other])):
                # The practice itself is in the collection: both sides leave it out.
                signs = _signs(replace(summary, id=one), replace(body, id=other), base, float(summary.centre @ body.centre))
                found.append(Pair(_langs(lang, lang), truth=one == other, hard=one != other, signs=signs))
    return found


def fit(pairs: Sequence[Pair], *, rounds: int = 60, ridge: float = 0.02) -> tuple[float, float, float, float]:
    """Return offset, margin, late and reach of a logistic by Newton's method; each truth weighs as much as ten negatives together."""
    rows = [(each.signs, each.truth) for each in pairs if each.signs is not None]
    inputs = np.array([[1.0, signs.margin, signs.late, signs.reach] for signs, _ in rows])
    truth = np.array([float(each) for _, each in rows])
    scale = np.array([1.0, *inputs[:, 1:].std(axis=0)])
    centre = np.array([0.0, *inputs[:, 1:].mean(axis=0)])
    moved = (inputs - centre) / scale
    weights = np.zeros(4)
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(moved @ weights, -30, 30)))
        spread = chance * (1 - chance) + 1e-9
        penalty = np.array([0.0, ridge, ridge, ridge]) * len(rows) / 100
        step = (moved.T * spread) @ moved + np.diag(penalty + 1e-9)
        weights += np.linalg.solve(step, moved.T @ (truth - chance) - penalty * weights)
    slopes = weights / scale
    offset = weights[0] - float((weights[1:] / scale[1:]) @ centre[1:])
    return (offset, *slopes[1:].tolist())


def counted(pairs: Sequence[Pair]) -> tuple[int, int, int, int]:
    """Return how many true pairs there are and were found, and how many false ones there are and were found."""
    truth = [each.found() for each in pairs if each.truth]
    false = [each.found() for each in pairs if not each.truth]
    return len(truth), sum(truth), len(false), sum(false)


def _rows(half: str, kind: str, pairs: Sequence[Pair]) -> Iterator[list[str]]:
    true = [each for each in pairs if each.truth]
    false = [each for each in pairs if not each.truth]
    random.Random(0).shuffle(false)
    sets = {"hard negatives": [each for each in false if each.hard]}
    if kind == "across":
        some = [*sets["hard negatives"], *(each for each in false if not each.hard)][: TIMES * len(true)]
        sets |= {f"{TIMES} for each": some, "all pairs": false}
    for name, negatives in sets.items():
        total, found, _, wrong = counted([*true, *negatives])
        precision = f"{found / (found + wrong):.3f}" if found + wrong else "–"
        yield [half, kind, name, str(total), str(len(negatives)), precision, f"{found / max(1, total):.3f}", str(wrong)]


def by_language(pairs: Sequence[Pair]) -> Iterator[list[str]]:
    """Yield a row a pair of languages: true pairs, recall, negatives (all pairs), and how many of them were found."""
    for langs in sorted({each.langs for each in pairs if each.truth}):
        total, found, negatives, wrong = counted([each for each in pairs if each.langs == langs])
        yield [langs, str(total), f"{found / total:.3f}", str(negatives), str(wrong)]


def edited(text: str, share: float, words: Sequence[str], rng: random.Random) -> str:
    """Return a text with a share of its words replaced by others of its language."""
    return " ".join(rng.choice(words) if rng.random() < share else word for word in text.split())


def wording(practices: Sequence[Practice]) -> Iterator[list[str]]:
    """Yield a row a degree of editing: how many edited copies are near, and the least likeness; at last how like hard negatives are."""
    rng = random.Random(7)
    texts = {(each.id, lang): " ".join(Telling.of(each).texts[lang].values()) for each in practices for lang in each.versions}
    vocabulary: dict[str, list[str]] = defaultdict(list)
    for (_, lang), text in texts.items():
        vocabulary[lang] += text.split()
    for share in (0.05, 0.1, 0.2, 0.3, 0.4):
        likes = [
            Likeness.between(runs(forms(text)), runs(forms(edited(text, share, vocabulary[lang], rng))))
            for (_, lang), text in texts.items()
        ]
        near = sum(each.score >= 1 for each in likes)
        yield [f"{share:.0%} of the words", str(len(likes)), f"{near / len(likes):.3f}", f"{min(each.jaccard for each in likes):.2f}"]
    owned = {key: runs(forms(text)) for key, text in texts.items()}
    pairs = [
        Likeness.between(owned[one.id, lang], owned[other.id, lang])
        for one, other in combinations(practices, 2)
        for lang in one.versions
        if lang in other.versions
    ]
    most = max(each.jaccard for each in pairs)
    yield ["two practices", str(len(pairs)), f"{sum(each.score >= 1 for each in pairs) / len(pairs):.4f}", f"most {most:.2f}"]


def speed(base: Collection, record: Practice) -> Iterator[list[str]]:
    """Yield a row a size: seconds to find a new record (the first time, and the median of four more), and to read all wording."""
    for times in (1, 32):
        many = enlarged(base, times)
        new = replace(Telling.of(record), id="a-new-record")
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            find(replace(new), against=many)
            taken.append(time.perf_counter() - began)
        began = time.perf_counter()
        for lang in new.texts:
            many.near(lang)
        ready = time.perf_counter() - began
        yield [f"{len(many.tellings):,}", f"{taken[0]:.2f}", f"{np.median(taken[1:]):.2f}", f"{ready:.1f}"]


def enlarged(base: Collection, times: int) -> Collection:
    """Return a collection ``times`` as large: further records are mixtures of two, with the passages of one of them."""
    if times == 1:
        return replace(base)
    rng = np.random.default_rng(3)
    tellings = dict(base.tellings)
    shelves = {}
    for lang, shelf in base.shelves.items():
        ids, centres, rows = [*shelf.ids], [shelf.centres], dict(shelf.rows)
        for number in range(1, times):
            mixed = shelf.centres + shelf.centres[rng.permutation(len(shelf.ids))]
            centres.append(mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-6))
            for each in shelf.ids:
                ids.append(f"{each}.{number}")
                rows[f"{each}.{number}"] = shelf.rows[each]
                words = {key: _shuffled(text, number) for key, text in base.tellings[each].texts[lang].items()}
                before = tellings.get(f"{each}.{number}")
                tellings[f"{each}.{number}"] = Telling(f"{each}.{number}", (dict(before.texts) if before else {}) | {lang: words})
        shelves[lang] = Shelf(shelf.passages, shelf.tokens, shelf.mean, ids, np.concatenate(centres).astype(np.float32), rows)
    return replace(base, tellings=tellings, shelves=shelves)


def _shuffled(text: str, seed: int) -> str:
    words = text.split()
    random.Random(seed).shuffle(words)
    return " ".join(words)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--fit", action="store_true", help="fit the logistic on the choosing half and print it")
    parser.add_argument("--speed", action="store_true", help="measure seconds only")
    given = parser.parse_args()
    settings = Settings.load()
    knowledge = KnowledgeBase.open(settings)
    base = Collection.of(knowledge)
    cache = VectorCache(settings.indexes / CACHE, base.encoder)
    practices = [each for each in knowledge.records() if isinstance(each, Practice)]
    if given.speed:
        head = ["records", "s to find, the first time", "s to find, then", "s to read all wording for a thorough search, once"]
        print(table(head, speed(replace(base, encode=lambda texts: cache.encode(texts, kind="passage")[0]), practices[0])))
        return
    cached = replace(base, encode=lambda texts: cache.encode(texts, kind="passage")[0])
    halves = {half: [each for each in practices if half_of(each.id) == half] for half in HALVES}
    print({half: len(own) for half, own in halves.items()}, Counter(len(each.versions) for each in practices))
    half = HALVES[0] if given.fit else HALVES[1]
    pairs = {"across": across(base, halves[half]), "within": within(cached, halves[half])}
    together = [*pairs["across"], *pairs["within"]]
    if given.fit:
        print("OFFSET, MARGIN, LATE, REACH =", ", ".join(f"{each:.2f}" for each in fit(together)))
    head = ["half", "kind", "negatives", "true pairs", "negative pairs", "precision", "recall", "wrong"]
    print(table(head, [row for kind, own in pairs.items() for row in _rows(half, kind, own)]))
    if given.fit:
        return
    print(table(["languages", "true pairs", "recall", "negative pairs", "wrong"], by_language(together)))
    print(table(["copy", "texts", "found near", "likeness at least"], wording(practices)))


if __name__ == "__main__":
    main()
