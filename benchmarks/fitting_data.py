"""The public test sets as the projection is fitted on them: which half a document is in, token vectors, questions, neighbours.

A document and its translations are in one half: the half is the first bit of the MD5 of the set's name and what follows the language in
the document's id. What is fitted sees the passages of one half, and questions with an answer there; the other half is held back.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from peerlearn.evaluate import LIMIT
from peerlearn.index.tokens import centred, pool_means
from peerlearn.passages import Passage, cut
from peerlearn.text.normalise import display_text, encoder_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peerlearn.encode import Encoded, Encoder
    from peerlearn.encode.cache import VectorCache
    from peerlearn.evaluate import Progress, TestSet, Text

NEAR = 60
"""Passages that lie nearest to a question by sentence vector, of which the wrong ones in its batch are drawn."""
NEIGHBOURS = 40
"""The same for a passage."""

Floats = NDArray[np.float32]


def group(document_id: str) -> str:
    """Return what a document's translations share: its id without the language."""
    return document_id.split(":", 1)[-1]


def held_back(set_name: str, document_id: str) -> bool:
    """Say whether a document is in the half that the fit never sees."""
    return bool(hashlib.md5((set_name + group(document_id)).encode(), usedforsecurity=False).digest()[0] & 1)


def held_back_questions(test_set: TestSet) -> list[Text]:
    """Return the questions all of whose answers are held back: none of them was fitted on."""
    answers = {query: [each for each, gain in gains.items() if gain > 0] for query, gains in test_set.qrels.items()}
    return [
        each
        for each in test_set.queries
        if answers.get(each.id) and all(held_back(test_set.name, document) for document in answers[each.id])
    ]


@dataclass(frozen=True, eq=False)
class Asked:
    """A question: centred ``tokens`` (n, dims), their ``rarity`` (n,), documents that answer, and the rows nearest by sentence vector."""

    tokens: Floats
    rarity: Floats
    answers: Sequence[str]
    near: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Spoken:
    """One language's passages: centred tokens (n, dims) in fp16, their ids (n,), the mean (dims,), and in how many a token occurs."""

    tokens: Sequence[NDArray[np.float16]]
    ids: Sequence[NDArray[np.int32]]
    mean: Floats
    counts: Mapping[int, int]

    @classmethod
    def of(cls, encoded: Sequence[Encoded], mean: Floats) -> _Spoken:
        counts = Counter(each for one in encoded for each in np.unique(one.token_ids).tolist())
        return cls([centred(each.tokens, mean).astype(np.float16) for each in encoded], [each.token_ids for each in encoded], mean, counts)

    def rarity(self, ids: NDArray[np.int32]) -> Floats:
        counts = np.array([self.counts.get(each, 0) for each in ids.tolist()], dtype=np.float32)
        return np.log1p((len(self.ids) - counts + 0.5) / (counts + 0.5)).astype(np.float32)


class Languages:
    """What the search knows of each language of a set: its token vectors, centred and as int8, their mean, and how rare tokens are."""

    def __init__(self, langs: Sequence[str], encoded: Sequence[Encoded]) -> None:
        own: dict[str, list[Encoded]] = defaultdict(list)
        self._places = []
        for lang, each in zip(langs, encoded, strict=True):
            self._places.append((lang, len(own[lang])))
            own[lang].append(each)
        means = pool_means({lang: _token_sum(some) for lang, some in own.items()})
        self._overall = np.mean(list(means.values()), axis=0).astype(np.float32)
        self._spoken = {lang: _Spoken.of(some, means[lang]) for lang, some in own.items()}

    def passage(self, row: int, start: int = 0, end: int | None = None) -> tuple[Floats, Floats]:
        """Return the centred tokens (n, dims) of a row, from ``start`` to ``end``, and their rarity (n,)."""
        lang, place = self._places[row]
        own = self._spoken[lang]
        ids = own.ids[place][start:end]
        return own.tokens[place][start:end].astype(np.float32), own.rarity(ids)

    def length(self, row: int) -> int:
        """Return how many tokens a row has."""
        lang, place = self._places[row]
        return len(self._spoken[lang].ids[place])

    def question(self, lang: str, encoded: Encoded) -> tuple[Floats, Floats]:
        """Return the centred tokens (n, dims) of a question and their rarity (n,); all are as rare in a language without passages."""
        own = self._spoken.get(lang)
        if own is None:
            return centred(encoded.tokens, self._overall), np.ones(len(encoded.token_ids), dtype=np.float32)
        return centred(encoded.tokens, own.mean), own.rarity(encoded.token_ids)


def _token_sum(encoded: Sequence[Encoded]) -> tuple[NDArray[np.float64], int]:
    total = np.sum([each.tokens.sum(axis=0, dtype=np.float64) for each in encoded], axis=0)
    return total, sum(len(each.token_ids) for each in encoded)


@dataclass(frozen=True, eq=False)
class FittingSet:
    """A test set: its token vectors and, by row, the document, group and language of each passage.

    ``fitted`` are the rows of the half that is fitted on; ``by_group`` and ``neighbours`` (the nearest rows of other groups) hold only
    those, and neighbours only in a set of translations.
    """

    name: str
    vectors: Languages
    documents: Sequence[str]
    groups: Sequence[str]
    langs: Sequence[str]
    questions: Sequence[Asked]
    fitted: NDArray[np.int64]
    neighbours: Mapping[int, Sequence[int]]
    by_document: Mapping[str, Sequence[int]]
    by_group: Mapping[str, Sequence[int]]


def read_fitting_set(test_set: TestSet, *, encoder: Encoder, cache: VectorCache, progress: Progress, translations: bool) -> FittingSet:
    """Return a test set ready to be fitted on.

    Args:
        test_set: as read from its folder.
        encoder: cuts the documents as the search does.
        cache: gives the vectors.
        progress: told what is encoded.
        translations: the set's groups are translations of each other, so that passages ask too.
    """
    name = test_set.name
    passages = sorted(_cut(test_set, encoder), key=lambda each: each.lang)
    queries = _fitted_queries(test_set)
    encoded, _ = cache.encode(
        [each.encoder_text for each in passages], kind="passage", progress=lambda done, total: progress(f"{name}: documents", done, total)
    )
    asked, _ = cache.encode(
        [encoder_text(each.text) for each, _ in queries],
        kind="query",
        progress=lambda done, total: progress(f"{name}: questions", done, total),
    )
    documents, langs = [each.record_id for each in passages], [each.lang for each in passages]
    groups = [group(each) for each in documents]
    fitted = np.flatnonzero([not held_back(name, each) for each in documents])
    near = _centred_by_language(encoded, langs)[fitted]
    vectors = Languages(langs, encoded)
    return FittingSet(
        name,
        vectors,
        documents,
        groups,
        langs,
        _questions(queries, asked, vectors, near, fitted),
        fitted,
        _neighbours(near, fitted, groups) if translations else {},
        _rows_by(documents, range(len(documents))),
        _rows_by(groups, fitted.tolist()),
    )


def _cut(test_set: TestSet, encoder: Encoder) -> list[Passage]:
    """Cut the documents as :class:`peerlearn.evaluate.TestSetIndex` does, so that their vectors are those of the cache."""
    passages = []
    for document in test_set.documents:
        text = display_text(document.text)
        for start, end in cut(text, tokens=encoder, limit=LIMIT):
            passages.append(Passage(document.id, document.lang, "text", start, end, text[start:end]))
    return passages


def _fitted_queries(test_set: TestSet) -> list[tuple[Text, list[str]]]:
    """Return the questions that have an answer in the fitted half, with those answers."""
    known = {document.id for document in test_set.documents if not held_back(test_set.name, document.id)}
    found = []
    for query in test_set.queries:
        answers = [each for each, gain in test_set.qrels.get(query.id, {}).items() if gain > 0 and each in known]
        if answers:
            found.append((query, answers))
    return found


def _questions(
    queries: Sequence[tuple[Text, list[str]]], asked: Sequence[Encoded], vectors: Languages, near: Floats, fitted: NDArray[np.int64]
) -> list[Asked]:
    """Return the questions with the rows that lie nearest to them."""
    if not queries:
        return []
    cosines = _centred_by_language(asked, [query.lang for query, _ in queries]) @ near.T
    rows = fitted[np.argsort(-cosines, axis=1)[:, :NEAR]]
    return [
        Asked(*vectors.question(query.lang, each), answers, row) for (query, answers), each, row in zip(queries, asked, rows, strict=True)
    ]


def _neighbours(near: Floats, fitted: NDArray[np.int64], groups: Sequence[str]) -> dict[int, list[int]]:
    """Return for each fitted row those of other groups among the rows that lie nearest."""
    count = min(NEIGHBOURS, len(fitted) - 1)
    places = np.argpartition(-(near @ near.T), count, axis=1)[:, :count]
    return {
        row: [other for other in fitted[some].tolist() if groups[other] != groups[row]]
        for row, some in zip(fitted.tolist(), places, strict=True)
    }


def _centred_by_language(encoded: Sequence[Encoded], langs: Sequence[str]) -> Floats:
    """Return sentence vectors less the mean of their language, of length 1, so that languages meet."""
    vectors, known = np.stack([each.vector for each in encoded]), np.array(langs)
    for lang in set(langs):
        vectors[known == lang] -= vectors[known == lang].mean(axis=0)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def _rows_by(names: Sequence[str], rows: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        found[names[row]].append(row)
    return dict(found)
