"""Compare ways of ranking with the same vectors: the table of ``docs/retrieval.md``.

    .venv/bin/python benchmarks/methods.py ../shared/bench/xquad ar>ar ar>en mixed:ar mixed:ar:uneven

Every method ranks every passage of the task, so that nothing depends on how candidates are drawn; ``peerlearn`` is the search as it ships.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.evaluate import MIXED_LANGS, MIXES, SEEDS, TestSetIndex, measure, read_test_set, within
from peerlearn.measuring import CACHE
from peerlearn.progress import bars
from peerlearn.search.passages import Question
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peerlearn.evaluate import Text
    from peerlearn.index.opened import Index
    from peerlearn.index.pool import Pool


def dense(_index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """Cosine of sentence vectors: what most vector search does."""
    return {lang: pool.dense.vectors(np.arange(len(pool.passages))) @ question.vector for lang, pool in pools.items()}


def coverage(_index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """BM25 over character 4-grams."""
    found = {}
    for lang, pool in pools.items():
        found[lang] = np.zeros(len(pool.passages))
        for row, score in pool.lexical.search(question.text, top=len(pool.passages)).items():
            found[lang][row] = score
    return found


def fused(index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """Reciprocal rank fusion of the two, over all languages together: what most hybrid search does."""
    total = {lang: np.zeros(len(pool.passages)) for lang, pool in pools.items()}
    for leg in (dense, coverage):
        scores = leg(index, pools, question)
        everything = np.concatenate([scores[lang] for lang in pools])
        ranks = np.empty(len(everything))
        ranks[np.argsort(-everything, kind="stable")] = np.arange(1, len(everything) + 1)
        at = 0
        for own in total.values():
            own += 1 / (60 + ranks[at : at + len(own)])
            at += len(own)
    return total


def late(_index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """Late interaction over centred token vectors, scores taken as they are."""
    return {lang: pool.tokens.scores(question.tokens, question.weights, np.arange(len(pool.passages))) for lang, pool in pools.items()}


def late_per_question(index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """Late interaction, standardised by the question's own mean and deviation in each pool."""
    return {lang: (each - each.mean()) / max(float(each.std()), 1e-6) for lang, each in late(index, pools, question).items()}


def late_background(index: Index, pools: dict[str, Pool], question: Question) -> dict[str, np.ndarray]:
    """Late interaction, standardised by the background of the pair of languages."""
    found = {}
    for lang, each in late(index, pools, question).items():
        mean, deviation = index.background(question.lang, lang)
        found[lang] = (each - mean) / deviation
    return found


METHODS = {
    "dense": dense,
    "BM25 of 4-grams": coverage,
    "reciprocal rank fusion": fused,
    "late interaction": late,
    "late, per question": late_per_question,
    "late, background": late_background,
}


def run(
    indexed: TestSetIndex, index: Index, queries: Sequence[Text], method: Callable[..., dict[str, np.ndarray]], langs: frozenset[str]
) -> dict[str, dict[str, float]]:
    """Rank every document of some languages for each question."""
    pools = {lang: pool for lang, pool in index.pools.items() if lang in langs}
    found = {}
    for query in queries:
        question = Question.prepare(index, indexed.vectors_of(query), text=query.text, lang=query.lang)
        scores: dict[str, float] = {}
        for lang, values in method(index, pools, question).items():
            for passage, value in zip(pools[lang].passages, values.tolist(), strict=True):
                scores[passage.record_id] = max(value, scores.get(passage.record_id, -np.inf))
        found[query.id] = scores
    return found


def figures(indexed: TestSetIndex, task: str) -> dict[str, float]:
    """Return nDCG@10 of each method on a task of the set, ``ar>en`` or ``mixed:ar``."""
    asked, parts = (task.split(":")[1], None) if task.startswith("mixed:") else task.split(">")
    queries = [each for each in indexed.test_set.queries if each.lang == asked]
    if parts is not None:
        index, langs = indexed.open(lambda _: True, task.replace(">", "-")), frozenset(parts.split("+"))
        kept = {each.id for each in indexed.test_set.documents if each.lang in langs}
        return _measured(indexed, index, queries, kept, langs)
    numbers = sorted({int(each.id.split(":")[1]) for each in indexed.test_set.documents})
    mix = task.removeprefix(f"mixed:{asked}")
    per_seed = []
    for seed in SEEDS:
        drawn = np.random.default_rng(seed).choice(len(MIXED_LANGS), size=len(numbers), p=MIXES[mix])
        kept = {f"{MIXED_LANGS[choice]}:{number}" for choice, number in zip(drawn, numbers, strict=True)}
        index = indexed.open(kept.__contains__, f"{task.replace(':', '-')}-{seed}")
        per_seed.append(_measured(indexed, index, queries, kept, frozenset(MIXED_LANGS)))
    return {name: float(np.mean([each[name] for each in per_seed])) for name in per_seed[0]}


def _measured(indexed: TestSetIndex, index: Index, queries: Sequence[Text], kept: set[str], langs: frozenset[str]) -> dict[str, float]:
    qrels = within(indexed.test_set.qrels, queries, kept)
    runs = {name: run(indexed, index, queries, method, langs) for name, method in METHODS.items()}
    masks = {lang: np.ones(len(pool.passages), dtype=bool) for lang, pool in index.pools.items() if lang in langs}
    runs["peerlearn"] = indexed.run(index, queries, lambda _: masks)
    return {name: measure(name, each, qrels, documents=len(kept)).measures["nDCG@10"] for name, each in runs.items()}


def main(folder: str, *tasks: str) -> None:
    """Print a table: a row a method, a column a task."""
    settings = Settings.load()
    progress = bars()
    prepare(settings, progress=progress)
    encoder = open_encoder(settings)
    with tempfile.TemporaryDirectory() as scratch:
        cache = VectorCache(settings.indexes / CACHE, encoder)
        indexed = TestSetIndex(read_test_set(Path(folder)), Path(scratch), encoder=encoder, cache=cache, progress=progress)
        columns = {task: figures(indexed, task) for task in tasks}
    print("| method | " + " | ".join(tasks) + " |\n|---|" + "---|" * len(tasks))
    for name in [*METHODS, "peerlearn"]:
        print(f"| {name} | " + " | ".join(f"{columns[task][name]:.3f}" for task in tasks) + " |")


if __name__ == "__main__":
    main(*sys.argv[1:])
