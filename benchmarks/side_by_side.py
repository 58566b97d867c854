"""peerlearn beside txtai and LanceDB, with the same vectors on the same sets: the second part of docs/benchmarks.md.

    .venv/bin/python -m benchmarks.side_by_side --bench ../shared/bench

Every system gets the same passages and the same sentence vectors of the bundled encoder. Quality: nDCG@10 per task. Cost: the time
to index with vectors at hand, the time of a question with its encoding, on one core, and what stands on the disk.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import systems
from benchmarks.encoding import only
from benchmarks.held_back import held_back_half
from benchmarks.machine import describe
from benchmarks.page import figure, publish, table
from benchmarks.systems import PEERLEARN, RIVALS, Peerlearn, System
from benchmarks.timing import percentile, turns
from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.evaluate import (
    LIMIT,
    MIXED_LANGS,
    MIXES,
    SEEDS,
    TestSetIndex,
    evaluate_mixed,
    evaluate_slices,
    measure,
    read_test_set,
    within,
)
from peerlearn.measuring import CACHE
from peerlearn.passages import Passage, cut
from peerlearn.progress import bars, nothing
from peerlearn.settings import Settings
from peerlearn.text.normalise import display_text, encoder_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peerlearn.encode import Encoded, Encoder
    from peerlearn.evaluate import TestSet, Text

SETS = {"arcd": ("ar>ar",), "xquad": ("ar>ar", "ar>en", "ar>ar+en+es", "mixed:ar")}
MIXED = "mixed:ar"
QUESTIONS = 100
ROUNDS = 3


@dataclass(frozen=True)
class Prepared:
    """A set cut and encoded once for everybody."""

    name: str
    test_set: TestSet
    tasks: tuple[str, ...]
    passages: tuple[Passage, ...]
    encoded: tuple[Encoded, ...]
    vectors: dict[str, Encoded]


@dataclass(frozen=True)
class Cost:
    """Seconds to index, milliseconds of each question, bytes on the disk."""

    index_seconds: float
    milliseconds: tuple[float, ...]
    size: int


def prepare_set(folder: Path, tasks: tuple[str, ...], *, encoder: Encoder, cache: VectorCache, progress: Callable[..., None]) -> Prepared:
    """Read a set, keep what the tasks need and the questions that nothing was fitted on, cut it as the product does, and encode."""
    test_set = held_back_half(only(read_test_set(folder), tasks))
    passages = []
    for document in test_set.documents:
        text = display_text(document.text)
        spans = cut(text, tokens=encoder, limit=LIMIT)
        passages += [Passage(document.id, document.lang, "text", start, end, text[start:end]) for start, end in spans]
    encoded, _ = cache.encode([each.encoder_text for each in passages], kind="passage", progress=lambda *each: progress("documents", *each))
    asked = [encoder_text(each.text) for each in test_set.queries]
    vectors, _ = cache.encode(asked, kind="query", progress=lambda *each: progress("questions", *each))
    own = dict(zip((each.id for each in test_set.queries), vectors, strict=True))
    return Prepared(folder.name, test_set, tasks, tuple(passages), tuple(encoded), own)


def own_quality(prepared: Prepared, *, encoder: Encoder, cache: VectorCache) -> dict[str, float]:
    """Return nDCG@10 of peerlearn per task, as ``peerlearn evaluate`` measures it."""
    wanted = prepared.tasks.__contains__
    with tempfile.TemporaryDirectory(prefix="peerlearn-bench-") as scratch:
        indexed = TestSetIndex(prepared.test_set, Path(scratch), encoder=encoder, cache=cache, progress=nothing)
        results = evaluate_slices(indexed, wanted=wanted, progress=nothing)
        if MIXED in prepared.tasks:
            results += evaluate_mixed(indexed, wanted=wanted, progress=nothing)
    return {f"{prepared.name} {each.task}": each.measures["nDCG@10"] for each in results}


def quality(system: System, prepared: Prepared) -> dict[str, float]:
    """Return nDCG@10 of another system per task: it indexes exactly the documents of the task."""
    found = {}
    for task in prepared.tasks:
        figures = [_asked(system, prepared, kept) for kept in documents_of(prepared.test_set, task)]
        found[f"{prepared.name} {task}"] = float(np.mean(figures))
    return found


def documents_of(test_set: TestSet, task: str) -> Iterator[set[str]]:
    """Yield the documents of a task; of the mixed task once a seed, drawn as ``peerlearn evaluate`` draws them."""
    if task != MIXED:
        (chosen,) = (each for each in test_set.slices if each.name == task)
        yield {each.id for each in test_set.documents if chosen.dlangs is None or each.lang in chosen.dlangs}
        return
    numbers = sorted({int(each.id.split(":")[1]) for each in test_set.documents})
    for seed in SEEDS:
        drawn = np.random.default_rng(seed).choice(len(MIXED_LANGS), size=len(numbers), p=MIXES[""])
        yield {f"{MIXED_LANGS[choice]}:{number}" for choice, number in zip(drawn, numbers, strict=True)}


def _asked(system: System, prepared: Prepared, kept: set[str]) -> float:
    queries = prepared.test_set.queries
    rows = [row for row, passage in enumerate(prepared.passages) if passage.record_id in kept]
    with tempfile.TemporaryDirectory(prefix="peerlearn-bench-") as scratch:
        system.index(Path(scratch), [prepared.passages[row] for row in rows], [prepared.encoded[row] for row in rows])
        run = {each.id: system.search(each.text, each.lang, prepared.vectors[each.id]) for each in queries}
    return measure("", run, within(prepared.test_set.qrels, queries, kept), documents=len(kept)).measures["nDCG@10"]


def costs(contenders: dict[str, System], prepared: Prepared, *, encoder: Encoder, scratch: Path) -> dict[str, Cost]:
    """Index the whole set with each system, then let them answer the same questions in turns, encoding included."""
    seconds: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for name, system in contenders.items():
        folder = scratch / f"{prepared.name}-{len(sizes)}"
        folder.mkdir()
        began = time.perf_counter()
        system.index(folder, prepared.passages, prepared.encoded)
        seconds[name] = time.perf_counter() - began
        sizes[name] = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    step = max(1, len(prepared.test_set.queries) // QUESTIONS)
    queries = prepared.test_set.queries[::step][:QUESTIONS]
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for system in contenders.values():
        answer_times(system, queries, encoder)  # warms up
    for order in turns(list(contenders), ROUNDS):
        for name in order:
            taken[name] += answer_times(contenders[name], queries, encoder)
    return {name: Cost(seconds[name], tuple(taken[name]), sizes[name]) for name in contenders}


def answer_times(system: System, queries: Sequence[Text], encoder: Encoder) -> list[float]:
    """Return the milliseconds that each question takes from its text to ranked documents."""
    found = []
    for query in queries:
        began = time.perf_counter()
        (encoded,) = encoder.encode([encoder_text(query.text)], kind="query")
        system.search(query.text, query.lang, encoded)
        found.append(1000 * (time.perf_counter() - began))
    return found


def one_core() -> str:
    """Keep this process on one core where the system can, its libraries on one thread, and say so."""
    threadpool_limits(1)
    if not hasattr(os, "sched_setaffinity"):
        return "one thread where a library can be told so"
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    return "one core, one thread"


def render_quality(found: dict[str, dict[str, float]], absent: Sequence[str]) -> str:
    """Return the table of nDCG@10: a row a system; one that is not installed says so."""
    tasks = list(found[PEERLEARN])
    rows = [[name, *(figure(own.get(task)) for task in tasks)] for name, own in found.items()]
    rows += [[f"{name}: {RIVALS[name][0]} is not installed", *[figure(None)] * len(tasks)] for name in absent]
    return table(["nDCG@10", *tasks], rows)


def render_costs(found: dict[str, Cost]) -> str:
    """Return the table of what a set costs: a row a system."""
    rows = []
    for name, cost in found.items():
        middle, late = percentile(cost.milliseconds, 50), percentile(cost.milliseconds, 95)
        rows.append([name, f"{cost.index_seconds:.2f}", f"{middle:.1f}", f"{late:.1f}", f"{cost.size / 1e6:.1f}"])
    return table(["system", "index, s", "question, ms median", "p95", "disk, MB"], rows)


def run(settings: Settings, folders: dict[str, Path], *, progress: Callable[[str, int, int], None]) -> str:
    """Measure everything and return the part of the page."""
    prepare(settings, progress=progress)
    machine, encoder = describe(systems.PACKAGES), open_encoder(settings)
    cache = VectorCache(settings.indexes / CACHE, encoder)
    sets = [prepare_set(folder, SETS[name], encoder=encoder, cache=cache, progress=progress) for name, folder in folders.items()]
    threads = one_core()
    contenders: dict[str, System] = {PEERLEARN: Peerlearn(encoder)} | {name: RIVALS[name][1]() for name in systems.present()}
    found: dict[str, dict[str, float]] = {name: {} for name in contenders}
    tables = []
    for done, prepared in enumerate(sets):
        progress("sets", done, len(sets))
        found[PEERLEARN] |= own_quality(prepared, encoder=encoder, cache=cache)
        for name in systems.present():
            found[name] |= quality(contenders[name], prepared)
        scratch = Path(tempfile.mkdtemp(prefix="peerlearn-bench-"))
        try:
            spent = costs(contenders, prepared, encoder=encoder, scratch=scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        langs = "+".join(sorted({each.lang for each in prepared.passages}))
        asked = f"{len(prepared.test_set.queries)} held-back questions"
        tables.append(f"{prepared.name}, {asked}, {len(prepared.passages)} passages ({langs}), {threads}:\n\n{render_costs(spent)}")
    progress("sets", len(sets), len(sets))
    absent = [name for name in RIVALS if name not in contenders]
    return "\n".join([f"{machine}\n", render_quality(found, absent), *tables])


def main() -> None:
    """Measure, print, and write the part of the page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="the folder of public sets")
    given = parser.parse_args()
    folders = {name: given.bench / name for name in SETS if (given.bench / name / "docs.jsonl").is_file()}
    skipped = [name for name in SETS if name not in folders]
    if skipped:
        print(f"skipped: {', '.join(skipped)}, not in {given.bench}")
    if folders:
        publish("side-by-side", run(Settings.load(), folders, progress=bars()))


if __name__ == "__main__":
    main()
