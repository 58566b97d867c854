"""``peerlearn doctor``: what is installed and active, and how a question was understood and ranked, leg by leg."""

from __future__ import annotations

import importlib.metadata
import platform
from typing import TYPE_CHECKING, Any

import numpy as np

from peerlearn.encode import graph
from peerlearn.encode.prepare import FINGERPRINT, graph_folder
from peerlearn.encode.reranker import open_reranker
from peerlearn.errors import PeerlearnError
from peerlearn.gaps import gap_store
from peerlearn.index import generations
from peerlearn.index.manifest import read_manifest
from peerlearn.search.calibration import band_of, probability
from peerlearn.search.passages import CANDIDATES, rank_passages
from peerlearn.text.language import base_language, detect
from peerlearn.text.normalise import encoder_text, fold
from peerlearn.text.terms import content_words, gram_terms, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peerlearn.index.pool import Pool
    from peerlearn.knowledge_base import KnowledgeBase
    from peerlearn.search.passages import Question, ScoredPassage
    from peerlearn.settings import Settings

PACKAGES = ("torch", "sentence-transformers", "onnxruntime", "faiss-cpu", "tantivy", "camel-tools", "streamlit")
TOP = 10


def explain_setup(settings: Settings) -> dict[str, Any]:
    """Return folders, versions, the encoder and the state of the index."""
    return {
        "home": str(settings.home),
        "corpus": str(settings.corpus),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "encoder": {
            "name": settings.encoder or FINGERPRINT,
            "prepared": bool(settings.encoder) or graph.is_exported(graph_folder(settings)),
        },
        "reranker": _reranker_state(settings),
        "arabic": "CAMeL Tools folding; character 4-grams find, light10 stems highlight",
        "index": _index_state(settings),
        "coverage gaps": _gaps_state(settings),
    }


def _reranker_state(settings: Settings) -> dict[str, Any] | str:
    """Return whether a reranker is active; one that is set is opened, as a search would."""
    if not settings.reranker:
        return "none"
    try:
        open_reranker(settings)
    except PeerlearnError as error:
        return {"name": settings.reranker, "active": False, "problem": str(error)}
    return {"name": settings.reranker, "active": True}


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _index_state(settings: Settings) -> dict[str, Any] | str:
    try:
        manifest = read_manifest(generations.current(settings.indexes))
    except PeerlearnError as error:
        return str(error)
    return {
        "generation": manifest.generation,
        "built": manifest.built,
        "encoder": manifest.encoder_fingerprint,
        "records": len(manifest.records),
        "passages": dict(manifest.passages),
    }


def _gaps_state(settings: Settings) -> dict[str, Any] | str:
    if not settings.gaps:
        return "off: PEERLEARN_GAPS is 0"
    store = gap_store(settings)
    if problem := store.problem():
        return f"unanswered questions are not kept: {problem}"
    return {"file": str(store.path), "questions": len(store.read(at_least=1))}


def explain_query(base: KnowledgeBase, text: str, *, lang: str | None) -> dict[str, Any]:
    """Return how a question is read, each leg's best in every pool, and the final order with the parts of each score."""
    reading = base.engine.understand(text)
    text = base.engine.read(reading.text) or base.engine.read(text)
    guess = detect(text, default="ar")
    asked = base_language(lang) if lang else base.language_of(text)
    index = base.engine.index
    question = base.engine.question(text, lang=asked)
    pools = {name: _explain_pool(base, pool, question) for name, pool in index.pools.items()}
    ranked = rank_passages(index, question, allowed=base.engine.allowed(reading.filters, within=base.engine.within(reading)))
    return {
        "question": text,
        "language": asked,
        "detected": guess.lang,
        "confidence": round(guess.confidence, 3),
        "read as": reading.lines_in("en", base.facet_label),
        "names": [f"{each.field}={each.value}" for each in base.engine.lexicon.find(text)],
        "widened": dict(reading.widened),
        "encoder text": encoder_text(text),
        "folded": fold(text),
        "words": [f"{word.form} ({stem(word.form)})" for word in content_words(text, lang=asked)],
        "terms": [term.partition(":")[2] for term in dict.fromkeys(gram_terms(text))],
        "did you mean": base.engine.speller.offer(text, lang=asked) or None,
        "typical": round(question.typical, 3),
        "pools": pools,
        "reranker": base.engine.reranker.name if base.engine.reranker else "none",
        "final": [_explain_hit(base, question, each, ranked) for each in ranked[:TOP]],
    }


def _explain_hit(base: KnowledgeBase, question: Question, each: ScoredPassage, ranked: Sequence[ScoredPassage]) -> dict[str, Any]:
    """Return a passage of the final order with what each leg said and how its score came about."""
    index, passage, legs = base.engine.index, each.passage, each.legs
    pool = [other for other in ranked if other.passage.lang == passage.lang]
    mean, deviation = index.background(question.lang, passage.lang)
    covered = list(index.pools[passage.lang].lexical.search(question.words_for(passage.lang), top=CANDIDATES))
    return {
        "record": passage.record_id,
        "title": base.record(passage.record_id).version(question.lang).title,
        "lang": passage.lang,
        "section": passage.section,
        "score": round(each.score, 3),
        "probability": round(probability(each.score), 3),
        "band": band_of(probability(each.score)),
        "dense rank": legs.dense_rank,
        "lexical rank": covered.index(each.row) + 1 if each.row in covered else 0,
        "coverage": round(legs.coverage, 3),
        "late": round(legs.late, 3),
        "late rank": 1 + sum(other.legs.late > legs.late for other in pool),
        "rank in pool": 1 + pool.index(each),
        "late carried": round((each.score - each.bonus - each.lent + question.typical) * deviation + mean, 3),
        "own words": round(each.bonus, 3),
        "other tellings": round(each.lent, 3),
        "background": [round(mean, 3), round(deviation, 3)],
    }


def _explain_pool(base: KnowledgeBase, pool: Pool, question: Question) -> dict[str, Any]:
    mean, deviation = base.engine.index.background(question.lang, pool.lang)
    near = pool.dense.search(question.vector, top=TOP, allowed=pool.answering(None))
    covered = pool.lexical.search(question.words_for(pool.lang), top=TOP)
    live = pool.passages.live_rows()
    late = pool.tokens.scores(question.tokens, question.weights, live)

    def row(number: int, score: float) -> dict[str, Any]:
        passage = pool.passages[number]
        return {"score": round(score, 3), "record": passage.record_id, "section": passage.section}

    return {
        "passages": pool.passages.live,
        "background": f"{mean:.3f} ± {deviation:.3f}",
        "dense": [row(int(each), float(pool.dense.vectors(near[i : i + 1])[0] @ question.vector)) for i, each in enumerate(near)],
        "lexical": [row(each, score) for each, score in covered.items()],
        "late": [row(int(live[each]), float(late[each])) for each in np.argsort(-late)[:TOP]],
    }
