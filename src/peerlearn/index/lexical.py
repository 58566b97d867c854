"""The lexical leg of a pool: character 4-grams of folded words in tantivy, scored by BM25 and reported as coverage.

*Coverage* is the BM25 score of the question's distinct terms over the score that a passage with every term, saturated, would get: 0..1,
so that questions of any length compare. Why 4-grams: ``docs/retrieval.md``.

A second field holds the skeletons of the words (:mod:`peerlearn.text.names`), by which names and numbers are found across scripts.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import tantivy

from peerlearn.text.names import name_terms
from peerlearn.text.terms import gram_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FOLDER = "lexical"
MOST_TERMS = 256
MOST_NAMES = 64
RARE = 1.5
"""Rarity (natural logarithm) under which a skeleton is too common to be a name."""
LARGE = 50_000
COMMON = 0.1
"""In a pool of so many rows a gram that more than this share of them has is not looked up: it says little, and its list is long."""
_K1 = 1.2  # tantivy's own


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("names", stored=False, tokenizer_name="whitespace", index_option="basic")
    builder.add_unsigned_field("row", stored=True, indexed=True)
    return builder.build()


def _write(index: tantivy.Index, *, added: Iterable[tuple[int, str]], gone: Iterable[int]) -> None:
    writer = index.writer(heap_size=64 << 20, num_threads=1)
    for row in gone:
        # By a query: a term made of a Python integer is signed, and finds nothing in an unsigned field.
        writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "row", row))
    for row, text in added:
        document = tantivy.Document()
        document.add_text("terms", " ".join(gram_terms(text)))
        document.add_text("names", " ".join({each for skeletons in name_terms(text) for each in skeletons}))
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


class LexicalIndex:
    """BM25 over our own terms; rows are those of the pool."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder / FOLDER))
        self._schema = index.schema
        self._searcher = index.searcher()
        # tantivy's own rarities count deleted documents until it merges them away, and so do ours: coverage is a share of its score.
        self._counted = sum(int(each["max_doc"]) for each in json.loads((folder / FOLDER / "meta.json").read_bytes())["segments"])

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @classmethod
    def build(cls, texts: Iterable[str], folder: Path) -> LexicalIndex:
        """Index texts in order into ``folder``/lexical."""
        (folder / FOLDER).mkdir()
        _write(tantivy.Index(_schema(), path=str(folder / FOLDER)), added=enumerate(texts), gone=())
        return cls(folder)

    @classmethod
    def update(cls, folder: Path, *, added: Iterable[tuple[int, str]], gone: Iterable[int]) -> LexicalIndex:
        """Take rows out of the index in ``folder``, add others, and return it opened; files are added and replaced, never written into."""
        _write(tantivy.Index.open(str(folder / FOLDER)), added=added, gone=gone)
        return cls(folder)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open the index of a pool's folder."""
        return cls(folder)

    def search(self, text: str, *, top: int, allowed: NDArray[np.bool_] | None = None) -> dict[int, float]:
        """Return coverage by row, best first, of at most ``top`` rows that share a term with ``text``."""
        terms = list(dict.fromkeys(gram_terms(text)))[:MOST_TERMS]
        if not terms or not len(self):
            return {}
        counts = {term: self._searcher.doc_freq("terms", term) for term in terms}
        perfect = sum(map(self._rarity, counts.values())) * (_K1 + 1)
        most = COMMON * len(self) if len(self) >= LARGE else math.inf
        looked_up = [term for term, count in counts.items() if count <= most] or terms
        clauses = [tantivy.Query.term_query(self._schema, "terms", term, index_option="freq") for term in looked_up]
        return {row: min(1.0, score / perfect) for row, score in self._best(clauses, top, allowed).items()}

    def search_names(self, text: str, *, top: int, allowed: NDArray[np.bool_] | None = None) -> dict[int, float]:
        """Return by row, best first, the sum over the words of ``text`` whose skeleton a row has of their squared rarity."""
        clauses = []
        for skeletons in name_terms(text)[:MOST_NAMES]:
            counts = [self._searcher.doc_freq("names", each) for each in skeletons]
            known = [each for each, count in zip(skeletons, counts, strict=True) if count]
            if not known:
                continue
            rarity = self._rarity(max(counts))  # the commonest reading of a word decides how much it says
            if rarity >= RARE:
                clauses.append(self._constant("names", known, rarity**2))
        return self._best(clauses, top, allowed) if clauses else {}

    def _constant(self, field: str, terms: list[str], score: float) -> tantivy.Query:
        """Return a query that gives ``score`` to a row with any of the terms."""
        either = [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, field, term, index_option="basic")) for term in terms]
        return tantivy.Query.const_score_query(tantivy.Query.boolean_query(either), score)

    def _best(self, clauses: list[tantivy.Query], top: int, allowed: NDArray[np.bool_] | None) -> dict[int, float]:
        """Return the sum of the clauses' scores by row, best first."""
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, each) for each in clauses])
        limit = top if allowed is None else 4 * top
        while True:  # a filter may pass few: then look further down
            hits = self._searcher.search(query, limit, count=False).hits
            found = self._passing(hits, top, allowed)
            if len(found) == top or len(hits) < limit or allowed is None:
                return found
            limit *= 8

    def _passing(self, hits: Iterable[tuple[float, tantivy.DocAddress]], top: int, allowed: NDArray[np.bool_] | None) -> dict[int, float]:
        found: dict[int, float] = {}
        for score, address in hits:
            row = int(self._searcher.doc(address)["row"][0])
            if allowed is None or allowed[row]:
                found[row] = float(score)
                if len(found) == top:
                    break
        return found

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self._counted - count + 0.5) / (count + 0.5))
