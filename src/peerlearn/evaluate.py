"""Judged questions -> measures: nDCG@10, R@10, R@100, RR@10, AP, per task, through the search that people use.

A test set is a folder with ``docs.jsonl``, ``queries.jsonl``, ``qrels.tsv`` and ``slices.json`` (``docs/evaluation.md``). Every question
with a relevant document in the task counts, answered or not.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ir_measures
import numpy as np
from ir_measures import AP, RR, R, nDCG
from numpy.typing import NDArray

from peerlearn.errors import EvaluationError
from peerlearn.index.build import write_generation
from peerlearn.index.opened import Index
from peerlearn.passages import Passage, cut
from peerlearn.search.passages import Question, rank_passages
from peerlearn.text.language import base_language
from peerlearn.text.normalise import display_text, encoder_text

if TYPE_CHECKING:
    from pathlib import Path

    from peerlearn.encode import Encoded, Encoder
    from peerlearn.encode.cache import VectorCache

MEASURES = (nDCG @ 10, R @ 10, R @ 100, RR @ 10, AP)
DEPTH = 100
LIMIT = 200
"""Tokens a passage of a test set's document, as for the corpus."""
MIXED_LANGS = ("ar", "en", "es")
MIXES = {"": (1 / 3, 1 / 3, 1 / 3), ":uneven": (0.1, 0.7, 0.2)}
SEEDS = (0, 1, 2, 3)

Run = dict[str, dict[str, float]]
"""Question id -> document id -> score."""
Progress = Callable[[str, int, int], None]
Masks = Mapping[str, NDArray[np.bool_]]
"""Language -> which rows of its pool may answer."""


@dataclass(frozen=True)
class Text:
    """A document or question of a test set."""

    id: str
    lang: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Slice:
    """A named task: questions of one language (and kind) over documents of some languages (None: all)."""

    name: str
    qlang: str
    dlangs: frozenset[str] | None
    kind: str = ""
    judged_only: bool = False


@dataclass(frozen=True)
class TestSet:
    """Documents, questions, judgements (question -> document -> gain) and tasks."""

    __test__ = False  # not a pytest class

    name: str
    documents: Sequence[Text]
    queries: Sequence[Text]
    qrels: Mapping[str, Mapping[str, int]]
    slices: Sequence[Slice] = ()


@dataclass(frozen=True)
class TaskResult:
    """The measures of one task, means over its ``queries`` judged questions."""

    task: str
    queries: int
    documents: int
    measures: Mapping[str, float] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Return the row of the JSON output; a measure of no questions is null."""
        return {
            "task": self.task,
            "queries": self.queries,
            "documents": self.documents,
            **{name: None if math.isnan(value) else round(value, 4) for name, value in self.measures.items()},
        }


def read_test_set(folder: Path) -> TestSet:
    """Read a folder with docs.jsonl, queries.jsonl, qrels.tsv and slices.json.

    Raises:
        EvaluationError: a file is missing or a line of it cannot be read.
    """
    slices = _read_slices(folder / "slices.json")
    return TestSet(
        folder.name, read_texts(folder / "docs.jsonl"), read_texts(folder / "queries.jsonl"), read_qrels(folder / "qrels.tsv"), slices
    )


def read_texts(path: Path) -> list[Text]:
    """Read one ``{"id", "lang", "text", "kind"}`` a line."""
    texts = []
    for number, line in _lines(path):
        try:
            each = json.loads(line)
            if not all(isinstance(each[name], str) for name in ("id", "lang", "text")):
                raise TypeError("a value is not text")  # noqa: TRY301 - one sentence for all that a line can be
            texts.append(Text(each["id"], each["lang"], each["text"], each.get("kind", "")))
        except (ValueError, KeyError, TypeError) as error:
            raise EvaluationError(f"{path}:{number}: not an object with id, lang and text: {error}", remedy="mend the line") from error
    return texts


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Read question, document and gain, separated by tabs, one judgement a line."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        try:
            query, document, gain = line.rstrip("\n").split("\t")
            qrels.setdefault(query, {})[document] = int(gain)
        except ValueError as error:
            raise EvaluationError(f"{path}:{number}: not question, document and gain: {error}", remedy="mend the line") from error
    return qrels


def _lines(path: Path) -> list[tuple[int, str]]:
    """Return the lines that are not blank with their numbers; only a line feed ends a line."""
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            return [(number, line) for number, line in enumerate(file, start=1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}", remedy="name a folder in the format of the documentation") from error


def _read_slices(path: Path) -> list[Slice]:
    try:
        return [_slice(each) for each in json.loads("".join(line for _, line in _lines(path)))]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"{path} is not a list of objects with name, qlang and dlang: {error}", remedy="mend the file") from error


def _slice(entry: Mapping[str, Any]) -> Slice:
    dlangs = None if entry["dlang"] == "*" else frozenset(entry["dlang"].split("+"))
    return Slice(entry["name"], entry["qlang"], dlangs, entry.get("kind", ""), bool(entry.get("judged_only")))


class TestSetIndex:
    """A test set's documents indexed as the corpus is, in a folder of its own."""

    __test__ = False

    def __init__(self, test_set: TestSet, folder: Path, *, encoder: Encoder, cache: VectorCache, progress: Progress) -> None:
        self.test_set = test_set
        self._folder = folder
        self._encoder = encoder
        self._passages = list(self._cut(encoder))
        if not self._passages:
            raise EvaluationError(f"the documents of {test_set.name} hold no text", remedy="write docs.jsonl")
        texts = [each.encoder_text for each in self._passages]
        self._encoded, _ = cache.encode(texts, kind="passage", progress=lambda done, total: progress("documents", done, total))
        queries = [encoder_text(query.text) for query in test_set.queries]
        vectors, _ = cache.encode(queries, kind="query", progress=lambda done, total: progress("questions", done, total))
        self._queries = dict(zip((query.id for query in test_set.queries), vectors, strict=True))

    def _cut(self, encoder: Encoder) -> list[Passage]:
        passages = []
        for document in self.test_set.documents:
            text = display_text(document.text)
            for start, end in cut(text, tokens=encoder, limit=LIMIT):
                passages.append(Passage(document.id, document.lang, "text", start, end, text[start:end]))
        return passages

    def vectors_of(self, query: Text) -> Encoded:
        """Return the vectors of one of the set's questions."""
        return self._queries[query.id]

    def open(self, keep: Callable[[str], bool], name: str) -> Index:
        """Build and open an index of the documents whose id ``keep`` accepts."""
        folder = self._folder / name
        folder.mkdir(parents=True)
        rows = [number for number, passage in enumerate(self._passages) if keep(passage.record_id)]
        digests = {self._passages[row].record_id: "" for row in rows}
        write_generation(
            folder, [self._passages[row] for row in rows], [self._encoded[row] for row in rows], digests=digests, encoder=self._encoder
        )
        return Index.open(folder)

    def run(self, index: Index, queries: Sequence[Text], masks: Callable[[Text], Masks | None] = lambda _: None) -> Run:
        """Search with each question and return the scores of its documents, the best passage counting.

        Args:
            index: what is searched.
            queries: the questions.
            masks: gives the rows that may answer a question, or None for all.
        """
        run: Run = {}
        for query in queries:
            base = base_language(query.lang)
            question = Question.prepare(index, self.vectors_of(query), text=query.text, lang=base if base in index.pools else query.lang)
            scores: dict[str, float] = {}
            for each in rank_passages(index, question, allowed=masks(query)):
                scores.setdefault(each.passage.record_id, each.score)
            run[query.id] = dict(list(scores.items())[:DEPTH])
        return run


def evaluate_slices(indexed: TestSetIndex, *, wanted: Callable[[str], bool], progress: Progress) -> list[TaskResult]:
    """Measure the named slices of a test set over one index of all its documents."""
    slices = [each for each in indexed.test_set.slices if wanted(each.name)]
    if not slices:
        return []
    index = indexed.open(lambda _: True, "all")
    langs = {document.id: document.lang for document in indexed.test_set.documents}
    qrels = indexed.test_set.qrels
    results = []
    for done, task in enumerate(slices):
        progress("tasks", done, len(slices))
        queries = [each for each in indexed.test_set.queries if each.lang == task.qlang and (not task.kind or each.kind == task.kind)]
        documents = {each for each, lang in langs.items() if task.dlangs is None or lang in task.dlangs}
        run = indexed.run(index, queries, _masks(index, task, qrels))
        results.append(measure(task.name, run, within(qrels, queries, documents), documents=len(documents)))
    progress("tasks", len(slices), len(slices))
    return results


def _masks(index: Index, task: Slice, qrels: Mapping[str, Mapping[str, int]]) -> Callable[[Text], Masks | None]:
    """Return what may answer a question of the task: documents of its languages, or only those judged for the question."""
    dlangs = task.dlangs or frozenset(index.pools)
    whole = {lang: np.ones(len(pool.passages), dtype=bool) for lang, pool in index.pools.items() if lang in dlangs}
    if not task.judged_only:
        return lambda _: whole

    def judged(query: Text) -> Masks:
        known = qrels.get(query.id, {})
        return {lang: index.pools[lang].passages.of(known) for lang in whole}

    return judged


def evaluate_mixed(indexed: TestSetIndex, *, wanted: Callable[[str], bool], progress: Progress) -> list[TaskResult]:
    """Measure the mixed task: every paragraph stands in one language only, drawn by seed; means over the seeds.

    Only for sets whose document ids are ``<lang>:<number>`` with the same numbers in every language.
    """
    numbers = sorted({int(each.id.split(":")[1]) for each in indexed.test_set.documents})
    tasks = [(mix, lang) for mix in MIXES for lang in MIXED_LANGS if wanted(f"mixed:{lang}{mix}")]
    found: dict[str, list[TaskResult]] = {}
    for mix in dict.fromkeys(mix for mix, _ in tasks):
        for done, seed in enumerate(SEEDS):
            progress(f"mixed{mix}", done, len(SEEDS))
            drawn = np.random.default_rng(seed).choice(len(MIXED_LANGS), size=len(numbers), p=MIXES[mix])
            kept = {f"{MIXED_LANGS[choice]}:{number}" for choice, number in zip(drawn, numbers, strict=True)}
            index = indexed.open(kept.__contains__, f"mixed{mix.replace(':', '-')}-{seed}")
            for lang in [lang for each, lang in tasks if each == mix]:
                queries = [query for query in indexed.test_set.queries if query.lang == lang]
                run = indexed.run(index, queries)
                name = f"mixed:{lang}{mix}"
                found.setdefault(name, []).append(measure(name, run, within(indexed.test_set.qrels, queries, kept), documents=len(kept)))
        progress(f"mixed{mix}", len(SEEDS), len(SEEDS))
    return [_mean(results) for results in found.values()]


def mixed_names() -> list[str]:
    """Return the names of the mixed tasks."""
    return [f"mixed:{lang}{mix}" for mix in MIXES for lang in MIXED_LANGS]


def has_mixed(test_set: TestSet) -> bool:
    """Say whether the mixed task can be drawn from a set."""
    numbers: dict[str, set[str]] = {lang: set() for lang in MIXED_LANGS}
    for document in test_set.documents:
        lang, _, number = document.id.partition(":")
        if lang in numbers and number.isdigit() and lang == document.lang:
            numbers[lang].add(number)
    return bool(numbers["ar"]) and len({frozenset(each) for each in numbers.values()}) == 1


def measure(task: str, run: Mapping[str, Mapping[str, float]], qrels: Mapping[str, Mapping[str, int]], *, documents: int) -> TaskResult:
    """Return the measures of a run; a judged question that the run lacks counts as 0."""
    if not qrels:
        return TaskResult(task, 0, documents, {str(each): float("nan") for each in MEASURES})
    plain = {query: dict(gains) for query, gains in qrels.items()}
    scores = ir_measures.calc_aggregate(MEASURES, plain, {query: dict(run.get(query, {})) for query in plain})
    return TaskResult(task, len(plain), documents, {str(each): float(scores[each]) for each in MEASURES})


def within(qrels: Mapping[str, Mapping[str, int]], queries: Sequence[Text], documents: set[str]) -> dict[str, dict[str, int]]:
    """Return the judgements of the questions over the documents of a task, for questions with something to find."""
    kept = {query.id: {each: gain for each, gain in qrels.get(query.id, {}).items() if each in documents} for query in queries}
    return {query: gains for query, gains in kept.items() if any(gains.values())}


def _mean(results: Sequence[TaskResult]) -> TaskResult:
    first = results[0]
    measures = {name: float(np.mean([each.measures[name] for each in results])) for name in first.measures}
    return TaskResult(first.task, round(float(np.mean([each.queries for each in results]))), first.documents, measures)
