"""The passages of two texts that agree, sentence by sentence: by their words in one language, by their token vectors otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from peerlearn.curation.duplicates.near import runs
from peerlearn.curation.duplicates.result import Agreement, Excerpt
from peerlearn.passages import sentences
from peerlearn.text.normalise import encoder_text
from peerlearn.text.terms import forms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from peerlearn.curation.duplicates.collection import Side
    from peerlearn.curation.duplicates.telling import Telling
    from peerlearn.passages import Passage, Tokens

SHARED = 0.5
"""Share of the shorter sentence's runs of words that both have."""
SAME_SENSE = 0.5
"""Late interaction of two sentences, the mean of both directions, from which they say the same."""
LEAST_TOKENS = 5
"""A sentence of fewer tokens agrees with too many."""


def by_words(one: Telling, other: Telling, lang: str) -> tuple[Agreement, ...]:
    """Return the sentences of one language that share most of their wording, each with the one that is most alike."""
    theirs = [(excerpt, own) for excerpt in _sentences(other, lang) if (own := runs(forms(excerpt.text)))]
    found = []
    for excerpt in _sentences(one, lang):
        mine = runs(forms(excerpt.text))
        if mine and theirs:
            score, best = max(((_shared(mine, own), each) for each, own in theirs), key=lambda pair: pair[0])
            if score >= SHARED:
                found.append(Agreement(excerpt, best, round(score, 3)))
    return tuple(found)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _sentences(telling: Telling, lang: str) -> list[Excerpt]:
    return [
        Excerpt(lang, name, start, end, text[start:end]) for name, text in telling.texts[lang].items() for start, end in sentences(text)
    ]


def by_meaning(one: Side, other: Side, *, tokens: Tokens) -> tuple[Agreement, ...]:
    """Return the sentences that are each other's nearest and near enough, in the order of the first text."""
    mine, my_groups = _grouped(one, tokens)
    theirs, their_groups = _grouped(other, tokens)
    if not mine or not theirs:
        return ()
    cosines = one.tokens @ other.tokens.T
    scores = (_directed(cosines, my_groups, their_groups, one.weights) + _directed(cosines.T, their_groups, my_groups, other.weights).T) / 2
    best, back = scores.argmax(axis=1), scores.argmax(axis=0)
    return tuple(
        Agreement(mine[i], theirs[j], round(float(scores[i, j]), 3))
        for i, j in enumerate(best.tolist())
        if back[j] == i and scores[i, j] >= SAME_SENSE
    )


def _directed(
    cosines: NDArray[np.float32], groups: list[NDArray[np.int64]], others: list[NDArray[np.int64]], weights: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return for each sentence and each of the others the weighted mean of its tokens' best cosine there (sentences, others)."""
    best = np.stack([cosines[:, own].max(axis=1) for own in others], axis=1)
    rows = [weights[own] @ best[own] / max(float(weights[own].sum()), 1e-9) for own in groups]
    return np.asarray(np.stack(rows), dtype=np.float32)


def _grouped(side: Side, tokens: Tokens) -> tuple[list[Excerpt], list[NDArray[np.int64]]]:
    """Return the sentences of a side with the rows of their tokens."""
    excerpts, groups = [], []
    for number, passage in enumerate(side.passages):
        first, last = int(side.bounds[number]), int(side.bounds[number + 1])
        places = tokens.token_spans(passage.encoder_text)[: last - first]
        for (start, end), (begin, stop) in zip(*_bounds(passage), strict=True):
            rows = np.array([first + i for i, (at, _) in enumerate(places) if begin <= at < stop], dtype=np.int64)
            if len(rows) >= LEAST_TOKENS:
                place = (passage.start + start, passage.start + end)
                excerpts.append(Excerpt(side.lang, passage.section, *place, passage.text[start:end]))
                groups.append(rows)
    return excerpts, groups


def _bounds(passage: Passage) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the spans of a passage's sentences in its text, and where they stand in what the encoder read."""
    spans = sentences(passage.text)
    before = [len(encoder_text(f"{passage.context}\n{passage.text[:start]}")) for start, _ in spans]
    return spans, list(zip(before, [*before[1:], len(passage.encoder_text) + 1], strict=True))
