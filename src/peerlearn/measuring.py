"""What ``peerlearn evaluate`` measures: the corpus's own judgements, or a public set's folder."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.errors import EvaluationError
from peerlearn.evaluate import (
    TaskResult,
    TestSetIndex,
    Text,
    evaluate_mixed,
    evaluate_slices,
    has_mixed,
    measure,
    mixed_names,
    read_qrels,
    read_test_set,
    read_texts,
)
from peerlearn.search.passages import rank_passages

if TYPE_CHECKING:
    from peerlearn.evaluate import Progress, Run
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.settings import Settings

CACHE = "evaluation-vectors.sqlite"

Qrels = Mapping[str, Mapping[str, int]]
Langs = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class EvaluationReport:
    """The measures of a test set, one result a task; ``unanswerable`` says how often the search admits that it has no answer."""

    set: str
    tasks: tuple[TaskResult, ...]
    extra: dict[str, Any] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON of the command line's contract."""
        return {"set": self.set, "tasks": [each.as_dict() for each in self.tasks], **(self.extra or {})}


def evaluate_folder(settings: Settings, folder: Path, *, tasks: Sequence[str] | None, progress: Progress) -> EvaluationReport:
    """Index a test set aside and measure its tasks, the mixed one too where it can be drawn.

    Raises:
        EvaluationError: the folder cannot be read, or has no such task.
    """
    test_set = read_test_set(folder)
    prepare(settings, progress=progress)
    encoder = open_encoder(settings)
    cache = VectorCache(settings.indexes / CACHE, encoder)

    known = [each.name for each in test_set.slices] + (mixed_names() if has_mixed(test_set) else [])
    _require_tasks(tasks, known, folder)

    def wanted(name: str) -> bool:
        return not tasks or name in tasks

    with tempfile.TemporaryDirectory(prefix="peerlearn-evaluate-") as scratch:
        indexed = TestSetIndex(test_set, Path(scratch), encoder=encoder, cache=cache, progress=progress)
        results = evaluate_slices(indexed, wanted=wanted, progress=progress)
        if has_mixed(test_set):
            results += evaluate_mixed(indexed, wanted=wanted, progress=progress)
    return EvaluationReport(test_set.name, tuple(results))


def evaluate_corpus(base: KnowledgeBase, *, tasks: Sequence[str] | None = None) -> EvaluationReport:
    """Measure the judged questions of the corpus through the serving index: overall, per question language, per pair of languages.

    The pair ``ar>fr`` ranks, for Arabic questions, only what stands in French. Every record is ranked, weak ones too; whether an
    answer is called weak is what ``unanswerable`` counts: questions that nothing answers, and how many were met with that admission.

    Raises:
        EvaluationError: the judgements cannot be read, or there is no such task.
    """
    folder = base.settings.corpus / "judgements"
    queries, qrels = read_texts(folder / "questions.jsonl"), read_qrels(folder / "qrels.tsv")
    langs = {record.id: frozenset(record.versions) for record in base.records()}
    _require_known(queries, qrels, langs, folder)
    known = _corpus_tasks(queries, qrels, langs)
    _require_tasks(tasks, known, folder)
    results = [_measure_task(base, task, queries, qrels, langs) for task in known if not tasks or task in tasks]
    blank = [query for query in queries if query.id not in qrels]
    admitted = sum(base.search(query.text, lang=query.lang).message_code == "nothing-fair" for query in blank)
    return EvaluationReport("judgements", tuple(results), {"unanswerable": {"questions": len(blank), "admitted": admitted}})


def _require_tasks(tasks: Sequence[str] | None, known: Sequence[str], folder: Path) -> None:
    unknown = [task for task in tasks or () if task not in known]
    if unknown:
        raise EvaluationError(f"{folder} has no task {', '.join(unknown)}", remedy=f"use one of {', '.join(known)}")


def _require_known(queries: Sequence[Text], qrels: Qrels, langs: Langs, folder: Path) -> None:
    """A judgement of a question or record that does not exist would be dropped without a word."""
    ids = {query.id for query in queries}
    for query, gains in qrels.items():
        unknown = [query] if query not in ids else [record for record in gains if record not in langs]
        if unknown:
            raise EvaluationError(
                f"{folder / 'qrels.tsv'} judges {unknown[0]!r}, which does not exist", remedy="mend the id, or build the index"
            )


def _corpus_tasks(queries: Sequence[Text], qrels: Qrels, langs: Langs) -> list[str]:
    """Return ``all``, ``ar>*`` and so on by question language, and ``ar>fr`` and so on where a judged answer stands in that language."""
    judged = [query for query in queries if qrels.get(query.id)]
    pairs = {f"{query.lang}>{lang}" for query in judged for record in qrels[query.id] for lang in langs.get(record, ())}
    return ["all", *sorted({f"{query.lang}>*" for query in judged}), *sorted(pairs)]


def _measure_task(base: KnowledgeBase, task: str, queries: Sequence[Text], qrels: Qrels, langs: Langs) -> TaskResult:
    """Rank for the task's questions; in a pair only the passages in its second language may answer."""
    asked, _, answered = task.partition(">")
    pair = "" if answered in {"", "*"} else answered
    within = {record for record, own in langs.items() if not pair or pair in own}
    chosen = [query for query in queries if asked in {"all", query.lang} and query.id in qrels]
    gains = {query.id: {record: gain for record, gain in qrels[query.id].items() if record in within} for query in chosen}
    run: Run = {query.id: _ranked(base, query, pair) for query in chosen if gains[query.id]}
    return measure(task, run, {query: each for query, each in gains.items() if each}, documents=len(within))


def _ranked(base: KnowledgeBase, query: Text, lang: str) -> dict[str, float]:
    """Return record -> score in the order of the ranking, over passages of one language, or of all for an empty ``lang``."""
    index, question = base.engine.index, base.engine.question(query.text, lang=query.lang)
    allowed = {lang: np.ones(len(index.pools[lang].passages), dtype=bool)} if lang else None
    records = dict.fromkeys(each.passage.record_id for each in rank_passages(index, question, allowed=allowed))
    return {record: -float(place) for place, record in enumerate(records)}
