"""nDCG@10 of the shipped search on questions that the projection was not fitted on: the held-back column of ``docs/retrieval.md``.

    .venv/bin/python -m benchmarks.held_back ../shared/bench            # every task, some minutes
    .venv/bin/python -m benchmarks.held_back ../shared/bench arcd xquad

Every document of a task is searched, those of the fitted half too; only questions all of whose answers are held back are asked.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.fitting_data import held_back_questions
from peerlearn.encode.cache import VectorCache
from peerlearn.encode.prepare import open_encoder, prepare
from peerlearn.evaluate import TestSetIndex, evaluate_mixed, evaluate_slices, has_mixed, mixed_names, read_test_set
from peerlearn.measuring import CACHE
from peerlearn.progress import bars
from peerlearn.settings import Settings

if TYPE_CHECKING:
    from peerlearn.evaluate import TaskResult, TestSet

TASKS = {
    "arcd": ("ar>ar",),
    "xquad": ("ar>ar", "ar>en", "en>ar", "ar>ar+en+es", *mixed_names()),
    "sdg": ("indicator:ar>ar", "indicator:ar>en"),
    "ntrex_docs": ("ar>en", "en>ar"),
    "unpc_test": ("ar>en", "en>ar", "fr>ar", "es>ar", "ru>ar", "zh>ar", "fr>en"),
    "sib200": ("arz>eng", "arz>arb", "ary>eng", "ary>arb", "apc>eng", "apc>arb", "acm>arb"),
}
MEASURE = "nDCG@10"


def held_back_half(test_set: TestSet) -> TestSet:
    """Return the set with the questions of the held-back half only, and all its documents."""
    questions = held_back_questions(test_set)
    return replace(test_set, queries=questions, qrels={each.id: test_set.qrels[each.id] for each in questions})


def results(settings: Settings, folder: Path, tasks: tuple[str, ...]) -> list[TaskResult]:
    """Measure some tasks of a set on its held-back half."""
    progress = bars()
    encoder = open_encoder(settings)
    with tempfile.TemporaryDirectory(prefix="peerlearn-held-back-") as scratch:
        cache = VectorCache(settings.indexes / CACHE, encoder)
        test_set = held_back_half(read_test_set(folder))
        indexed = TestSetIndex(test_set, Path(scratch), encoder=encoder, cache=cache, progress=progress)
        found = evaluate_slices(indexed, wanted=tasks.__contains__, progress=progress)
        if has_mixed(test_set):
            found += evaluate_mixed(indexed, wanted=tasks.__contains__, progress=progress)
    return found


def main(folder: str, *names: str) -> None:
    """Print a table: a row a task."""
    settings = Settings.load()
    prepare(settings, progress=bars())
    print(f"| set | task | questions | documents | {MEASURE} |\n|---|---|---|---|---|")
    for name in names or TASKS:
        for each in results(settings, Path(folder) / name, TASKS[name]):
            print(f"| {name} | {each.task} | {each.queries} | {each.documents} | {each.measures[MEASURE]:.3f} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
