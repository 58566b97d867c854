"""Search systems that are fed the same passages and the same sentence vectors: peerlearn, txtai, LanceDB, each as it ships."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any, Protocol

from peerlearn.index.build import write_generation
from peerlearn.index.opened import Index
from peerlearn.search.passages import Question, rank_passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from peerlearn.encode import Encoded, Encoder
    from peerlearn.passages import Passage

TOP = 50
"""Passages that a system is asked for."""


class System(Protocol):
    """What is compared: it keeps passages with their vectors on disk, and ranks documents for a question."""

    def index(self, folder: Path, passages: Sequence[Passage], encoded: Sequence[Encoded]) -> None:
        """Write everything into an empty folder, then open it from there."""
        ...

    def search(self, text: str, lang: str, encoded: Encoded) -> dict[str, float]:
        """Return document id -> score, the best passage counting, for a question and its vectors."""
        ...


class Peerlearn:
    """The search of this project."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def index(self, folder: Path, passages: Sequence[Passage], encoded: Sequence[Encoded]) -> None:
        """Write and open a generation."""
        write_generation(folder, passages, encoded, digests=dict.fromkeys((each.record_id for each in passages), ""), encoder=self._encoder)
        self._index = Index.open(folder)

    def search(self, text: str, lang: str, encoded: Encoded) -> dict[str, float]:
        """Rank with all legs."""
        ranked = rank_passages(self._index, Question.prepare(self._index, encoded, text=text, lang=lang))
        return best((each.passage.record_id, each.score) for each in ranked)


class Txtai:
    """txtai with vectors from outside: dense alone, or its hybrid of dense and BM25 at equal weights."""

    def __init__(self, *, hybrid: bool) -> None:
        self._hybrid = hybrid
        self._vectors: dict[str, Any] = {}

    def index(self, folder: Path, passages: Sequence[Passage], encoded: Sequence[Encoded]) -> None:
        """Index, save and load; what it would encode is looked up."""
        from txtai import Embeddings  # noqa: PLC0415 - only where it is installed

        self._ids = [each.record_id for each in passages]
        self._vectors = {passage.text: own.vector for passage, own in zip(passages, encoded, strict=True)}
        embeddings = Embeddings(method="external", transform=lambda texts: [self._vectors[text] for text in texts], hybrid=self._hybrid)
        embeddings.index((row, passage.text, None) for row, passage in enumerate(passages))
        embeddings.save(str(folder))
        self._embeddings = embeddings

    def search(self, text: str, lang: str, encoded: Encoded) -> dict[str, float]:
        """Search as its documentation shows."""
        self._vectors = {text: encoded.vector}
        return best((self._ids[row], score) for row, score in self._embeddings.search(text, TOP))


class LanceDb:
    """LanceDB, embedded: dense alone (exact), or its hybrid of dense and full text by reciprocal rank fusion."""

    def __init__(self, *, hybrid: bool) -> None:
        self._hybrid = hybrid

    def index(self, folder: Path, passages: Sequence[Passage], encoded: Sequence[Encoded]) -> None:
        """Write a table, and its full-text index with the settings it comes with."""
        import lancedb  # noqa: PLC0415 - only where it is installed

        rows = [
            {"id": passage.record_id, "text": passage.text, "vector": own.vector} for passage, own in zip(passages, encoded, strict=True)
        ]
        self._table = lancedb.connect(str(folder)).create_table("passages", rows)
        if self._hybrid:
            from lancedb.index import FTS  # noqa: PLC0415

            self._table.create_index("text", config=FTS())

    def search(self, text: str, lang: str, encoded: Encoded) -> dict[str, float]:
        """Search as its documentation shows."""
        if not self._hybrid:
            found = self._table.search(encoded.vector).select(["id", "_distance"]).limit(TOP).to_arrow()
            return best(zip(found["id"].to_pylist(), (-each for each in found["_distance"].to_pylist()), strict=True))
        found = self._table.search(query_type="hybrid").vector(encoded.vector).text(text).limit(TOP).to_arrow()
        return best(zip(found["id"].to_pylist(), found["_relevance_score"].to_pylist(), strict=True))


def best(scored: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the best score of each document."""
    found: dict[str, float] = {}
    for document, score in scored:
        found[document] = max(score, found.get(document, score))
    return found


PEERLEARN = "**peerlearn**"
RIVALS: dict[str, tuple[str, Any]] = {
    "txtai, hybrid": ("txtai", lambda: Txtai(hybrid=True)),
    "txtai, dense": ("txtai", lambda: Txtai(hybrid=False)),
    "LanceDB, hybrid": ("lancedb", lambda: LanceDb(hybrid=True)),
    "LanceDB, dense": ("lancedb", lambda: LanceDb(hybrid=False)),
}
"""A row of the table -> the package it needs, and how the system is made."""
PACKAGES = ("txtai", "lancedb", "faiss-cpu", "tantivy", "onnxruntime")


def present() -> list[str]:
    """Return the rivals whose package is installed."""
    return [name for name, (package, _) in RIVALS.items() if importlib.util.find_spec(package) is not None]
