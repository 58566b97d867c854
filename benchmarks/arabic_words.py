"""Writes the words from which the quality gate learns what Arabic looks like: those of the developing half of the corpus.

    .venv/bin/python -m benchmarks.arabic_words

The other half is held back: ``benchmarks/arabic_pdf.py`` prints it to PDF and measures what the gate makes of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from peerlearn.corpus import read_corpus
from peerlearn.curation.gate.letters import MARK, RUN, bare

if TYPE_CHECKING:
    from peerlearn.corpus import Corpus

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "src" / "peerlearn" / "curation" / "gate" / "words.txt"
LANG = "ar"
MARKED = WORDS.with_name("marked_words.txt")
HEAD = "# Arabic words {} and their counts in half of the corpus; written by benchmarks/arabic_words.py"


def is_held_back(record: str) -> bool:
    """Say whether a record, by its id, is in the half that nothing is learned from."""
    return hashlib.sha256(record.encode()).digest()[0] % 2 == 1


def arabic_texts(corpus: Corpus, *, held_back: bool) -> dict[str, str]:
    """Return the Arabic text of each record of a half by its id: title, summary and sections, a line feed between."""
    return {
        each.id: "\n".join([version.title, version.summary, *version.sections.values()])
        for each in corpus.records()
        if is_held_back(each.id) == held_back and (version := each.versions.get(LANG))
    }


def words_of(texts: dict[str, str]) -> Counter[str]:
    """Count the words of Arabic letters, without their marks."""
    return Counter(bare(word) for text in texts.values() for word in RUN.findall(text))


def marked_words_of(texts: dict[str, str]) -> Counter[str]:
    """Count the words that are written with marks, with them."""
    return Counter(word for text in texts.values() for word in RUN.findall(text) if MARK.search(word))


def write(path: Path, counts: Counter[str], *, kind: str) -> None:
    """Write a list of words with their counts."""
    lines = [HEAD.format(kind), *(f"{word}\t{counts[word]}" for word in sorted(counts))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(counts)} words, {counts.total()} in all -> {path.relative_to(ROOT)}")


def main() -> None:
    """Write both lists of words."""
    texts = arabic_texts(read_corpus(ROOT / "corpus"), held_back=False)
    write(WORDS, words_of(texts), kind="without marks")
    write(MARKED, marked_words_of(texts), kind="with marks")


if __name__ == "__main__":
    main()
