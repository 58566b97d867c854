"""How fast passages are encoded, and what a faster runtime costs: the first part of docs/benchmarks.md.

    .venv/bin/python -m benchmarks.encoding --bench ../shared/bench

All runtimes encode the same real passages of the corpus in turns; the base is sentence-transformers as it comes (fp32). Then each one
encodes public sets, questions and documents, and the product's search is measured over them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import runtimes
from benchmarks.machine import describe
from benchmarks.page import NOT_MEASURED, figure, publish, table
from benchmarks.runtimes import NotHereError, Places, open_runtime
from benchmarks.timing import Spread, alternate, times_faster
from peerlearn.corpus import read_corpus
from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import graph_folder, model_folder, open_encoder, prepare
from peerlearn.encode.transformer import quieten
from peerlearn.evaluate import TestSetIndex, evaluate_slices, read_test_set
from peerlearn.measuring import CACHE
from peerlearn.passages import passages_of
from peerlearn.progress import bars, nothing
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from peerlearn.encode import Encoder
    from peerlearn.evaluate import TestSet

BASE = "sentence-transformers as it comes (torch fp32)"
SHIPPED = "**peerlearn as it ships**"
FASTER, COSINE, LOSS = 3.0, 0.995, 0.005
"""What a runtime must reach: times the base, mean sentence cosine to it, and nDCG@10 lost at most on any task."""
LEAST = 32
LONG = 120
"""Tokens from which a passage may be drawn: those that fill their room, about 165 on average, as in other people's figures."""
SAME = 0.999999
"""Least cosine from which two runtimes give the same vectors; the public sets are then encoded by the fastest of them only."""
SETS = {"arcd": ("ar>ar",), "xquad": ("ar>ar", "ar>en")}


@dataclass(frozen=True)
class Speed:
    """What was measured of one runtime, or the reason why nothing was.

    ``rate`` is passages a second; ``faster`` times the base by the clock and ``leaner`` by processor time, both None for the base itself;
    the cosines are those of sentence vectors to the base's.
    """

    name: str
    rate: Spread | None = None
    faster: Spread | None = None
    leaner: Spread | None = None
    cosine_mean: float | None = None
    cosine_min: float | None = None
    reason: str = ""


def sample_passages(settings: Settings, *, encoder: Encoder, count: int, seed: int = 0) -> list[str]:
    """Return the encoder's texts of some long passages of the corpus, drawn by seed."""
    corpus = read_corpus(settings.corpus)
    texts = []
    for record in corpus.public():
        city = corpus.cities.get(record.city or "")
        texts += [each.encoder_text for each in passages_of(record, city=city.name if city else lambda _: "", tokens=encoder)]
    long = [each for each in texts if len(encoder.token_spans(each)) >= LONG]
    return random.Random(seed).sample(long, min(count, len(long)))


def open_all(settings: Settings, places: Places) -> tuple[dict[str, Encoder], dict[str, str]]:
    """Open every runtime there is; of the others return why not."""
    encoders: dict[str, Encoder] = {SHIPPED: open_encoder(settings)}
    absent = {}
    for name in runtimes.CANDIDATES:
        try:
            encoders[name] = open_runtime(name, places)
        except NotHereError as reason:
            absent[name] = str(reason)
    return encoders, absent


def measure_speed(
    encoders: Mapping[str, Encoder], texts: Sequence[str], places: Places, *, rounds: int, progress: Callable[[str, int, int], None]
) -> list[Speed]:
    """Let the runtimes and the base encode the same texts in turns, after each has warmed up."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds to import

    base = SentenceTransformer(str(places.model), device="cpu", local_files_only=True)
    jobs: dict[str, Callable[[], Any]] = {BASE: lambda: base.encode(list(texts), prompt_name="passage", show_progress_bar=False)}
    jobs |= {name: partial(each.encode, texts, kind="passage") for name, each in encoders.items()}
    reference = np.asarray(jobs[BASE]())  # the first time of each, which warms it up, gives its vectors
    vectors = {name: np.array([each.vector for each in jobs[name]()]) for name in encoders}
    taken = alternate(jobs, rounds=rounds, progress=lambda done, total: progress("rounds", done, total))
    clock = {name: [each.clock for each in own] for name, own in taken.items()}
    processor = {name: [each.processor for each in own] for name, own in taken.items()}
    speeds = [Speed(BASE, Spread.of([len(texts) / each for each in clock[BASE]]))]
    for name in encoders:
        cosines = cosines_of(reference, vectors[name])
        rate = Spread.of([len(texts) / each for each in clock[name]])
        faster, leaner = times_faster(clock[BASE], clock[name]), times_faster(processor[BASE], processor[name])
        speeds.append(Speed(name, rate, faster, leaner, float(cosines.mean()), float(cosines.min())))
    return speeds


def cosines_of(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float64]:
    """Return the cosine of each row of one with the same row of the other."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    found = (one * other).sum(axis=1) / (np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1))
    return np.asarray(found, dtype=np.float64)


def measure_tasks(encoder: Encoder, bench: Path, *, indexes: Path, progress: Callable[[str, int, int], None]) -> dict[str, float]:
    """Return nDCG@10 of the product's search with everything encoded by one runtime, per task; a set that is absent has none."""
    found: dict[str, float] = {}
    for name, tasks in SETS.items():
        if not (bench / name / "docs.jsonl").is_file():
            continue
        test_set = only(read_test_set(bench / name), tasks)
        with tempfile.TemporaryDirectory(prefix="peerlearn-bench-") as scratch:
            cache = VectorCache(indexes / CACHE, encoder)  # its keys hold the runtime and its version
            indexed = TestSetIndex(test_set, Path(scratch), encoder=encoder, cache=cache, progress=progress)
            with threadpool_limits(1):  # products this small only wait for each other on several threads
                results = evaluate_slices(indexed, wanted=tasks.__contains__, progress=nothing)
            found |= {f"{name} {each.task}": each.measures["nDCG@10"] for each in results}
    return found


def tasks_of(speeds: Sequence[Speed], measured: Callable[[str], Mapping[str, float]]) -> dict[str, Mapping[str, float]]:
    """Return the figures of every runtime but the base; those that give the same vectors share one measurement."""
    there = [each for each in speeds if each.cosine_min is not None]
    same = [each for each in there if each.cosine_min is not None and each.cosine_min >= SAME]
    found = {each.name: measured(each.name) for each in there if each not in same}
    if same:
        fastest = max(same, key=lambda each: each.rate.median if each.rate else 0.0)
        found |= dict.fromkeys((each.name for each in same), measured(fastest.name))
    return found


def only(test_set: TestSet, tasks: Sequence[str]) -> TestSet:
    """Return a set without the documents and questions that no task of ``tasks`` needs."""
    slices = [each for each in test_set.slices if each.name in tasks]
    asked = {each.qlang for each in slices}
    answered = {lang for each in slices for lang in each.dlangs or ()}
    return replace(
        test_set,
        documents=[each for each in test_set.documents if each.lang in answered],
        queries=[each for each in test_set.queries if each.lang in asked],
        slices=slices,
    )


def reaches(speed: Speed, own: Mapping[str, float], base: Mapping[str, float]) -> str:
    """Say whether a runtime reaches the aim, and if not, what it misses; "?" where something was not measured."""
    if speed.faster is None or speed.cosine_mean is None:
        return NOT_MEASURED
    missed = []
    if speed.faster.median < FASTER:
        missed.append("speed")
    if speed.cosine_mean < COSINE:
        missed.append("cosine")
    if any(base[task] - own[task] > LOSS for task in base if task in own):
        missed.append("nDCG@10")
    if missed:
        return "misses " + ", ".join(missed)
    return "yes" if base and own.keys() == base.keys() else "?"


def render(speeds: Sequence[Speed], tasks: Mapping[str, Mapping[str, float]]) -> str:
    """Return the table: a row a runtime."""
    base = tasks.get(runtimes.REFERENCE, {})
    columns = ["runtime", "passages/s", "times the base (least-most)", "by processor time", "cosine mean", "min", *base, "aim"]
    rows = []
    for each in speeds:
        if each.rate is None:
            rows.append([each.name, f"not measured: {each.reason}", *[NOT_MEASURED] * (len(columns) - 2)])
            continue
        own = tasks.get(each.name, {}) if each.name != BASE else base
        faster = f"{each.faster.median:.2f} ({each.faster.least:.2f}-{each.faster.most:.2f})" if each.faster else "1"
        leaner = f"{each.leaner.median:.2f}" if each.leaner else "1"
        cosines = [figure(each.cosine_mean, 4), figure(each.cosine_min, 4)]
        quality = [figure(own.get(task), 4) for task in base]
        rows.append([each.name, f"{each.rate.median:.1f}", faster, leaner, *cosines, *quality, reaches(each, own, base)])
    return table(columns, rows)


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; too few passages are refused, because the product encodes a handful as it encodes questions."""
    parser = argparse.ArgumentParser(prog="benchmarks.encoding", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), help="the folder of public sets")
    parser.add_argument("--passages", type=int, default=192)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=0, help="0: every core, as an index is built")
    found = parser.parse_args(given)
    if found.passages < LEAST:
        parser.error(f"--passages is {found.passages}; take {LEAST} or more: fewer are encoded by the runtime for questions")
    return found


def main() -> None:
    """Measure, print, and write the part of the page."""
    given = arguments()
    settings, progress = Settings.load(), bars()
    prepare(settings, progress=progress)
    quieten()
    machine = describe(runtimes.PACKAGES)
    with tempfile.TemporaryDirectory(prefix="peerlearn-bench-") as scratch:
        places = Places(model_folder(settings), graph_folder(settings), Path(scratch), given.threads)
        encoders, absent = open_all(settings, places)
        if given.threads:
            import torch  # noqa: PLC0415 - seconds to import

            torch.set_num_threads(given.threads)
        shipped = encoders[SHIPPED]
        texts = sample_passages(settings, encoder=shipped, count=given.passages)
        tokens = np.mean([len(shipped.token_spans(each)) for each in texts])
        speeds = measure_speed(encoders, texts, places, rounds=given.rounds, progress=progress)
        tasks = tasks_of(speeds, lambda name: measure_tasks(encoders[name], given.bench, indexes=settings.indexes, progress=progress))
    skipped = [name for name in SETS if not (given.bench / name / "docs.jsonl").is_file()]
    setting = (
        f"{len(texts)} long passages of the corpus, {tokens:.0f} tokens on average, {given.threads or 'all'} "
        f"{'thread' if given.threads == 1 else 'threads' if given.threads else 'cores'}, {given.rounds} rounds in turns; medians."
    )
    note = "".join(f"\n\nNot measured: {each}, whose folder is not in {given.bench.name}." for each in skipped)
    speeds += [Speed(name, reason=reason) for name, reason in absent.items()]
    publish("encoding", f"{machine}\n{setting}\n\n{render(speeds, tasks)}{note}")


if __name__ == "__main__":
    main()
