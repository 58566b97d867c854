"""The lexical leg of a pool: character 4-grams of folded words in tantivy, scored by BM25 and reported as coverage.

*Coverage* is the BM25 score of the question's distinct terms over the score that a passage with every term, saturated, would get: 0..1,
so that questions of any length compare. Why 4-grams: ``docs/retrieval.md``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import tantivy

from peerlearn.text.terms import gram_terms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

FOLDER = "lexical"
MOST_TERMS = 256
_K1 = 1.2  # tantivy's own


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", stored=True)
    return builder.build()


class LexicalIndex:
    """BM25 over our own terms; rows are those of the pool."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @classmethod
    def build(cls, texts: Iterable[str], folder: Path) -> LexicalIndex:
        """Index texts in order into ``folder``/lexical."""
        (folder / FOLDER).mkdir()
        index = tantivy.Index(_schema(), path=str(folder / FOLDER))
        writer = index.writer(heap_size=64 << 20, num_threads=1)
        for row, text in enumerate(texts):
            document = tantivy.Document()
            document.add_text("terms", " ".join(gram_terms(text)))
            document.add_unsigned("row", row)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open the index of a pool's folder."""
        return cls(tantivy.Index.open(str(folder / FOLDER)))

    def search(self, text: str, *, top: int, allowed: NDArray[np.bool_] | None = None) -> dict[int, float]:
        """Return coverage by row, best first, of at most ``top`` rows that share a term with ``text``."""
        terms = list(dict.fromkeys(gram_terms(text)))[:MOST_TERMS]
        if not terms or not len(self):
            return {}
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "terms", term, index_option="freq")) for term in terms]
        limit = top if allowed is None else len(self)
        hits = self._searcher.search(tantivy.Query.boolean_query(clauses), limit, count=False).hits
        perfect = sum(self._idf(term) for term in terms) * (_K1 + 1)
        found: dict[int, float] = {}
        for score, address in hits:
            row = int(self._searcher.doc(address)["row"][0])
            if allowed is None or allowed[row]:
                found[row] = min(1.0, score / perfect)
                if len(found) == top:
                    break
        return found

    def _idf(self, term: str) -> float:
        count = self._searcher.doc_freq("terms", term)
        return math.log(1 + (len(self) - count + 0.5) / (count + 0.5))
