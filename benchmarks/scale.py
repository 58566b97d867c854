"""Speed and memory at sizes that the corpus has not yet: passages made from the real ones, searched end to end.

    .venv/bin/python -m benchmarks.scale --sizes 10000 100000 1000000

Needs a built index, and 16 GB of disk at a million passages. Every record is taken as often as the size asks for, each copy under an id of
its own: of its texts each second word comes from another passage of the language, of its token vectors a third come from elsewhere, and
sentence vectors are moved at random, so that copies are neighbours and not equals. Token means, background and the words' rarity are
those of the real index. A process of its own opens and searches each size, one thread, and reports what it held in memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from benchmarks.machine import describe
from benchmarks.page import publish, table
from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder
from peerlearn.evaluate import read_texts
from peerlearn.index import generations
from peerlearn.index.build import REFERENCE
from peerlearn.index.centres import centres_of, unit
from peerlearn.index.dense import DenseIndex
from peerlearn.index.lexical import LexicalIndex
from peerlearn.index.manifest import FileSeal, seal, write_manifest
from peerlearn.index.opened import Index
from peerlearn.index.pool import CENTRES, MEAN, TELLINGS, part_folder
from peerlearn.index.tellings import ALONE
from peerlearn.index.texts import FIRSTS, IDS, LINES, PASSAGES
from peerlearn.index.tokens import SEEN
from peerlearn.index.update import update
from peerlearn.knowledge_base import KnowledgeBase
from peerlearn.search.engine import Engine
from peerlearn.search.result import Query
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from peerlearn.encode import Encoder
    from peerlearn.index.pool import Pool
    from peerlearn.practice import Record

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS = 60
ROUNDS = 2
RECALLED = 40
"""Questions whose dense leg is compared with an exact search in fp32."""
UPDATES = 3
MADE = "made"
ELSEWHERE = 0.33
"""Share of the token vectors of a copy that come from other passages."""
MOVED = 0.6
"""How far a copy's sentence vector is moved, in its own length: copies then have a cosine of about .74, as texts on one subject do."""
HASHED = 8 << 20
"""Files up to this size are opened with their checksum; the others are checked by size, and need no seal here."""


# making


class _Copies:
    """One language's passages, taken again and again until there are enough."""

    def __init__(self, pool: Pool, *, copies: int, folder: Path, seed: int) -> None:
        self.pool, self.copies, self.folder = pool, copies, folder
        self.part = part_folder(folder, 0)
        self.part.mkdir(parents=True)
        self.rng = np.random.default_rng(seed)
        self.passages = list(pool.passages.live_passages())
        self.words = [each.text.split() for each in self.passages]
        self.rows = len(self.passages) * copies

    def write(self, vectors_at: Path) -> None:
        """Write the whole pool; the sentence vectors in fp32 go to ``vectors_at`` too, for an exact search."""
        texts = self._texts()
        firsts = self._firsts()
        self._tokens()
        self._sentences(firsts, vectors_at)
        np.save(self.folder / TELLINGS, np.full(self.rows, ALONE, dtype=np.int32))
        LexicalIndex.build(texts, self.folder)

    def _texts(self) -> Iterator[str]:
        """Write the passages of every copy, and yield what the lexical leg sees of them."""
        lengths = [0]
        with (self.part / PASSAGES).open("wb") as file:
            for copy in range(self.copies):
                others = self.rng.permutation(len(self.passages))
                for passage, own, other in zip(self.passages, self.words, others.tolist(), strict=True):
                    theirs = self.words[other]
                    text = " ".join(theirs[i] if i % 2 and i < len(theirs) else word for i, word in enumerate(own))
                    fields = {"record_id": _copied(passage.record_id, copy), "lang": passage.lang, "section": passage.section, "start": 0}
                    line = json.dumps(fields | {"end": len(text), "text": text, "context": passage.context}, ensure_ascii=False).encode()
                    file.write(line + b"\n")
                    lengths.append(len(line) + 1)
                    yield f"{passage.context}\n{text}"
        np.save(self.part / LINES, np.cumsum(lengths))

    def _firsts(self) -> NDArray[np.int64]:
        own = [(record, len(self.pool.passages.rows_of(record))) for record in self.pool.passages.records()]
        (self.part / IDS).write_text(json.dumps([_copied(record, copy) for copy in range(self.copies) for record, _ in own]))
        firsts = np.cumsum([0, *[count for _ in range(self.copies) for _, count in own]])
        np.save(self.part / FIRSTS, firsts)
        return firsts

    def _tokens(self) -> None:
        source = self.pool.tokens
        (real,) = source.parts
        codes, ids = np.array(real.codes), np.array(real.token_ids)
        many = len(ids) * self.copies
        there = np.lib.format.open_memmap(self.part / "codes.npy", "w+", codes.dtype, (many, codes.shape[1]))
        their_ids = np.lib.format.open_memmap(self.part / "token_ids.npy", "w+", ids.dtype, (many,))
        for copy in range(self.copies):
            places = np.arange(len(ids))
            changed = self.rng.random(len(ids)) < ELSEWHERE
            places[changed] = self.rng.integers(0, len(ids), int(changed.sum()))
            span = slice(copy * len(ids), (copy + 1) * len(ids))
            there[span], their_ids[span] = codes[places], ids[places]
        there.flush()
        lengths = np.tile(np.diff(real.offsets), self.copies)
        np.save(self.part / "offsets.npy", np.concatenate([[0], np.cumsum(lengths)]))
        np.save(self.folder / "mean.npy", source.mean)
        np.save(self.folder / "steps.npy", source.codes.steps)
        np.save(self.folder / SEEN, np.stack([source.seen.ids, source.seen.counts * self.copies]))

    def _sentences(self, firsts: NDArray[np.int64], vectors_at: Path) -> None:
        real = self.pool.dense.vectors(np.arange(len(self.passages)))
        noise = MOVED / np.sqrt(real.shape[1])
        vectors = np.concatenate([unit(real + noise * self.rng.standard_normal(real.shape, dtype=np.float32)) for _ in range(self.copies)])
        np.save(vectors_at, vectors)
        DenseIndex.build(vectors).save(parts=[self.part])
        np.save(self.part / CENTRES, centres_of(vectors, firsts, self.pool.sentence_mean))
        np.save(self.folder / MEAN, self.pool.sentence_mean)


def make(real: Index, folder: Path, exact: Path, *, passages: int) -> int:
    """Write a generation of about so many passages into ``folder`` and return how often each record is in it."""
    copies = max(1, round(passages / sum(real.manifest.passages.values())))
    for seed, (lang, pool) in enumerate(real.pools.items()):
        _Copies(pool, copies=copies, folder=folder / "pools" / lang, seed=seed).write(exact / f"{lang}.npy")
    (folder / REFERENCE).write_bytes((real.folder / REFERENCE).read_bytes())
    files = {path.relative_to(folder).as_posix(): _seal(path) for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"}
    records = {_copied(each, copy): digest for copy in range(copies) for each, digest in real.manifest.records.items()}
    counts = {lang: count * copies for lang, count in real.manifest.passages.items()}
    write_manifest(folder, replace(real.manifest, records=records, passages=counts, files=files))
    return copies


def _copied(record_id: str, copy: int) -> str:
    return f"{record_id}-copy{copy}"


def _original(record_id: str) -> str:
    return record_id.rpartition("-copy")[0]


def _seal(path: Path) -> FileSeal:
    return seal(path) if path.stat().st_size <= HASHED else FileSeal(path.stat().st_size, "")


# measuring


class _Records(Mapping[str, "Record"]):
    """The records of a made index: each copy is the real one under its own id, made when it is asked for."""

    def __init__(self, real: Mapping[str, Record], copies: int) -> None:
        self._real, self._copies = real, copies
        self._made = lru_cache(maxsize=5000)(self._make)

    def __getitem__(self, record_id: str) -> Record:
        """Return a copy."""
        return self._made(record_id)

    def _make(self, record_id: str) -> Record:
        return replace(self._real[_original(record_id)], id=record_id)

    def __iter__(self) -> Iterator[str]:
        """Yield every id."""
        return (_copied(each, copy) for copy in range(self._copies) for each in self._real)

    def __len__(self) -> int:
        return len(self._real) * self._copies


class _Engine(Engine):
    """The product's engine; what it reads from records is said once for all copies of one."""

    @cached_property
    def values(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Facet values by record id."""
        real = Engine(self.index, self.encoder, {each: self.records[_copied(each, 0)] for each in self._real_ids()}, self.cities).values
        return {each: real[_original(each)] for each in self.records}

    def _real_ids(self) -> list[str]:
        return list(dict.fromkeys(_original(each) for each in self.records))


def measure(indexes: Path, exact: Path, questions: list[tuple[str, str]]) -> dict[str, Any]:
    """Open a made index, search it and return figures; run in a process of its own."""
    settings = Settings.load()
    encoder = open_encoder(settings)
    encoder.encode(["مدينة التعلّم"], kind="query")
    real = KnowledgeBase.open(settings, encoder=encoder)
    real.search("مدينة التعلّم", lang="ar")
    folder = generations.current(indexes)
    start = time.perf_counter()
    index = Index.open(folder)
    opened = time.perf_counter() - start
    copies = sum(index.manifest.passages.values()) // sum(real.engine.index.manifest.passages.values())
    engine = _Engine(index, encoder, _Records(real.engine.records, copies), real.cities, real.vocabularies)
    start = time.perf_counter()
    engine.search(Query(*questions[0]))
    first = time.perf_counter() - start
    walls, spent = [], []
    for _ in range(ROUNDS):
        for each in questions:
            start, used = time.perf_counter(), time.process_time()
            engine.search(Query(*each))
            walls.append(1000 * (time.perf_counter() - start))
            spent.append(1000 * (time.process_time() - used))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return {
        "passages": sum(index.manifest.passages.values()),
        "open s": opened,
        "first s": first,
        "median ms": float(np.median(walls[len(questions) :])),
        "p95 ms": float(np.percentile(walls[len(questions) :], 95)),
        "cpu median ms": float(np.median(spent[len(questions) :])),
        "cpu p95 ms": float(np.percentile(spent[len(questions) :], 95)),
        "memory GB": held,
        "token GB": sum(path.stat().st_size for path in folder.rglob("codes.npy")) / 1e9,
        "disk GB": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9,
        "update s": _update(indexes, engine.records[_copied(next(iter(real.engine.records)), 0)], encoder),
        "recall": _recall(index, engine, exact, questions[:RECALLED]),
    }


def _update(indexes: Path, record: Record, encoder: Encoder) -> float:
    """Return the seconds until a changed sentence of a record serves; its other texts were encoded before."""
    cache = VectorCache(indexes / "vectors.sqlite", encoder)
    took = 0.0
    for times in range(UPDATES + 1):  # the first one encodes all of the record
        original = record.original
        changed = replace(original, summary=f"{original.summary} ({times})")
        start = time.perf_counter()
        report = update(indexes, [replace(record, versions={**record.versions, record.lang: changed})], encoder=encoder, cache=cache)
        took = time.perf_counter() - start
        if report is None or (times and report.encoded != 1):
            raise SystemExit(f"an update did what it should not: {report}")
    return took


def _recall(index: Index, engine: Engine, exact: Path, questions: list[tuple[str, str]]) -> float:
    """Return the share of the ten nearest by an exact search in fp32 that the dense leg finds, the least of all pools."""
    shares = []
    for lang, pool in index.pools.items():
        flat = faiss.IndexFlatIP(index.manifest.dims)
        flat.add(np.load(exact / f"{lang}.npy"))
        found = []
        for text, asked in questions:
            vector = engine.question(text, lang=asked).vector
            _, rows = flat.search(vector[None], 10)
            found.append(len(set(rows[0].tolist()) & set(pool.dense.search(vector, top=10).tolist())) / min(10, flat.ntotal))
        shares.append(float(np.mean(found)))
    return min(shares)


def questions_of(settings: Settings) -> list[tuple[str, str]]:
    """Return questions of the corpus's judgements with their language, spread over them."""
    texts = read_texts(settings.corpus / "judgements" / "questions.jsonl")
    return [(each.text, each.lang) for each in islice(texts, 0, None, max(1, len(texts) // QUESTIONS))][:QUESTIONS]


def main() -> None:
    """Make each size, measure it in a process of its own, and write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="passages")
    parser.add_argument("--scratch", type=Path, help="a folder on a disk with room")
    parser.add_argument("--measure", type=Path, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    settings = Settings.load()
    if given.measure:
        indexes, exact = given.measure
        print(json.dumps(measure(indexes, exact, questions_of(settings))))
        return
    about = describe(("faiss-cpu", "tantivy", "onnxruntime"))
    rows = []
    for size in given.sizes:
        with tempfile.TemporaryDirectory(prefix="peerlearn-scale-", dir=given.scratch) as scratch:
            folder, exact = Path(scratch) / "generations" / MADE, Path(scratch) / "exact"
            exact.mkdir()
            (Path(scratch) / generations.CURRENT).write_text(MADE)
            start = time.perf_counter()
            make(Index.open(generations.current(settings.indexes)), folder, exact, passages=size)
            made = time.perf_counter() - start
            one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
            command = [sys.executable, "-m", "benchmarks.scale", "--measure", scratch, str(exact)]
            figures = json.loads(subprocess.run(command, check=True, capture_output=True, env=os.environ | one).stdout)
            sys.stderr.write(f"{size}: made in {made:.0f} s, {figures}\n")
            rows.append(figures)
    publish("scale", f"{about}\n\n{render(rows)}")


def render(rows: list[dict[str, Any]]) -> str:
    """Return the table of sizes."""
    columns = ["passages", "open, s", "question, ms median", "p95", "by processor time", "p95", "recall@10", "memory, GB", "update, s"]
    columns += ["token vectors, GB", "disk, GB"]
    names = ["open s", "median ms", "p95 ms", "cpu median ms", "cpu p95 ms", "recall", "memory GB", "update s", "token GB", "disk GB"]
    digits = [2, 0, 0, 0, 0, 3, 1, 2, 1, 1]
    return table(columns, [[f"{row['passages']:,}", *(f"{row[n]:.{d}f}" for n, d in zip(names, digits, strict=True))] for row in rows])


if __name__ == "__main__":
    main()
